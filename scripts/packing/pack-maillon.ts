// Maillon as one package: the built rooms, the pages and the gallery are bundled in it; what others have published is asked for by exact version,
// so that npm fetches the programs of the machine where it is installed.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packagesOf, type LockedPackages } from './packages-of.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const command = '@maillon/cli'
const pages = '@maillon/web'

/** What a room's folder brings besides its `dist`. */
const more: { readonly [room: string]: readonly string[] } = { '@maillon/server': ['gallery'], '@maillon/node-host': ['package-process'] }

interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly engines?: { readonly node?: string }
  readonly exports?: { readonly [path: string]: { readonly default: string } }
  readonly maillon?: object
  readonly dependencies?: { readonly [name: string]: string }
  readonly overrides?: { readonly [name: string]: string | { readonly [name: string]: string } }
}

interface Room {
  /** From the repository. */
  readonly folder: string
  readonly manifest: Manifest
}

/**
 * Pack what has been built.
 * @param folder where the file goes; made where it isn't there
 * @returns the path of maillon-VERSION.tgz
 * @throws Error where rooms ask for different versions of a package, or something has not been built
 */
export async function packMaillon(folder: string): Promise<string> {
  const about = await manifestOf('.')
  const { packages: locked } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as { readonly packages: LockedPackages }
  const rooms = await roomsBelow(['@maillon/server', command], locked)
  const stage = await mkdtemp(join(tmpdir(), 'maillon-pack-'))
  try {
    for (const [name, room] of rooms) {
      // The command is the package itself: its program stands at the root, everything else below node_modules.
      const to = name === command ? stage : join(stage, 'node_modules', name)
      for (const part of ['dist', ...(more[name] ?? [])]) await copy(join(room.folder, part), join(to, part))
      if (name !== command) await write(to, roomManifest(room.manifest))
    }
    await copy('apps/web/out', join(stage, 'node_modules', pages, 'out'))
    await write(join(stage, 'node_modules', pages), roomManifest(await manifestOf('apps/web')))
    for (const part of ['bin', 'README.md']) await copy(`apps/cli/${part}`, join(stage, part))
    await copy('LICENSE', join(stage, 'LICENSE'))
    const whole = await bundleOverridden(stage, about, locked)
    await write(stage, packageManifest(about, rooms, whole))
    await mkdir(folder, { recursive: true })
    const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: stage, maxBuffer: 64 * 1024 ** 2 })
    return join(folder, (JSON.parse(stdout) as readonly [{ readonly filename: string }])[0].filename)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** The rooms that these need, and they themselves, by name. */
async function roomsBelow(names: readonly string[], locked: LockedPackages): Promise<ReadonlyMap<string, Room>> {
  const found = new Map<string, Room>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    const folder = locked[`node_modules/${name}`]?.resolved
    if (folder === undefined) throw new Error(`${name} is no room of this repository`)
    const manifest = await manifestOf(folder)
    found.set(name, { folder, manifest })
    waiting.push(...Object.keys(manifest.dependencies ?? {}).filter((each) => each.startsWith('@maillon/')))
  }
  return found
}

/**
 * npm heeds overrides in the project that is installed into, not in a package. So a package whose needs the repository overrides travels as it
 * stands here, with all that it needs. @returns their names
 */
async function bundleOverridden(stage: string, about: Manifest, locked: LockedPackages): Promise<readonly string[]> {
  const names: string[] = []
  for (const [name, needs] of Object.entries(about.overrides ?? {})) {
    // Others name a package that is optional everywhere.
    if (typeof needs === 'string') continue
    names.push(name)
    const place = `node_modules/${name}`
    await copy(place, join(stage, place))
    for (const path of packagesOf(place, locked)) await copy(path, join(stage, place, path))
    const manifest = await manifestOf(place)
    await write(join(stage, place), { ...manifest, dependencies: { ...manifest.dependencies, ...needs } })
  }
  return names
}

/** All that others have published is asked for by the package itself; a room only says what it is and where one enters it. */
function roomManifest({ name, version, description, exports: entries, maillon }: Manifest): object {
  const entered = Object.entries(entries ?? {}).map(([path, target]) => [path, target.default])
  return { name, version, description, license: 'MIT', type: 'module', exports: Object.fromEntries(entered) as object, ...(maillon === undefined ? {} : { maillon }) }
}

function packageManifest({ version, description, engines }: Manifest, rooms: ReadonlyMap<string, Room>, whole: readonly string[]): object {
  const needs = new Map<string, string>()
  for (const { manifest } of rooms.values()) {
    for (const [name, wanted] of Object.entries(manifest.dependencies ?? {})) {
      const known = needs.get(name) ?? wanted
      if (known !== wanted) throw new Error(`${manifest.name} asks for ${name} ${wanted}, another room for ${known}: one package can have only one`)
      needs.set(name, wanted)
    }
  }
  needs.set(pages, version)
  const ours = [...needs.keys()].filter((name) => name.startsWith('@maillon/'))
  const dependencies = Object.fromEntries([...needs].sort(([one], [other]) => (one < other ? -1 : 1)))
  return { name: 'maillon', version, description, license: 'MIT', type: 'module', engines: { node: engines?.node }, bin: { maillon: 'bin/maillon.mjs' }, dependencies, bundleDependencies: [...ours, ...whole].sort() }
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as Manifest
}

async function write(folder: string, manifest: object): Promise<void> {
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Programs and their licences travel; declarations, maps and packages below don't. */
async function copy(from: string, to: string): Promise<void> {
  const place = join(root, from)
  await cp(place, to, { recursive: true, filter: (path) => !/\.(map|d\.[cm]?ts)$|[\\/]node_modules$/.test(path.slice(place.length)) })
}
