import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isMaillonError } from '@maillon/kernel'
import { definitionsIn, describePackage } from '@maillon/node-host'
import { conformanceChecks, problemOfCheck } from '@maillon/node-sdk/testing'
import { buildPackage, moduleOptions, type PackageSource } from './build-package.js'

/** One thing that was tried. */
export interface PackageCheck {
  /** The node's type, or what else it is about. */
  readonly about: string
  readonly title: string
  /** Null: it held. */
  readonly problem: string | null
}

/** Builds the package and tries everything that can be tried without a server, one result after the other. */
export async function* testPackage(source: PackageSource): AsyncGenerator<PackageCheck> {
  await buildPackage(source)
  yield await loadsAlone(source)
  // The author's own code, on the author's own machine.
  const built = (await import(`${pathToFileURL(join(source.folder, source.manifest.entry)).href}?at=${Date.now()}`)) as unknown
  for (const definition of definitionsIn(built)) {
    for (const check of conformanceChecks(definition)) yield { about: definition.descriptor.type, title: check.title, problem: await problemOfCheck(check) }
  }
  if (existsSync(join(source.folder, 'node_modules/typescript/bin/tsc'))) yield await typesHold(source)
  const tests = (await readdir(join(source.folder, 'test')).catch(() => [])).filter((name) => /\.test\.[cm]?[jt]s$/.test(name))
  if (tests.length > 0) yield await testsPass(source, tests)
}

/** In a process without network, files and environment, as a server would load it. */
async function loadsAlone({ folder, manifest }: PackageSource): Promise<PackageCheck> {
  const check = { about: manifest.name, title: 'loads in a process of its own, and every definition is in order' }
  try {
    await describePackage(folder, manifest)
    return { ...check, problem: null }
  } catch (error) {
    if (!isMaillonError(error)) throw error
    return { ...check, problem: `${error.info.code} ${error.info.details ?? ''}`.trim() }
  }
}

async function typesHold({ folder, manifest }: PackageSource): Promise<PackageCheck> {
  const { code, said } = await outcomeOf(folder, [join(folder, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', folder])
  return { about: manifest.name, title: 'its types hold', problem: code === 0 ? null : said }
}

async function testsPass({ folder, manifest }: PackageSource, names: readonly string[]): Promise<PackageCheck> {
  const { build } = await import('esbuild')
  const made = await mkdtemp(join(folder, '.maillon-test-'))
  try {
    await build({ ...moduleOptions(folder), entryPoints: names.map((name) => join(folder, 'test', name)), outdir: made, outExtension: { '.js': '.mjs' } })
    const { code, said } = await outcomeOf(folder, ['--test', ...names.map((name) => join(made, name.replace(/\.[cm]?[jt]s$/, '.mjs')))])
    return { about: manifest.name, title: `its own tests pass (${names.length})`, problem: code === 0 ? null : said }
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}

function outcomeOf(folder: string, args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-4000)))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, said }))
  })
}
