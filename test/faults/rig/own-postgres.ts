import { spawn } from 'node:child_process'
import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { silentLogger } from '@maillon/kernel'
import { startLocalPostgres, type LocalPostgres } from '@maillon/local-postgres'
import type { ForgetfulDisk } from './forgetful-disk.js'
import { nursery, signal } from './nursery.js'

/** A Postgres of its own (the embedded binaries), to be stopped, frozen and killed. Always on the same port. */
export class OwnPostgres {
  private constructor(readonly folder: string, private server: LocalPostgres, private readonly settings: { readonly [name: string]: string }) {}

  /** @param folder made where it isn't there. */
  static async start(folder: string, settings: { readonly [name: string]: string } = {}): Promise<OwnPostgres> {
    const server = await startLocalPostgres({ dataDir: folder, logger: silentLogger, settings })
    nursery.addPid(server.pid)
    return new OwnPostgres(folder, server, settings)
  }

  get port(): number {
    return Number(new URL(this.server.connectionString).port)
  }

  /** Through `port`, or directly. Holds the password. */
  connectionString(port: number = this.port): string {
    const url = new URL(this.server.connectionString)
    url.port = String(port)
    return url.href
  }

  get isAlive(): boolean {
    return signal(this.server.pid, 0)
  }

  /** kill -9 of the postmaster; its sessions notice and end. */
  kill(): Promise<void> {
    return this.end('SIGKILL')
  }

  /** `pg_ctl stop -m immediate`: no checkpoint, recovery at the next start. */
  stopAtOnce(): Promise<void> {
    return this.end('SIGQUIT')
  }

  /** Comes back on the same port. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const started = await startLocalPostgres({ dataDir: this.folder, logger: silentLogger, settings: this.settings, port: this.port }).catch((error: unknown) => {
        if (attempt === 40) throw error
        return null
      })
      if (started !== null && started.connectionString === this.server.connectionString) {
        this.server = started
        nursery.addPid(started.pid)
        return
      }
      await started?.stop()
      // The old sessions still hold the shared memory.
      await pause(250)
    }
  }

  /** SIGSTOP for the server and each of its sessions. */
  async freeze(): Promise<void> {
    for (const pid of [this.server.pid, ...(await childrenOf(this.server.pid))]) signal(pid, 'SIGSTOP')
  }

  async thaw(): Promise<void> {
    for (const pid of [...(await childrenOf(this.server.pid)), this.server.pid]) signal(pid, 'SIGCONT')
  }

  /** Starts it anew, on a disk that forgets. Nothing else differs. */
  async moveTo(disk: ForgetfulDisk): Promise<void> {
    const [program = '', ...args] = (await readFile(`/proc/${this.server.pid}/cmdline`, 'utf8')).split('\0').slice(0, -1)
    const owner = await stat(join(this.folder, 'cluster'))
    nursery.forget(this.server.pid)
    await this.server.stop()
    await disk.flushAll(join(this.folder, 'cluster'))
    const child = spawn(program, args, { cwd: '/', detached: true, stdio: 'ignore', env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...disk.environment }, uid: owner.uid, gid: owner.gid })
    child.unref()
    await until(async () => (await readFile(join(this.folder, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready'))
    // It runs there already, and is taken over.
    await this.start()
  }

  /** Everything stops in the same instant, and what was not flushed is gone. @returns files that lost something */
  async losePower(disk: ForgetfulDisk): Promise<number> {
    const { pid } = this.server
    await this.refuseStranger(pid)
    nursery.forget(pid)
    await this.freeze()
    const all = [...(await childrenOf(pid)), pid]
    for (const one of all) signal(one, 'SIGKILL')
    await until(async () => !(await Promise.all(all.map(isAtWork))).includes(true))
    return disk.forgetUnflushed(join(this.folder, 'cluster'))
  }

  async stop(): Promise<void> {
    await this.thaw()
    nursery.forget(this.server.pid)
    await this.server.stop()
  }

  private async end(name: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const { pid } = this.server
    await this.refuseStranger(pid)
    nursery.forget(pid)
    signal(pid, name)
    while (signal(pid, 0)) await pause(20)
  }

  /** Before anything is killed: it is the postmaster of this very folder. */
  private async refuseStranger(pid: number): Promise<void> {
    const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    if (args[args.indexOf('-D') + 1] !== join(this.folder, 'cluster')) throw new Error(`Process ${pid} is not the database of ${this.folder}`)
  }
}

/** One that is dead and that nobody has buried yet isn't. */
async function isAtWork(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return stat !== null && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isTrue()); waited += 20) {
    if (waited > 30_000) throw new Error('The database did not come, or go, within 30 s')
    await pause(20)
  }
}

async function childrenOf(parent: number): Promise<readonly number[]> {
  const found: number[] = []
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent) found.push(Number(entry))
  }
  return found
}
