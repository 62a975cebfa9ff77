import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'

export interface TestRedis {
  readonly url: string
  readonly pid: () => number
  /** Forget everything, as a restart without persistence would. */
  wipe(): Promise<void>
  /** kill -9, and start again on the same port, empty. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A real Redis (Debian's `redis-server`) on a free loopback port, without persistence, with the eviction policy that BullMQ needs. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'maillon-redis-'))
  let child = await launch(port, folder)
  const url = `redis://127.0.0.1:${port}`
  return {
    url,
    pid: () => child.pid ?? 0,
    wipe: async () => {
      const client = new Redis(url)
      await client.flushall()
      client.disconnect()
    },
    restart: async () => {
      await end(child, 'SIGKILL')
      child = await launch(port, folder)
    },
    stop: async () => {
      await end(child, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--dir', folder]
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      if (output.includes('Ready to accept connections')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new Error('These tests need redis-server. Install it with: apt-get install redis-server') : error))
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${String(code)}: ${output.slice(-500)}`)))
  })
  return child
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
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
