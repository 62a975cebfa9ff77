import { LocalLiveEvents, type LiveEvents, type RunEvent } from '@maillon/engine'

/** Carries text to the other processes. Best effort: a message may be lost. */
export interface EventTransport {
  /** Longest text in bytes. */
  readonly maxBytes: number
  send(text: string): Promise<void>
  close(): Promise<void>
}

const batchMs = 25
/** More than this in one batch and the watchers' screens are behind anyway: they read the rows. */
const mostInBatch = 2_000

/** How often a process says that it is there, and for how long that is believed. */
const helloMs = 4_000
const presentMs = 15_000
const hello = 'hello'

/**
 * Live events for this process at once and for the others in small batches. A batch says who sent it, so that nobody hears himself.
 *
 * Every process says now and then that it is there. Where nobody else does, nothing is sent: in the usual single process that saves writing,
 * sending and hearing every event again.
 */
export class SharedLiveEvents implements LiveEvents {
  private readonly local = new LocalLiveEvents()
  private waiting: RunEvent[] = []
  private timer: NodeJS.Timeout | null = null
  private transport: EventTransport | null = null
  private greeting: NodeJS.Timeout | null = null
  /** When each other process was heard last, by the monotonic clock. */
  private readonly present = new Map<string, number>()

  /** @param origin an id of this process, without spaces. */
  constructor(private readonly origin: string) {}

  connect(transport: EventTransport): void {
    this.transport = transport
    this.greet()
    this.greeting = setInterval(() => this.greet(), helloMs)
    this.greeting.unref()
  }

  publish(event: RunEvent): void {
    this.local.publish(event)
    if (this.transport === null || this.waiting.length >= mostInBatch || !this.isAnybodyThere()) return
    this.waiting.push(event)
    this.timer ??= setTimeout(() => this.sendAll(), batchMs)
  }

  subscribe(runId: string | null, listener: (event: RunEvent) => void): () => void {
    return this.local.subscribe(runId, listener)
  }

  /** A text that came in from the transport. */
  receive(text: string): void {
    const origin = text.slice(0, text.indexOf(' '))
    if (origin === '' || origin === this.origin) return
    const isNew = !this.present.has(origin)
    this.present.set(origin, performance.now())
    const said = text.slice(origin.length + 1)
    if (said === hello) {
      // So that a newcomer hears of us now and not at our next greeting.
      if (isNew) this.greet()
      return
    }
    try {
      for (const event of JSON.parse(said) as RunEvent[]) this.local.publish(event)
    } catch {
      // Not ours, or cut off: a hint less.
    }
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    if (this.greeting !== null) clearInterval(this.greeting)
    await this.transport?.close().catch(() => undefined)
    this.transport = null
    await this.local.close()
  }

  private greet(): void {
    void this.transport?.send(`${this.origin} ${hello}`).catch(() => undefined)
  }

  private isAnybodyThere(): boolean {
    const since = performance.now() - presentMs
    for (const [origin, at] of this.present) {
      if (at >= since) return true
      this.present.delete(origin)
    }
    return false
  }

  private sendAll(): void {
    this.timer = null
    const { transport } = this
    const events = this.waiting.splice(0)
    if (transport === null) return
    for (const text of textsOf(events, transport.maxBytes - this.origin.length - 1)) {
      void transport.send(`${this.origin} ${text}`).catch(() => undefined)
    }
  }
}

/** JSON arrays of at most `maxBytes` each (events are plain ASCII: ids, words and numbers). */
function textsOf(events: readonly RunEvent[], maxBytes: number): readonly string[] {
  const texts: string[] = []
  let parts: string[] = []
  let size = 2
  for (const event of events) {
    const text = JSON.stringify(event)
    if (size + text.length + 1 > maxBytes && parts.length > 0) {
      texts.push(`[${parts.join(',')}]`)
      parts = []
      size = 2
    }
    parts.push(text)
    size += text.length + 1
  }
  if (parts.length > 0) texts.push(`[${parts.join(',')}]`)
  return texts
}
