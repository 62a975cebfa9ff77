/**
 * Datasets: inline up to a threshold, else compressed newline-JSON chunks in the blob store.
 *
 * 1. Memory of a writer is bounded by the inline threshold, or by two chunks (one filling, one on its way out); a reader's, by
 *    two chunks as text (one being read, one fetched ahead).
 * 2. A spilled dataset exists only as its reference: chunks of an attempt that died are garbage for the sweep.
 * 3. A page reads only the chunks that it touches.
 */
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import { MaillonError } from '@maillon/kernel'
import type { BlobStore } from './blob-store.port.js'
import type { DatasetStore, DatasetWriter } from './dataset-store.port.js'
import type { BlobChunk, DatasetChunk, DatasetRef, Item } from './item.js'
import { decodeItems, encodeItems } from './chunk-text.js'
import { estimateItemBytes } from './estimate-item-bytes.js'
import { itemStream } from './item-stream.js'

export interface DatasetStoreOptions {
  readonly blobs: BlobStore
  /** Up to so many bytes of items (approximate) stand in the reference itself. Default 64 KiB. */
  readonly inlineMaxBytes?: number
  /** Uncompressed bytes of a chunk (approximate). Default 1 MiB. */
  readonly chunkBytes?: number
}

const defaultInlineMaxBytes = 64 * 1024
const defaultChunkBytes = 1024 * 1024
/** About so many bytes of items become text at once. */
const lineBytes = 64 * 1024
/** A chunk holds at most this many bytes when unpacked: one item more than the chunk size. Beyond it is no chunk of ours. */
const maxUnpackedBytes = 256 * 1024 * 1024

const pack = promisify<Buffer, object, Buffer>(gzip)
const unpack = promisify<Uint8Array, object, Buffer>(gunzip)

/** A `DatasetStore` over a blob store. Items given to `push` must be normal (see `normaliseItem`). */
export function createDatasetStore(options: DatasetStoreOptions): DatasetStore {
  const { blobs, inlineMaxBytes = defaultInlineMaxBytes, chunkBytes = defaultChunkBytes } = options
  return {
    writer: (name) => new SpillingWriter(name, { blobs, inlineMaxBytes, chunkBytes }),
    read: (ref, signal) => itemStream(() => batchesOf(blobs, ref, signal)),
    page: (ref, offset, limit) => readPage(blobs, ref, { offset, limit }),
  }
}

class SpillingWriter implements DatasetWriter {
  count = 0
  private bytes = 0
  /** All items until it spills, then the last few: as text they take a fifth of the memory. */
  private items: Item[] = []
  private heldBytes = 0
  private lines: Buffer[] = []
  private lineRows = 0
  private lineBytes = 0
  private spilled = false
  private sealed = false
  private abandoned = false
  private readonly chunks: BlobChunk[] = []
  private flushing: Promise<void> | null = null
  private failure: unknown = null

  constructor(
    private readonly name: string,
    private readonly options: Required<DatasetStoreOptions>,
  ) {}

  push(item: Item, bytes: number = estimateItemBytes(item)): void | Promise<void> {
    if (this.sealed) throw new Error(`The dataset ${this.name} is sealed`)
    if (this.failure !== null) throw this.failure
    this.count += 1
    this.bytes += bytes
    this.heldBytes += bytes
    this.items.push(item)
    this.spilled ||= this.bytes > this.options.inlineMaxBytes
    if (!this.spilled || this.heldBytes < Math.min(lineBytes, this.options.chunkBytes)) return undefined
    this.addLines()
    return this.lineBytes >= this.options.chunkBytes ? this.flush() : undefined
  }

  async finish(): Promise<DatasetRef> {
    if (this.sealed) throw new Error(`The dataset ${this.name} is sealed`)
    this.sealed = true
    if (!this.spilled) return { kind: 'inline', count: this.count, bytes: this.bytes, items: this.items }
    this.addLines()
    if (this.lineRows > 0) await this.flush()
    await this.flushing
    if (this.failure !== null) throw this.failure
    return { kind: 'spilled', count: this.count, bytes: this.bytes, chunks: this.chunks }
  }

