import type { ServerResponse } from 'node:http'
import type { LiveEvent } from '@maillon/api-contract'

/** Also how long somebody who was taken off still hears something. */
const heartbeatMs = 4_000
/** A browser that doesn't read is cut off here; it comes back by itself and asks the rows. */
const mostBufferedBytes = 1024 * 1024

const texts = new WeakMap<readonly LiveEvent[], string>()

/** Made once for all who are told the same. */
function textOf(events: readonly LiveEvent[]): string {
  const known = texts.get(events)
  if (known !== undefined) return known
  const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
  texts.set(events, text)
  return text
}

/**
 * Server-sent events on one answer. Each event is one line of JSON, so nothing in a node's output can start another event.
 * @param stillAllowed asked at each heartbeat: a stream of somebody who was logged out or taken off ends.
 */
export class EventStream {
  readonly #timer: NodeJS.Timeout
  #onClose: (() => void) | null = null

  constructor(
    private readonly response: ServerResponse,
    stillAllowed: () => Promise<boolean>,
  ) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', connection: 'keep-alive', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    response.write('retry: 1000\n\n')
    response.on('close', () => this.#ended())
    response.on('error', () => this.close())
    this.#timer = setInterval(() => {
      this.#write(':\n\n')
      stillAllowed().then((allowed) => (allowed ? undefined : this.close()), () => undefined)
    }, heartbeatMs)
  }

  send(events: readonly LiveEvent[]): void {
    this.#write(textOf(events))
  }

  /** Called once, whoever ended it. */
  onClose(listener: () => void): void {
    this.#onClose = listener
    if (this.response.destroyed) this.#ended()
  }

  close(): void {
    this.response.destroy()
    this.#ended()
  }

  #write(text: string): void {
    if (this.response.destroyed || this.response.writableEnded) return
    this.response.write(text)
    if (this.response.writableLength > mostBufferedBytes) this.close()
  }

  #ended(): void {
    clearInterval(this.#timer)
    const listener = this.#onClose
    this.#onClose = null
    listener?.()
  }
}
