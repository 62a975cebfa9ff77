import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from '../../world/start-maillon.js'
import { nursery } from './nursery.js'

/** A real redis-server of its own. Always on the same port. */
export class OwnRedis {
  private constructor(readonly port: number, private readonly folder: string, private child: ChildProcess) {}

  static async start(): Promise<OwnRedis> {
    const port = await freePort()
    const folder = await mkdtemp(join(tmpdir(), 'maillon-faults-redis-'))
    return new OwnRedis(port, folder, await launch(port, { folder, isKept: false }))
  }

  /** kill -9. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGKILL')
    await ended
  }

  /** @param isKept true: with an append-only file, from what it holds. False: empty. */
  async start(isKept = false): Promise<void> {
    this.child = await launch(this.port, { folder: this.folder, isKept })
  }

  freeze(): void {
    this.child.kill('SIGSTOP')
  }

  thaw(): void {
    this.child.kill('SIGCONT')
  }

  /** Cuts the end off the append-only file: what was not on disk yet when the power went. The server must be down. */
  async loseTail(bytes: number): Promise<void> {
    const files = (await readdir(join(this.folder, 'appendonlydir'))).filter((name) => name.endsWith('.incr.aof'))
    for (const name of files) {
      const path = join(this.folder, 'appendonlydir', name)
      await truncate(path, Math.max(0, (await stat(path)).size - bytes))
    }
  }

  /** One command, on a connection of its own. */
  async ask(command: string, ...args: readonly string[]): Promise<unknown> {
    const client = new Redis(`redis://127.0.0.1:${this.port}`, { maxRetriesPerRequest: 1 })
    client.on('error', () => undefined)
    try {
      return await client.call(command, ...args)
    } finally {
      client.disconnect()
    }
  }

  async remove(): Promise<void> {
    this.thaw()
    await this.kill()
    await rm(this.folder, { recursive: true, force: true })
  }
}

async function launch(port: number, { folder, isKept }: { readonly folder: string; readonly isKept: boolean }): Promise<ChildProcess> {
  const keeping = isKept ? ['--appendonly', 'yes', '--appendfsync', 'everysec', '--aof-load-truncated', 'yes'] : ['--appendonly', 'no']
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...keeping, '--maxmemory-policy', 'noeviction', '--dir', folder], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  nursery.add(child)
  await new Promise<void>((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${String(code)}: ${output.slice(-500)}`)))
  })
  return child
}
