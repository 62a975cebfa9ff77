import { MaillonError } from '@maillon/kernel'
import { ByteChannel } from './byte-channel.js'

const mostStreams = 64
const batchItems = 200
const batchLength = 512 * 1024

/** The streams that one attempt of a package has open, by handle. */
export class AttemptStreams {
  private readonly incoming = new Map<string, AsyncIterator<unknown>>()
  private readonly outgoing = new Map<string, ByteChannel>()
  private opened = 0

  /** @returns the handle by which the package pulls it. */
  open(items: AsyncIterable<unknown> | Iterable<unknown>): string {
    if (this.incoming.size >= mostStreams) throw new MaillonError({ code: 'PACKAGE_PROCESS_UNRULY', kind: 'user', retryable: false, params: { what: 'streams' } })
    this.opened += 1
    const handle = `in-${this.opened}`
    this.incoming.set(handle, iteratorOf(items))
    return handle
  }

  openBytes(bytes: AsyncIterable<Uint8Array>): string {
    return this.open(inBase64(bytes))
  }

  async pull(handle: unknown): Promise<{ readonly items: readonly unknown[]; readonly done: boolean }> {
    const iterator = this.incoming.get(String(handle))
    const items: unknown[] = []
    if (iterator === undefined) return { items, done: true }
    for (let length = 0; items.length < batchItems && length < batchLength; ) {
      const next = await iterator.next()
      if (next.done === true) {
        this.incoming.delete(String(handle))
        return { items, done: true }
      }
      items.push(next.value)
      length += typeof next.value === 'string' ? next.value.length : JSON.stringify(next.value).length
    }
    return { items, done: false }
  }

  async drop(handle: unknown): Promise<void> {
    const iterator = this.incoming.get(String(handle))
    this.incoming.delete(String(handle))
    await iterator?.return?.()
  }

  /** What the package puts under this handle, whichever of the two comes first. */
  channel(handle: unknown): ByteChannel {
    const key = String(handle).slice(0, 40)
    const known = this.outgoing.get(key) ?? new ByteChannel()
    if (this.outgoing.size < mostStreams * 16) this.outgoing.set(key, known)
    return known
  }

  async close(): Promise<void> {
    for (const channel of this.outgoing.values()) channel.close()
    await Promise.all([...this.incoming.keys()].map((handle) => this.drop(handle).catch(() => undefined)))
  }
}

function iteratorOf(items: AsyncIterable<unknown> | Iterable<unknown>): AsyncIterator<unknown> {
  if (Symbol.asyncIterator in items) return items[Symbol.asyncIterator]()
  const iterator = items[Symbol.iterator]()
  return { next: () => Promise.resolve(iterator.next()) }
}

async function* inBase64(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const piece of bytes) yield Buffer.from(piece).toString('base64')
}
