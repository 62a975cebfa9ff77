import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A Maillon server as a process of its own, as `npm start` runs it, over a data folder of its own. */
export interface RunningMaillon {
  readonly url: string
  readonly dataFolder: string
  readonly process: ChildProcess
  /** Seconds from the start of the process to the first healthy answer. */
  readonly startSeconds: number
  /** What it printed so far. */
  output(): string
  /** Ask it to end and wait for that. */
  stop(): Promise<void>
  /** Stop, and take the data folder away. */
  remove(): Promise<void>
}

export interface MaillonOptions {
  /** Default: a new temporary folder. */
  readonly dataFolder?: string
  /** Default: a free one. */
  readonly port?: number
  readonly env?: { readonly [name: string]: string }
  /** `source`: without a build. Default `dist`. */
  readonly from?: 'dist' | 'source'
  /** How long it may take until it is healthy. Default 120,000: far beyond what a start takes, for a machine that is busy with other tests. */
  readonly patienceMs?: number
}

/** @throws Error with what the server printed, where it isn't healthy in time. */
export async function startMaillon(options: MaillonOptions = {}): Promise<RunningMaillon> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'maillon-')))
  // As root the database runs as another account, which has to be able to walk through the folder.
  await chmod(dataFolder, 0o711)
  const port = options.port ?? (await freePort())
  const args = options.from === 'source' ? ['--conditions=source', '--import', 'tsx', join(root, 'apps/server/src/main.ts')] : [join(root, 'apps/server/dist/main.js')]
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, PORT: String(port), MAILLON_DATA: dataFolder, MAILLON_ALLOW_HOSTS: '127.0.0.1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  await untilHealthy({ url, child, printed, patienceMs: options.patienceMs ?? 120_000 }).catch(async (error: unknown) => {
    // Asked, not killed: it takes the database that it has begun with it.
    child.kill('SIGTERM')
    await ended
    throw error
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await ended
  }
  return {
    url,
    dataFolder,
    process: child,
    startSeconds: (performance.now() - startedAt) / 1000,
    output: () => printed.join(''),
    stop,
    remove: async () => {
      await stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

interface Starting {
  readonly url: string
  readonly child: ChildProcess
  readonly printed: readonly string[]
  readonly patienceMs: number
}

async function untilHealthy({ url, child, printed, patienceMs }: Starting): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Maillon ended with code ${child.exitCode}:\n${printed.join('')}`)
    const healthy = await fetch(`${url}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`Maillon was not healthy after ${patienceMs / 1000} s:\n${printed.join('')}`)
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
