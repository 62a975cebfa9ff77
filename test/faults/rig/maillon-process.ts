import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { nursery, signal } from './nursery.js'

const here = fileURLToPath(new URL('../../..', import.meta.url))
const skewShim = fileURLToPath(new URL('../server/clock-skew.cjs', import.meta.url))

export interface MaillonProcessOptions {
  readonly name: string
  readonly env: { readonly [name: string]: string }
  /** Its clock is off by what stands in this file, in milliseconds. Absent: it isn't. */
  readonly skewFile?: string
  /** The folder of the build that it runs. Default: this one. */
  readonly build?: string
}

/** A Maillon server as a process of its own, in a process group of its own. */
export class MaillonProcess {
  /** Set when it was killed: milliseconds since the epoch. */
  killedAt: number | null = null
  private printed = ''
  private ended = false

  private constructor(readonly name: string, private readonly child: ChildProcess, readonly pid: number) {}

  /** Resolves when it listens and takes steps. @throws Error with what it printed, where it ends before or takes longer than 60 s. */
  static async start(options: MaillonProcessOptions): Promise<MaillonProcess> {
    const shim = options.skewFile === undefined ? [] : ['--require', skewShim]
    const build = options.build ?? here
    const child = spawn(process.execPath, [...shim, '--conditions=source', '--import', 'tsx', join(build, 'test/faults/server/serve.ts')], {
      cwd: build,
      detached: true,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'en', ...options.env, ...(options.skewFile === undefined ? {} : { CLOCK_SKEW_FILE: options.skewFile }) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const one = new MaillonProcess(options.name, child, nursery.add(child))
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (one.printed = (one.printed + chunk.toString()).slice(-200_000)))
    child.once('exit', () => (one.ended = true))
    await one.untilListening()
    return one
  }

  private port = 0

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get isAlive(): boolean {
    return !this.ended
  }

  /** The newest 200 kB of what it printed. */
  output(): string {
    return this.printed
  }

  /** Plan a fault: `S6:kill`; empty: none. Resolves when it knows. */
  faultAt(plan: string): Promise<void> {
    return this.tell({ faultAt: plan })
  }

  /** Whether its disk is full from now on. */
  diskFull(isDiskFull: boolean): Promise<void> {
    return this.tell({ isDiskFull })
  }

  async kill(): Promise<void> {
    this.killedAt ??= Date.now()
    signal(this.pid, 'SIGKILL')
    await this.end()
  }

  freeze(): void {
    signal(this.pid, 'SIGSTOP')
  }

  thaw(): void {
    signal(this.pid, 'SIGCONT')
  }

  /** SIGTERM; killed where it isn't gone after `patienceMs`. @returns whether it ended by itself. */
  async stop(patienceMs = 30_000): Promise<boolean> {
    signal(this.pid, 'SIGTERM')
    const inTime = await Promise.race([this.end().then(() => true), pause(patienceMs, false, { ref: false })])
    if (!inTime) await this.kill()
    return inTime
  }

  /** Resolves when it is gone. */
  async end(): Promise<void> {
    while (!this.ended) await pause(10)
  }

  private async tell(message: object): Promise<void> {
    if (this.ended) return
    const heard = new Promise((resolve) => this.child.once('message', resolve))
    this.child.send(message)
    await heard
  }

  private async untilListening(): Promise<void> {
    this.child.once('message', (message: { readonly port: number }) => (this.port = message.port))
    for (const deadline = performance.now() + 60_000; this.port === 0; await pause(10)) {
      if (this.ended) throw new Error(`${this.name} ended with ${String(this.child.exitCode ?? this.child.signalCode)}:\n${this.printed}`)
      if (performance.now() > deadline) {
        await this.kill()
        throw new Error(`${this.name} was not ready after 60 s:\n${this.printed}`)
      }
    }
  }
}
