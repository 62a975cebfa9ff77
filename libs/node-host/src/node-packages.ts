import { catalogueOf, type NodeCatalogue } from '@maillon/node-contract'
import type { NodeDefinition } from '@maillon/node-sdk'
import type { IsolatedPackage } from './packages/isolated-package.js'

/** A definition, and the module that a thread can import it from. */
export interface LoadedDefinition {
  readonly definition: NodeDefinition
  /** URL of the package's module; null: it exists only in this thread, so it can't run in another. */
  readonly module: string | null
  /** Present where its code runs in processes of its own: a package of somebody else. */
  readonly isolated?: IsolatedPackage
  /** Name of the package that brought it. Absent: none did. */
  readonly package?: string
}

/** A package, or one node of it, that could not be taken. The server starts all the same; flows that use it say "missing node". */
export interface NodePackageProblem {
  readonly package: string
  /** `NODE_PACKAGE_BROKEN` (its import failed), `NODE_PACKAGE_EMPTY` (no definition in it), `NODE_TYPE_TAKEN` (another package has this type). */
  readonly code: 'NODE_PACKAGE_BROKEN' | 'NODE_PACKAGE_EMPTY' | 'NODE_TYPE_TAKEN'
  readonly params: { readonly [name: string]: string }
  /** For developers. */
  readonly details: string
}

/** The node types that this server has. */
export interface NodePackages {
  readonly catalogue: NodeCatalogue
  readonly problems: readonly NodePackageProblem[]
  /**
   * Null where there is none of this type and version.
   * @param acceptedAt of the run that it is for, ISO 8601: what was installed then. Absent: what is installed now.
   */
  find(type: string, version: number, acceptedAt?: string): LoadedDefinition | null
}

export interface NodePackageLoading {
  /** Names as the app would import them. The order decides who has a type where two want it: the first. */
  readonly names: readonly string[]
  /** Import from the app's place: `(name) => import(name)`. */
  readonly load: (name: string) => Promise<unknown>
  /** The URL of the same module, for threads: `(name) => import.meta.resolve(name)`. Absent: heavy nodes run in the server's thread. */
  readonly resolve?: (name: string) => string
}

/** Import packages and collect their definitions (every export, or element of an exported list, that carries the brand). Never throws. */
export async function loadNodePackages(loading: NodePackageLoading): Promise<NodePackages> {
  const found: { readonly package: string; readonly loaded: LoadedDefinition }[] = []
  const problems: NodePackageProblem[] = []
  for (const name of loading.names) {
    try {
      const module = loading.resolve?.(name) ?? null
      const definitions = definitionsIn(await loading.load(name))
      if (definitions.length === 0) problems.push({ package: name, code: 'NODE_PACKAGE_EMPTY', params: { package: name }, details: '' })
      for (const definition of definitions) found.push({ package: name, loaded: { definition, module, package: name } })
    } catch (error) {
      problems.push({
        package: name,
        code: 'NODE_PACKAGE_BROKEN',
        params: { package: name },
        details: String(error instanceof Error ? error.stack : error).slice(0, 4000),
      })
    }
  }
  return collect(found, problems)
}

/** Definitions at hand, as packages (tests, the CLI). The first of a type and version is taken. */
export function nodePackagesOf(definitions: readonly NodeDefinition[]): NodePackages {
  return collect(
    definitions.map((definition) => ({ package: '', loaded: { definition, module: null } })),
    [],
  )
}

/** Every definition that a module exports, by itself or in a list; each once. */
export function definitionsIn(module: unknown): readonly NodeDefinition[] {
  if (typeof module !== 'object' || module === null) return []
  const exported = Object.values(module).flatMap((value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [value]))
  return [...new Set(exported.filter(isDefinition))]
}

function isDefinition(value: unknown): value is NodeDefinition {
  if (typeof value !== 'object' || value === null || (value as { brand?: unknown }).brand !== 'maillon.node/1') return false
  const { descriptor } = value as { descriptor?: { type?: unknown; version?: unknown } }
  return typeof descriptor?.type === 'string' && Number.isInteger(descriptor.version)
}

function collect(found: readonly { readonly package: string; readonly loaded: LoadedDefinition }[], problems: NodePackageProblem[]): NodePackages {
  const byKey = new Map<string, LoadedDefinition>()
  const owners = new Map<string, string>()
  for (const { package: owner, loaded } of found) {
    const { type, version } = loaded.definition.descriptor
    const first = owners.get(type)
    if ((first !== undefined && first !== owner) || byKey.has(keyOf(type, version))) {
      problems.push({ package: owner, code: 'NODE_TYPE_TAKEN', params: { package: owner, type, first: first ?? owner }, details: `version ${version}` })
      continue
    }
    owners.set(type, owner)
    byKey.set(keyOf(type, version), loaded)
  }
  return {
    catalogue: catalogueOf([...byKey.values()].map(({ definition }) => definition.descriptor)),
    problems,
    find: (type, version) => byKey.get(keyOf(type, version)) ?? null,
  }
}

function keyOf(type: string, version: number): string {
  return `${type}@${version}`
}