  async abandon(): Promise<void> {
    this.sealed = true
    this.abandoned = true
    this.items = []
    this.lines = []
    await this.flushing?.catch(() => undefined)
    for (const chunk of this.chunks) await this.options.blobs.remove(chunk.key)
  }

  private addLines(): void {
    if (this.items.length === 0) return
    const bytes = encodeItems(this.items)
    this.lines.push(bytes)
    this.lineRows += this.items.length
    this.lineBytes += bytes.length
    this.items = []
    this.heldBytes = 0
  }

  /** Waits until the chunk before is out, then sends this one on its way. */
  private async flush(): Promise<void> {
    const { lines, lineRows } = this
    this.lines = []
    this.lineRows = 0
    this.lineBytes = 0
    await this.flushing
    if (this.failure !== null) throw this.failure
    // A push that was still waiting when the writer was given up must not leave a chunk that nobody knows of.
    if (this.abandoned) return
    const chunk = { key: `datasets/${this.name}/${this.chunks.length}`, count: lineRows }
    this.chunks.push(chunk)
    this.flushing = this.writeChunk(chunk.key, lines).catch((error: unknown) => {
      this.failure = error
    })
  }

  private async writeChunk(key: string, lines: readonly Buffer[]): Promise<void> {
    const packed = await pack(Buffer.concat(lines), { level: constants.Z_BEST_SPEED })
    await this.options.blobs.write(key, oneOf(packed))
  }
}

async function* batchesOf(blobs: BlobStore, ref: DatasetRef, signal?: AbortSignal): AsyncGenerator<readonly Item[]> {
  if (ref.kind === 'inline') {
    yield ref.items
    return
  }
  let ahead: Promise<Buffer> | null = null
  for (const [index, chunk] of ref.chunks.entries()) {
    signal?.throwIfAborted()
    if ('items' in chunk) {
      yield chunk.items
      continue
    }
    const bytes = await (ahead ?? unpacked(blobs, chunk, signal))
    const next = ref.chunks[index + 1]
    // The next chunk is fetched and unpacked while this one is worked on.
    ahead = next === undefined || 'items' in next ? null : unpacked(blobs, next, signal)
    ahead?.catch(() => undefined)
    yield* itemsIn(chunk, bytes)
  }
}

async function readPage(blobs: BlobStore, ref: DatasetRef, range: { readonly offset: number; readonly limit: number }): Promise<readonly Item[]> {
  const from = Math.max(0, range.offset)
  const to = from + Math.max(0, range.limit)
  if (ref.kind === 'inline') return ref.items.slice(from, to)
  const items: Item[] = []
  let start = 0
  for (const chunk of ref.chunks) {
    if (start >= to) break
    const end = start + chunk.count
    if (end > from && from < to) items.push(...(await readChunk(blobs, chunk)).slice(Math.max(0, from - start), to - start))
    start = end
  }
  return items
}

async function readChunk(blobs: BlobStore, chunk: DatasetChunk): Promise<readonly Item[]> {
  return 'items' in chunk ? chunk.items : [...itemsIn(chunk, await unpacked(blobs, chunk))].flat()
}

async function unpacked(blobs: BlobStore, chunk: BlobChunk, signal?: AbortSignal): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of blobs.read(chunk.key, signal)) parts.push(part)
  return unpack(Buffer.concat(parts), { maxOutputLength: maxUnpackedBytes }).catch((cause: unknown) => {
    throw damaged(chunk.key, cause)
  })
}

/** The rows of a chunk, some at a time. */
function* itemsIn({ key, count, window }: BlobChunk, bytes: Buffer): Generator<readonly Item[]> {
  const from = window?.from ?? 0
  let start = 0
  for (const items of decoded(key, bytes)) {
    yield items.slice(Math.max(0, from - start), Math.max(0, from + count - start))
    start += items.length
  }
  if (start !== (window?.of ?? count)) throw damaged(key)
}

function* decoded(key: string, bytes: Buffer): Generator<readonly Item[]> {
  try {
    yield* decodeItems(bytes)
  } catch (cause) {
    throw damaged(key, cause)
  }
}

function damaged(key: string, cause?: unknown): MaillonError {
  return new MaillonError(
    { code: 'DATASET_CHUNK_DAMAGED', kind: 'operational', retryable: false, params: { key } },
    cause === undefined ? undefined : { cause },
  )
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
