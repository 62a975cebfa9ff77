import { isJsonObject, MaillonError, parseOutsideJson, type JsonObject } from '@maillon/kernel'
import { satisfies, valid, validRange } from 'semver'
import { readPermissions, type PackagePermissions } from './package-permissions.js'

/** The version of the engine that a package's range is compared with. */
export const engineVersion = '0.1.0'

/** What the package.json of a node package says. */
export interface PackageManifest {
  readonly name: string
  /** Exact. */
  readonly version: string
  /** Empty: it says none. */
  readonly description: string
  readonly license: string
  /** Path of the module with the definitions, from the package's folder. */
  readonly entry: string
  /** Range of engines that it is made for. */
  readonly engine: string
  readonly permissions: PackagePermissions
  /** What it would need besides what it carries, by name. Empty: it is whole. */
  readonly dependencies: readonly string[]
  readonly bundled: readonly string[]
}

const nameForm = /^(?:@[a-z0-9][a-z0-9._-]{0,60}\/)?[a-z0-9][a-z0-9._-]{0,120}$/
const scriptsOfInstalling = ['preinstall', 'install', 'postinstall']

/**
 * Reads a package.json. Nothing of the package is run.
 *
 * @throws MaillonError (user) `PACKAGE_…`: no node package, made for another engine, or with scripts that run on installation.
 */
export function readManifest(text: string): PackageManifest {
  const parsed = parseOutsideJson(text)
  if (!parsed.ok || !isJsonObject(parsed.value)) throw refused('PACKAGE_MANIFEST_INVALID', { field: 'package.json' })
  const json = parsed.value
  const name = textOf(json, 'name')
  const version = textOf(json, 'version')
  if (!isPackageName(name)) throw refused('PACKAGE_MANIFEST_INVALID', { field: 'name' })
  if (!isExactVersion(version)) throw refused('PACKAGE_MANIFEST_INVALID', { field: 'version' })
  refuseScripts(json, name)
  const maillon = json['maillon']
  if (!isJsonObject(maillon)) throw refused('PACKAGE_NOT_OF_NODES', { package: name })
  const { entry, engine } = placeOf(maillon, name)
  const read = readPermissions(maillon['permissions'])
  if ('wrong' in read) throw refused('PACKAGE_MANIFEST_INVALID', { field: `maillon.${read.wrong}` })
  const bundled = namesIn(json['bundleDependencies'] ?? json['bundledDependencies'])
  return { name, version, entry, engine, description: textOf(json, 'description').slice(0, 500), license: textOf(json, 'license').slice(0, 60), permissions: read.permissions, bundled, dependencies: namesIn(json['dependencies']).filter((each) => !bundled.includes(each)) }
}

/** A name as registries give them, of at most 90 characters: no path, no option, no address. */
export function isPackageName(name: string): boolean {
  return name.length <= 90 && nameForm.test(name) && !name.includes('..')
}

/** One version, no range and no tag. */
export function isExactVersion(version: string): boolean {
  return version.length <= 64 && valid(version) === version
}

function placeOf(maillon: JsonObject, name: string): { readonly entry: string; readonly engine: string } {
  const entry = textOf(maillon, 'nodes').replace(/^\.\//, '')
  if (!/^[\w][\w./-]{0,200}\.m?js$/.test(entry) || entry.split('/').includes('..')) throw refused('PACKAGE_MANIFEST_INVALID', { field: 'maillon.nodes' })
  const engine = textOf(maillon, 'engine')
  if (engine.length > 100 || validRange(engine) === null) throw refused('PACKAGE_MANIFEST_INVALID', { field: 'maillon.engine' })
  if (!satisfies(engineVersion, engine)) throw refused('PACKAGE_ENGINE_UNFIT', { package: name, engine, here: engineVersion })
  return { entry, engine }
}

/** `prepare` is the author's own business: npm doesn't run it for a published package. */
function refuseScripts(json: JsonObject, name: string): void {
  const scripts = isJsonObject(json['scripts']) ? Object.keys(json['scripts']) : []
  const found = scriptsOfInstalling.filter((script) => scripts.includes(script))
  if (found.length > 0) throw refused('PACKAGE_SCRIPTS_REFUSED', { package: name, scripts: found.join(', ') })
}

function namesIn(value: unknown): readonly string[] {
  const names: unknown[] = Array.isArray(value) ? value : typeof value === 'object' && value !== null ? Object.keys(value) : []
  return names.filter((each) => typeof each === 'string')
}

function textOf(json: JsonObject, key: string): string {
  const value = Object.hasOwn(json, key) ? json[key] : undefined
  return typeof value === 'string' ? value : ''
}

export function refused(code: string, params: { readonly [name: string]: string | number }, details?: string): MaillonError {
  return new MaillonError({ code, kind: 'user', retryable: false, params, ...(details === undefined || details === '' ? {} : { details: details.slice(0, 4000) }) })
}
