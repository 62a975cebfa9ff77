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

/**
 * Live events for this process at once and for the others in small batches. A batch says who sent it, so that nobody hears himself.
 */
export class SharedLiveEvents implements LiveEvents {
  private readonly local = new LocalLiveEvents()
  private waiting: RunEvent[] = []
  private timer: NodeJS.Timeout | null = null
  private transport: EventTransport | null = null

  /** @param origin an id of this process, without spaces. */
  constructor(private readonly origin: string) {}

  connect(transport: EventTransport): void {
    this.transport = transport
  }

  publish(event: RunEvent): void {
    this.local.publish(event)
    if (this.transport === null || this.waiting.length >= mostInBatch) return
    this.waiting.push(event)
    this.timer ??= setTimeout(() => this.sendAll(), batchMs)
  }

  subscribe(runId: string | null, listener: (event: RunEvent) => void): () => void {
    return this.local.subscribe(runId, listener)
  }

  /** A text that came in from the transport. */
  receive(text: string): void {
    if (text.startsWith(this.origin)) return
    try {
      for (const event of JSON.parse(text.slice(text.indexOf(' ') + 1)) as RunEvent[]) this.local.publish(event)
    } catch {
      // Not ours, or cut off: a hint less.
    }
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    await this.transport?.close().catch(() => undefined)
    this.transport = null
    await this.local.close()
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
