import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest, type PackageManifest } from '@maillon/node-host'
import type { BuildOptions } from 'esbuild'
import { CliError } from '../cli-error.js'

/** A node package in its folder, as its author works on it. */
export interface PackageSource {
  /** Absolute. */
  readonly folder: string
  readonly manifest: PackageManifest
  /** The TypeScript module that becomes `maillon.nodes`, absolute. */
  readonly entry: string
}

/** @throws CliError where the folder holds no node package; MaillonError `PACKAGE_…` where its package.json is not in order */
export async function readPackageSource(folder: string): Promise<PackageSource> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => null)
  if (text === null) throw new CliError({ fr: `Il n’y a pas de package.json dans ${folder}. « maillon node create » commence un paquet.`, en: `There is no package.json in ${folder}. "maillon node create" begins a package.` })
  const manifest = readManifest(text)
  const entry = ['src/index.ts', 'src/index.js'].map((path) => join(folder, path)).find((path) => existsSync(path))
  if (entry === undefined) throw new CliError({ fr: `Il n’y a pas de src/index.ts dans ${folder} : il exporte les étapes du paquet.`, en: `There is no src/index.ts in ${folder}: it exports the nodes of the package.` })
  return { folder, manifest, entry }
}

/** What makes one module of the package and everything that it needs: it then depends on nothing. */
export function bundleOptions({ folder, manifest, entry }: PackageSource): BuildOptions {
  return { ...moduleOptions(folder), entryPoints: [entry], outfile: join(folder, manifest.entry) }
}

/** What every module of the package is made by. */
export function moduleOptions(folder: string): BuildOptions {
  return {
    ...{ absWorkingDir: folder, bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent', legalComments: 'eof' },
    // Libraries that still `require` what Node brings.
    banner: { js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);" },
    // Of this repository, run without a build.
    ...(import.meta.url.endsWith('.ts') ? { conditions: ['source'] } : {}),
  }
}

/** @throws CliError with the compiler's own words */
export async function buildPackage(source: PackageSource): Promise<void> {
  const { build } = await import('esbuild')
  await build(bundleOptions(source)).catch((error: unknown) => {
    throw buildFailed(error)
  })
}

export function buildFailed(error: unknown): CliError {
  const { errors = [] } = error as { readonly errors?: readonly { readonly text: string; readonly location: { readonly file: string; readonly line: number; readonly column: number } | null }[] }
  const lines = errors.slice(0, 10).map(({ text, location }) => (location === null ? text : `${location.file}:${location.line}:${location.column + 1} ${text}`))
  const said = lines.length === 0 && error instanceof Error ? error.message : lines.join('\n  ')
  return new CliError({ fr: `Le paquet ne se compile pas :\n  ${said}`, en: `The package doesn’t compile:\n  ${said}` })
}
