/**
 * One process of a node package.
 *
 * 1. It has nothing of the server's: no environment, no files but the package's own, no network, and a limit on its memory, which is looked at
 *    from outside (the bytes of buffers are not in the heap).
 * 2. What it writes is bounded: a line, what it leaves open, what it tells. Whoever goes beyond is ended.
 * 3. However it ends, who waits for it is told why, once.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { isMaillonError, MaillonError, toErrorInfo, type ErrorInfo, type Json, type JsonObject } from '@maillon/kernel'
import type { PackageCall, ToProcess } from './process-messages.js'
import { readLine, type FromProcess } from './process-messages.js'
import { processCommand, type ProcessWish } from './process-command.js'

const mebibyte = 1024 * 1024
const longestLine = 32 * mebibyte
const mostAsks = 512
const mostTells = 20_000
const lookEveryMs = 50
/** Node itself, before the package has done anything. */
const ownMiB = 96

/** What the host answers with, by the path of an ask. */
export type Serve = (path: string, args: JsonObject) => Promise<unknown>

export interface PackageProcessOptions extends ProcessWish {
  readonly serve: Serve
  readonly tell: (path: string, args: JsonObject) => void
}

interface Waiting {
  readonly resolve: (value: Json) => void
  readonly reject: (error: Error) => void
}

export class PackageProcess {
  private readonly child: ChildProcess
  private readonly open = new Map<number, Waiting>()
  private readonly watch: NodeJS.Timeout
  /** The errors that the host has answered with: one that the node lets pass comes back as it was. */
  private readonly given = new Map<string, ErrorInfo>()
  private calls = 0
  private asks = 0
  private tells = 0
  private ended: Error | null = null
  private lastWords = ''

  constructor(private readonly options: PackageProcessOptions) {
    const [command, ...args] = processCommand(options)
    this.child = spawn(command, args, { env: {}, cwd: '/', stdio: ['pipe', 'ignore', 'pipe', 'pipe'], windowsHide: true })
    this.child.on('error', (error) => this.end(error))
    this.child.on('exit', (code, signal) => this.end(signal === 'SIGABRT' || code === 134 ? this.outOfMemory() : lost(signal ?? String(code), this.lastWords)))
    this.child.stdin?.on('error', () => undefined)
    // Only what Node itself says of its end: the package has no console.
    this.child.stderr?.on('data', (said: Buffer) => (this.lastWords = `${this.lastWords}${said.toString()}`.slice(-2000)))
    void this.read(this.child.stdio[3] as Readable)
    this.watch = setInterval(() => void this.look(), lookEveryMs)
    this.watch.unref()
    // Where memory runs short, it is this process that goes and not the server.
    writeFile(`/proc/${this.child.pid ?? 0}/oom_score_adj`, '1000').catch(() => undefined)
  }

  /** What the package says of itself. @throws why it could not be loaded */
  async describe(): Promise<readonly Json[]> {
    return (await this.wait(0, { kind: 'describe' })) as readonly Json[]
  }

  /** One call of a definition. @throws MaillonError or Error, what the node threw or why the process ended */
  call(what: { readonly call: PackageCall; readonly type: string; readonly version: number }, data: JsonObject): Promise<Json> {
    this.calls += 1
    return this.wait(this.calls, { kind: 'call', id: this.calls, data, ...what })
  }

  /** The node may tidy up. Follow it with `kill`. */
  abort(): void {
    this.send({ kind: 'abort' })
  }

  kill(error: Error): void {
    this.end(error)
  }

  private wait(id: number, message: ToProcess): Promise<Json> {
    if (this.ended !== null) return Promise.reject(this.ended)
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject })
      this.send(message)
    })
  }

  private end(error: Error): void {
    if (this.ended !== null) return
    this.ended = error
    clearInterval(this.watch)
    this.child.kill('SIGKILL')
    for (const { reject } of this.open.values()) reject(error)
    this.open.clear()
  }

  private async read(lines: Readable): Promise<void> {
    let rest: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of lines as AsyncIterable<Buffer>) {
        let from = 0
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
          this.receive(Buffer.concat([...rest, chunk.subarray(from, at)]).toString('utf8'))
          rest = []
          size = 0
          from = at + 1
        }
        rest.push(chunk.subarray(from))
        size += chunk.length - from
        if (size > longestLine) return this.end(tooMuch('line'))
      }
    } catch (error) {
      this.end(error as Error)
    }
  }

  private receive(line: string): void {
    if (this.ended !== null) return
    const message = readLine(line)
    if (message === null) return this.end(tooMuch('message'))
    switch (message.kind) {
      case 'described':
        return this.settle(0, (waiting) => waiting.resolve(message.definitions as Json))
      case 'return':
        return this.settle(message.id, (waiting) => waiting.resolve(message.value))
      case 'throw':
        return this.settle(message.id, (waiting) => waiting.reject(this.asGiven(message.error)))
      case 'fallen':
        return this.end(message.error)
      case 'ask':
        return void this.answer(message)
      case 'tell':
        this.tells += 1
        if (this.tells > mostTells) return this.end(tooMuch('log'))
        return this.options.tell(message.path, message.args)
    }
  }

  private asGiven(error: Error): Error {
    const known = isMaillonError(error) ? this.given.get(error.info.code) : undefined
    return known === undefined ? error : new MaillonError(known)
  }

  private settle(id: number, by: (waiting: Waiting) => void): void {
    const waiting = this.open.get(id)
    this.open.delete(id)
    if (waiting !== undefined) by(waiting)
  }

  private async answer({ id, path, args }: FromProcess & { readonly kind: 'ask' }): Promise<void> {
    this.asks += 1
    if (this.asks > mostAsks) return this.end(tooMuch('asks'))
    try {
      this.send({ kind: 'answer', id, value: (await this.options.serve(path, args)) ?? null })
    } catch (error) {
      const info = toErrorInfo(error)
      if (this.given.size < 100) this.given.set(info.code, info)
      this.send({ kind: 'answer', id, error: { info: withoutDetails(info) } })
    } finally {
      this.asks -= 1
    }
  }

  private send(message: ToProcess): void {
    if (this.ended === null) this.child.stdin?.write(`${JSON.stringify(message)}\n`)
  }

  /** Rule 1. Where there is no /proc the heap's limit alone counts. */
  private async look(): Promise<void> {
    const text = await readFile(`/proc/${this.child.pid ?? 0}/statm`, 'utf8').catch(() => '')
    const residentMiB = (Number(text.split(' ')[1] ?? 0) * 4096) / mebibyte
    if (residentMiB > this.options.memoryMiB + ownMiB) this.end(this.outOfMemory())
  }

  private outOfMemory(): Error {
    return new MaillonError({ code: 'NODE_MEMORY_EXHAUSTED', kind: 'user', retryable: false, params: { limit: this.options.memoryMiB } })
  }
}

/** Our own bugs are nobody else's to read. */
function withoutDetails(info: ErrorInfo): ErrorInfo {
  const { details, ...rest } = info
  return details === undefined ? info : rest
}

function tooMuch(what: string): Error {
  return new MaillonError({ code: 'PACKAGE_PROCESS_UNRULY', kind: 'user', retryable: false, params: { what } })
}

function lost(reason: string, details: string): Error {
  return new MaillonError({ code: 'PACKAGE_PROCESS_LOST', kind: 'user', retryable: false, params: { reason }, details })
}
