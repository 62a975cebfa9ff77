import { spawn, type ChildProcess } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { cleanEnvironment, type Account, type Cluster } from './cluster.js'
import type { PostgresBinaries } from './postgres-binaries.js'
import { postgresError } from './postgres-error.js'
import { parsePostmasterPid, type PostmasterPid } from './postmaster-pid.js'
import { pause } from './processes.js'

export interface LaunchOptions {
  readonly folder: string
  readonly cluster: Cluster
  readonly binaries: PostgresBinaries
  readonly account: Account | null
  readonly settings: { readonly [name: string]: string }
  /** Tried first; null: any free one. */
  readonly port: number | null
}

/** For a small machine that also runs everything else. Durability is never traded: see `durable` below. */
const defaults = {
  shared_buffers: '96MB',
  max_connections: '200',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  // Statements are short and prepared: planning them anew or compiling them costs more than it gives.
  jit: 'off',
  io_method: 'sync',
  log_min_messages: 'warning',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const

const durable = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' } as const

/** Start the server process and wait until it takes connections. A port that was taken in between is tried again with another. */
export async function launchPostgres(options: LaunchOptions): Promise<PostmasterPid> {
  for (let attempt = 1; ; attempt += 1) {
    const port = attempt === 1 && options.port !== null ? options.port : await freePort()
    const outcome = await launchOn(port, options)
    if (outcome.ok) return outcome.state
    if (!/could not (bind|create any TCP)/.test(outcome.log) || attempt === 5) {
      throw postgresError('POSTGRES_START_FAILED', { reason: lastLine(outcome.log) }, outcome.log)
    }
  }
}

type LaunchOutcome = { readonly ok: true; readonly state: PostmasterPid } | { readonly ok: false; readonly log: string }

async function launchOn(port: number, options: LaunchOptions): Promise<LaunchOutcome> {
  const logFile = join(options.folder, 'postgres.log')
  const log = await open(logFile, 'a', 0o600)
  const { size: logStart } = await log.stat()
  const settings = { ...defaults, ...options.settings, ...durable, listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' }
  let child: ChildProcess
  try {
    child = spawn(options.binaries.postgres, ['-D', options.cluster.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
      cwd: '/', detached: true, stdio: ['ignore', log.fd, log.fd], env: cleanEnvironment(), ...options.account,
    })
  } finally {
    await log.close()
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`exit ${signal ?? code ?? ''}`))
  })
  // The server process may end (or be killed) without waiting for this child.
  child.unref()
  let end: string | null = null
  void ended.then((reason) => { end = reason })
  for (;;) {
    const state = parsePostmasterPid(await readFile(join(options.cluster.data, 'postmaster.pid'), 'utf8').catch(() => ''))
    if (state?.ready === true && state.pid === child.pid) return { ok: true, state }
    if (end !== null) return { ok: false, log: `${(await readFile(logFile)).subarray(logStart).toString()}${String(end)}` }
    await pause(10)
  }
}

function lastLine(log: string): string {
  const lines = log.trim().split('\n')
  return (lines.findLast((line) => line.includes('FATAL')) ?? lines.at(-1) ?? '').slice(0, 300)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
