import { createHash } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** One effect that happened outside. */
export interface Effect {
  /** The Idempotency-Key; null: the call had none. */
  readonly key: string | null
  /** Which call with this key it was, from 1. */
  readonly attempt: number
  /** Which box of the flow asked for it: the last part of the address. */
  readonly box: string
  /** Of the body. */
  readonly payload: string
  /** What it was answered: the recorded result must be one of these. */
  readonly receipt: string
}

/** How calls are treated. `drop`: the effect is done and the connection cut before any answer. */
export type OracleMood = 'well' | 'failing' | 'drop' | 'silent'

/**
 * The outside world: each call is an effect, written to a file and on disk before it is answered. `POST /effect/<box>?ms=…` answers a receipt after
 * so many milliseconds; `GET /rows?count=…` gives rows of a kilobyte.
 */
export class Oracle {
  readonly effects: Effect[] = []
  private readonly attempts = new Map<string, number>()
  private mood: OracleMood = 'well'
  private writing: Promise<void> = Promise.resolve()

  private constructor(private readonly server: ReturnType<typeof createServer>, private readonly file: FileHandle, private readonly path: string) {}

  static async start(path: string): Promise<Oracle> {
    const server = createServer()
    const oracle = new Oracle(server, await open(path, 'a'), path)
    server.on('request', (request, response) => void oracle.answer(request, response).catch(() => response.destroy()))
    server.keepAliveTimeout = 60_000
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return oracle
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  feel(mood: OracleMood): void {
    this.mood = mood
  }

  async close(): Promise<void> {
    this.server.close()
    this.server.closeAllConnections()
    await this.writing
    await this.file.close()
    await rm(this.path, { force: true })
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://oracle')
    if (url.pathname === '/rows') return end(response, 200, Array.from({ length: Number(url.searchParams.get('count')) }, (_, row) => ({ row, filling: 'x'.repeat(1000) })))
    const { mood } = this
    if (mood === 'failing') return end(response, 500, { error: 'out of order' })
    if (mood === 'silent') return
    const effect = await this.happen(request, url.pathname.split('/').at(-1) ?? '')
    if (mood === 'drop') return void response.destroy()
    const ms = Number(url.searchParams.get('ms') ?? 0)
    if (ms > 0) await pause(ms)
    end(response, 200, { receipt: effect.receipt })
  }

  private async happen(request: IncomingMessage, box: string): Promise<Effect> {
    const hash = createHash('sha256')
    for await (const part of request) hash.update(part as Buffer)
    const header = request.headers['idempotency-key']
    const key = typeof header === 'string' && header !== '' ? header : null
    const attempt = (this.attempts.get(key ?? '') ?? 0) + 1
    this.attempts.set(key ?? '', attempt)
    const effect = { key, attempt, box, payload: hash.digest('hex').slice(0, 16), receipt: `${key ?? 'none'}#${attempt}` }
    this.effects.push(effect)
    await this.write(effect)
    return effect
  }

  /** On disk before it is answered. Effects that come while one is being written share the next write. */
  private waiting: string[] = []
  private write(effect: Effect): Promise<void> {
    this.waiting.push(`${JSON.stringify(effect)}\n`)
    this.writing = this.writing.then(async () => {
      const lines = this.waiting.splice(0)
      if (lines.length === 0) return
      await this.file.appendFile(lines.join(''))
      await this.file.datasync()
    })
    return this.writing
  }
}

function end(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
