/**
 * Datasets: inline up to a threshold, else compressed newline-JSON chunks in the blob store.
 *
 * 1. Memory of a writer is bounded by the inline threshold, or by two chunks (one filling, one on its way out).
 * 2. A spilled dataset exists only as its reference: chunks of an attempt that died are garbage for the sweep.
 * 3. A page reads only the chunks that it touches.
 */
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import { MaillonError } from '@maillon/kernel'
import type { BlobStore } from './blob-store.port.js'
import type { DatasetStore, DatasetWriter } from './dataset-store.port.js'
import type { BlobChunk, DatasetChunk, DatasetRef, Item } from './item.js'
import { estimateItemBytes } from './estimate-item-bytes.js'

export interface DatasetStoreOptions {
  readonly blobs: BlobStore
  /** Up to so many bytes of items (approximate) stand in the reference itself. Default 64 KiB. */
  readonly inlineMaxBytes?: number
  /** Uncompressed bytes of a chunk (approximate). Default 1 MiB. */
  readonly chunkBytes?: number
}

const defaultInlineMaxBytes = 64 * 1024
const defaultChunkBytes = 1024 * 1024
/** A chunk holds at most this many bytes when unpacked: one item more than the chunk size. Beyond it is no chunk of ours. */
const maxUnpackedBytes = 256 * 1024 * 1024

const pack = promisify<Buffer, object, Buffer>(gzip)
const unpack = promisify<Uint8Array, object, Buffer>(gunzip)

/** A `DatasetStore` over a blob store. Items given to `push` must be normal (see `normaliseItem`). */
export function createDatasetStore(options: DatasetStoreOptions): DatasetStore {
  const { blobs, inlineMaxBytes = defaultInlineMaxBytes, chunkBytes = defaultChunkBytes } = options
  return {
    writer: (name) => new SpillingWriter(name, { blobs, inlineMaxBytes, chunkBytes }),
    read: (ref, signal) => readDataset(blobs, ref, signal),
    page: (ref, offset, limit) => readPage(blobs, ref, { offset, limit }),
  }
}

class SpillingWriter implements DatasetWriter {
  count = 0
  private bytes = 0
  private items: Item[] = []
  private lines: string[] = []
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
    if (this.spilled) return this.addLine(item)
    this.items.push(item)
    return this.bytes > this.options.inlineMaxBytes ? this.startSpilling() : undefined
  }

  async finish(): Promise<DatasetRef> {
    if (this.sealed) throw new Error(`The dataset ${this.name} is sealed`)
    this.sealed = true
    if (!this.spilled) return { kind: 'inline', count: this.count, bytes: this.bytes, items: this.items }
    if (this.lines.length > 0) await this.flush()
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

  private async startSpilling(): Promise<void> {
    this.spilled = true
    const held = this.items
    this.items = []
    for (const item of held) await this.addLine(item)
  }

  private addLine(item: Item): void | Promise<void> {
    const line = JSON.stringify(item)
    this.lines.push(line)
    this.lineBytes += line.length + 1
    return this.lineBytes >= this.options.chunkBytes ? this.flush() : undefined
  }

  /** Waits until the chunk before is out, then sends this one on its way. */
  private async flush(): Promise<void> {
    const { lines } = this
    this.lines = []
    this.lineBytes = 0
    await this.flushing
    if (this.failure !== null) throw this.failure
    // A push that was still waiting when the writer was given up must not leave a chunk that nobody knows of.
    if (this.abandoned) return
    const chunk = { key: `datasets/${this.name}/${this.chunks.length}`, count: lines.length }
    this.chunks.push(chunk)
    this.flushing = this.writeChunk(chunk.key, lines).catch((error: unknown) => {
      this.failure = error
    })
  }

  private async writeChunk(key: string, lines: readonly string[]): Promise<void> {
    const packed = await pack(Buffer.from(lines.join('\n'), 'utf8'), { level: constants.Z_BEST_SPEED })
    await this.options.blobs.write(key, oneOf(packed))
  }
}

async function* readDataset(blobs: BlobStore, ref: DatasetRef, signal?: AbortSignal): AsyncGenerator<Item> {
  if (ref.kind === 'inline') {
    yield* ref.items
    return
  }
  for (const chunk of ref.chunks) {
    signal?.throwIfAborted()
    yield* await readChunk(blobs, chunk, signal)
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

async function readChunk(blobs: BlobStore, chunk: DatasetChunk, signal?: AbortSignal): Promise<readonly Item[]> {
  if ('items' in chunk) return chunk.items
  const parts: Uint8Array[] = []
  for await (const part of blobs.read(chunk.key, signal)) parts.push(part)
  const text = await unpack(Buffer.concat(parts), { maxOutputLength: maxUnpackedBytes }).catch((cause: unknown) => {
    throw damaged(chunk.key, cause)
  })
  const items = text
    .toString('utf8')
    .split('\n')
    .map((line) => parseLine(line, chunk.key))
  const { window } = chunk
  if (items.length !== (window?.of ?? chunk.count)) throw damaged(chunk.key)
  return window === undefined ? items : items.slice(window.from, window.from + chunk.count)
}

function parseLine(line: string, key: string): Item {
  try {
    return JSON.parse(line) as Item
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
