import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The sources of an earlier commit, laid out so that they run with the libraries that are installed here. */
export interface OlderBuild {
  readonly folder: string
  readonly commit: string
}

/** How far back a commit is looked for, each time twice as far: not each of a busy day starts, and libraries change. */
const steps = [0, 1, 3, 7, 15, 31, 63]
let laidOut: Promise<OlderBuild | null> | null = null

/**
 * The newest commit that doesn't know the newest migration, and starts: what runs while the program of today is deployed. Laid out once, in a
 * folder that goes with this process. Null: there is no history here (a copy without `.git`).
 */
export function olderBuild(): Promise<OlderBuild | null> {
  return (laidOut ??= layOut())
}

async function layOut(): Promise<OlderBuild | null> {
  const commits = await commitsBeforeMigrations()
  if (commits.length === 0) return null
  const folder = await mkdtemp(join(tmpdir(), 'maillon-older-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const commit of commits) {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await run('sh', ['-c', 'git archive "$1" | tar -x -C "$2"', 'sh', commit, folder], { cwd: root })
    await linkLibraries(folder)
    if (await starts(folder)) return { folder, commit: commit.slice(0, 8) }
  }
  throw new Error(`None of these starts with the libraries of today: ${commits.join(', ')}`)
}

/** Newest first: the commit right before the one that added the newest migration, and some before it. */
async function commitsBeforeMigrations(): Promise<readonly string[]> {
  const migrations = ['--', 'libs/storage/src/migrations/[0-9]*.ts', ':!*.test.ts']
  const added = await run('git', ['log', '-1', '--diff-filter=A', '--format=%H', ...migrations], { cwd: root }).catch(() => ({ stdout: '' }))
  const newest = added.stdout.trim()
  if (newest === '') return []
  const { stdout } = await run('git', ['log', `-${Math.max(...steps) + 1}`, '--first-parent', '--format=%H', `${newest}^`], { cwd: root })
  const commits = stdout.trim().split('\n')
  return steps.flatMap((step) => commits[step] ?? [])
}

/** The libraries of today under the packages of then. */
async function linkLibraries(folder: string): Promise<void> {
  const [from, to] = [join(root, 'node_modules'), join(folder, 'node_modules')]
  await mkdir(join(to, '@maillon'), { recursive: true })
  for (const name of await readdir(from)) if (name !== '@maillon') await symlink(join(from, name), join(to, name))
  for (const name of await readdir(join(from, '@maillon'))) await symlink(await readlink(join(from, '@maillon', name)), join(to, '@maillon', name))
  for (const room of ['libs', 'apps', 'nodes']) {
    for (const name of await readdir(join(folder, room))) {
      const own = join(root, room, name, 'node_modules')
      if (await readdir(own).then(() => true, () => false)) await symlink(own, join(folder, room, name, 'node_modules'))
    }
  }
}

/** Whether everything that a server is made of loads: some of it does so only when it is needed. */
async function starts(folder: string): Promise<boolean> {
  const probe = join(folder, 'probe.ts')
  const packages = (await readdir(join(folder, 'nodes'))).map((name) => `./nodes/${name}/src/index.js`)
  const parts = ['./apps/server/src/start-server.js', './apps/server/src/server.module.js', './test/faults/server/test-seams.js', ...packages]
  await writeFile(probe, parts.map((part) => `import '${part}'\n`).join(''))
  return run(process.execPath, ['--conditions=source', '--import', 'tsx', probe], { cwd: folder, timeout: 60_000 }).then(() => true, () => false)
}
