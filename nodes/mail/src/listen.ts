import type { ImapFlow } from 'imapflow'

/** Whether the server tells news by itself. */
export function canListen(client: ImapFlow): boolean {
  return client.capabilities.has('IDLE')
}

const afterRefusalMs = 10_000

/** Hears what happens in the open folder, also while something else is being asked. */
export class MailEar {
  #hasNews = false
  #wake: (() => void) | null = null
  readonly #onNews = () => {
    this.#hasNews = true
    this.#wake?.()
  }

  constructor(private readonly client: ImapFlow) {
    client.on('exists', this.#onNews)
    client.on('close', this.#onNews)
  }

  /** Begin to hear anew: what comes from now on is news. */
  clear(): void {
    this.#hasNews = false
  }

  /** Wait until the server tells of a new mail, or breaks off, at most so many milliseconds. @returns whether there is news */
  async wait(ms: number, signal: AbortSignal): Promise<boolean> {
    if (this.#hasNews) return true
    let timer: NodeJS.Timeout | undefined
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve
      timer = setTimeout(resolve, ms)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    // Ends when another command is asked. A server that ends it by itself is asked again a little later, not at once for ever.
    const wakeSoon = () => void setTimeout(() => this.#wake?.(), afterRefusalMs).unref()
    const idling = this.client.idle().then(wakeSoon, wakeSoon)
    await woken
    clearTimeout(timer)
    this.#wake = null
    signal.throwIfAborted()
    // Tells the server that the waiting is over; where the line is dead this says so.
    await this.client.noop()
    await idling
    return this.#hasNews
  }

  close(): void {
    this.client.off('exists', this.#onNews)
    this.client.off('close', this.#onNews)
  }
}
