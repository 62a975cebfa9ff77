/**
 * Bench 4: from process start to the first healthy answer (embedded database, second start), and what the idle server holds in memory.
 * Runs what `npm start` runs: the built server. `npm run bench -- 4`
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const goals = { startSeconds: 2.5, idleMiB: 250 }
const starts = 5
const idleMs = 15_000
const entry = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url))

export async function runBench4(): Promise<boolean> {
  await access(entry).catch(() => {
    throw new Error('The server isn’t built: run `npx nx run @maillon/server:build` first (npm start does it too)')
  })
  const dataDir = await mkdtemp(join(tmpdir(), 'maillon-bench-4-'))
  try {
    const first = await measure(dataDir, false)
    const later = []
    for (let start = 0; start < starts; start += 1) later.push(await measure(dataDir, start === starts - 1))
    const seconds = later.map((measured) => measured.seconds).sort((a, b) => a - b)
    const idle = later.at(-1)?.idle ?? []
    const idleMiB = idle.reduce((sum, { mib }) => sum + mib, 0)
    const median = seconds[Math.floor(seconds.length / 2)] ?? 0
    print([
      ['machine', `${cpus().length} × ${cpus()[0]?.model ?? ''}`, ''],
      ['first start (makes the database)', `${first.seconds.toFixed(2)} s`, ''],
      [`later starts, median of ${starts}`, `${median.toFixed(2)} s`, `goal ${goals.startSeconds} s`],
      ['  least and most', `${seconds[0]?.toFixed(2)} s – ${seconds.at(-1)?.toFixed(2)} s`, ''],
      ...idle.map(({ name, mib }) => [`idle: ${name}`, `${mib.toFixed(0)} MiB`, '']),
      ['idle, all Node processes', `${idleMiB.toFixed(0)} MiB`, `goal ${goals.idleMiB} MiB`],
    ])
    process.stdout.write(`${JSON.stringify({ startSeconds: round(median), idleMiB: round(idleMiB) })}\n`)
    return median <= goals.startSeconds && idleMiB <= goals.idleMiB
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

interface Measured {
  readonly seconds: number
  /** Resident memory of each Node process; empty where it wasn't asked for. */
  readonly idle: readonly { readonly name: string; readonly mib: number }[]
}

async function measure(dataDir: string, withIdle: boolean): Promise<Measured> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const startedAt = performance.now()
  const server = spawn(process.execPath, [entry], { env: { PATH: process.env['PATH'], PORT: String(port), MAILLON_DATA: dataDir, LANG: 'en' }, stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    await healthy(`http://localhost:${port}/api/health`, server)
    const seconds = (performance.now() - startedAt) / 1000
    if (!withIdle) return { seconds, idle: [] }
    await pause(idleMs)
    return { seconds, idle: await nodeProcesses(server.pid ?? 0) }
  } finally {
    await stopped(server)
  }
}

async function healthy(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}`)
    const answer = await fetch(url).catch(() => null)
    if (answer?.status === 200) return
    await pause(10)
  }
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
}

/** The server and every Node process under it. Postgres is none. */
async function nodeProcesses(root: number): Promise<Measured['idle']> {
  const parents = new Map<number, number>()
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (stat !== '') parents.set(Number(entry), parent)
  }
  const family = [root]
  for (const pid of family) family.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child))
  const found = []
  for (const pid of family) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const name = /^Name:\t(.*)$/m.exec(status)?.[1] ?? ''
    const program = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (program.split('\0', 1)[0] === process.execPath) found.push({ name: `${name} ${pid}`, mib: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024 })
  }
  return found
}

function print(rows: readonly (readonly (string | undefined)[])[]): void {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  for (const [name = '', value = '', note = ''] of rows) process.stdout.write(`${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${note}\n`)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
