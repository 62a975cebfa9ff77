// The SDK for authors as one file that needs no registry: `npm run pack:sdk -- [FOLDER]` writes maillon-node-sdk-VERSION.tgz with everything
// that the SDK needs bundled in it. Prints the path.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packPackage, type PackageFile } from '../libs/node-host/src/index.js'

const root = fileURLToPath(new URL('../', import.meta.url))
const sdk = '@maillon/node-sdk'

interface Manifest {
  readonly version: string
  readonly dependencies?: { readonly [name: string]: string }
  readonly exports?: { readonly [path: string]: { readonly source?: string } }
}

const built = spawnSync(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'run', `${sdk}:build`, '--output-style=static'], { cwd: root, env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' }, encoding: 'utf8' })
if (built.status !== 0) throw new Error(`The SDK could not be built:\n${built.stdout}${built.stderr}`)

const folder = resolve(process.argv[2] ?? '.')
await mkdir(folder, { recursive: true })
const from = join(root, 'libs/node-sdk')
const manifest = await manifestOf(from)
const needed = await closureOf(from, new Map())
const own = await filesOf(from, '', manifest)
const others = await Promise.all([...needed].map(async ([name, place]) => filesOf(place, `node_modules/${name}/`, await manifestOf(place))))
const withBundle: PackageFile = { path: 'package.json', bytes: Buffer.from(`${JSON.stringify({ ...withoutSource(manifest), bundleDependencies: Object.keys(manifest.dependencies ?? {}) }, null, 2)}\n`) }
const file = join(folder, `maillon-node-sdk-${manifest.version}.tgz`)
await writeFile(file, await packPackage([withBundle, ...own.filter(({ path }) => path !== 'package.json'), ...others.flat()]))
process.stdout.write(`${file}\n`)

/** Every package that is needed, by name. All stand side by side in the bundle. */
async function closureOf(place: string, found: Map<string, string>): Promise<ReadonlyMap<string, string>> {
  for (const name of Object.keys((await manifestOf(place)).dependencies ?? {})) {
    if (found.has(name)) continue
    const at = placeOf(name, place)
    found.set(name, at)
    await closureOf(at, found)
  }
  return found
}

/** Where npm has put it, seen from a package: packages don't all let their package.json be resolved. */
function placeOf(name: string, seenFrom: string): string {
  const places = createRequire(join(seenFrom, 'package.json')).resolve.paths(name) ?? []
  const found = places.map((each) => join(each, name)).find((each) => existsSync(join(each, 'package.json')))
  if (found === undefined) throw new Error(`${name} is not installed`)
  return found
}

async function manifestOf(place: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(place, 'package.json'), 'utf8')) as Manifest
}

/** The sources of our own rooms don't travel. */
async function filesOf(place: string, prefix: string, about: Manifest): Promise<readonly PackageFile[]> {
  const isOurs = about.exports?.['.']?.source !== undefined
  const names = (await readdir(place, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .filter((path) => !path.startsWith('node_modules/') && !path.endsWith('.map') && (!isOurs || path === 'package.json' || path.startsWith('dist/')))
  return Promise.all(
    names.sort().map(async (path) => ({ path: prefix + path, bytes: path === 'package.json' ? Buffer.from(`${JSON.stringify(withoutSource(about), null, 2)}\n`) : await readFile(join(place, path)) })),
  )
}

function withoutSource(about: Manifest): object {
  const entries = Object.entries(about.exports ?? {}).map(([path, target]) => [path, typeof target === 'object' ? Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== 'source')) : target])
  return { ...about, scripts: {}, ...(about.exports === undefined || typeof about.exports !== 'object' ? {} : { exports: Object.fromEntries(entries) as object }) }
}
