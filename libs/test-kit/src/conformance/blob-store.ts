import { createHash } from 'node:crypto'
import type { BlobStore } from '@maillon/datasets'
import { describe, expect, it } from 'vitest'

/** What a conformance run needs of an adapter. */
export interface BlobStoreUnderTest {
  /** A store with nothing in it. */
  make(): Promise<BlobStore>
}

/** The contract of `BlobStore`, the same for every adapter. Call it in a test file. */
export function blobStoreConformance(name: string, underTest: BlobStoreUnderTest): void {
  describe(`${name} keeps the contract of a blob store`, () => {
    keepsBytes(underTest)
    leavesNothingHalf(underTest)
    guardsItsKeys(underTest)
  })
}

function keepsBytes(underTest: BlobStoreUnderTest): void {
  it('gives back what was written, with size and hash', async () => {
    const store = await underTest.make()
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
    const written = await store.write('datasets/run-1/0', inParts(bytes, 70_001))
    expect(written).toEqual({ size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') })
    expect((await collect(store.read('datasets/run-1/0'))).equals(bytes)).toBe(true)
  })

  it('keeps an empty blob', async () => {
    const store = await underTest.make()
    expect((await store.write('files/empty', inParts(Buffer.alloc(0), 1))).size).toBe(0)
    expect(await collect(store.read('files/empty'))).toHaveLength(0)
  })

  it('says that a blob is missing, whatever kind of missing it is', async () => {
    const store = await underTest.make()
    await store.write('files/there', inParts(Buffer.from('x'), 1))
    for (const key of ['files/absent', 'nowhere/at/all', 'files', 'files/there/below']) {
      await expect(collect(store.read(key))).rejects.toMatchObject({ info: { code: 'BLOB_FILE_MISSING', kind: 'operational' } })
    }
  })
}

function leavesNothingHalf(underTest: BlobStoreUnderTest): void {
  it('leaves nothing behind when the source fails half-way', async () => {
    const store = await underTest.make()
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half')
      throw new Error('broken off')
    }
    await expect(store.write('files/half', failing())).rejects.toThrow('broken off')
    await expect(collect(store.read('files/half'))).rejects.toMatchObject({ info: { code: 'BLOB_FILE_MISSING' } })
  })

  it('leaves nothing behind when the write is aborted', async () => {
    const store = await underTest.make()
    const controller = new AbortController()
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let part = 0; ; part += 1) {
        if (part === 3) controller.abort()
        yield Buffer.from('more')
      }
    }
    await expect(store.write('files/endless', endless(), controller.signal)).rejects.toThrow()
    await expect(collect(store.read('files/endless'))).rejects.toMatchObject({ info: { code: 'BLOB_FILE_MISSING' } })
  })

  it('keeps the old bytes where a second write of the key fails, and the new ones where it succeeds', async () => {
    const store = await underTest.make()
    await store.write('files/twice', inParts(Buffer.from('first'), 2))
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('sec')
      throw new Error('broken off')
    }
    await store.write('files/twice', failing()).catch(() => undefined)
    expect((await collect(store.read('files/twice'))).toString()).toBe('first')
    await store.write('files/twice', inParts(Buffer.from('second'), 2))
    expect((await collect(store.read('files/twice'))).toString()).toBe('second')
  })

  it('removes a blob, and minds nothing where there is none', async () => {
    const store = await underTest.make()
    await store.write('files/gone', inParts(Buffer.from('x'), 1))
    await store.remove('files/gone')
    await store.remove('files/gone')
    await expect(collect(store.read('files/gone'))).rejects.toMatchObject({ info: { code: 'BLOB_FILE_MISSING' } })
  })
}

function guardsItsKeys(underTest: BlobStoreUnderTest): void {
  it('stops reading when asked to', async () => {
    const store = await underTest.make()
    await store.write('files/long', inParts(Buffer.alloc(2_000_000, 7), 100_000))
    const controller = new AbortController()
    const reading = async () => {
      for await (const part of store.read('files/long', controller.signal)) if (part.byteLength > 0) controller.abort()
    }
    await expect(reading()).rejects.toThrow()
  })

  it('refuses every key that is not one of ours', async () => {
    const store = await underTest.make()
    const hostile = [
      '',
      '/',
      '../x',
      'files/../../etc/passwd',
      '/etc/passwd',
      'C:\\x',
      'files\\x',
      'files/./x',
      'files//x',
      'files/x/',
      'FILES/X',
      'files/%2e%2e/x',
      'files/x\u0000',
      'files/é',
      `files/${'x'.repeat(400)}`,
      'files/x y',
      'files/x\n',
    ]
    for (const key of hostile) {
      await expect(store.write(key, inParts(Buffer.from('x'), 1))).rejects.toMatchObject({ info: { code: 'BLOB_KEY_INVALID' } })
      await expect(collect(store.read(key))).rejects.toMatchObject({ info: { code: 'BLOB_KEY_INVALID' } })
      await expect(store.remove(key)).rejects.toMatchObject({ info: { code: 'BLOB_KEY_INVALID' } })
    }
  })

  it('writes many blobs at once without mixing them up', async () => {
    const store = await underTest.make()
    const contents = Array.from({ length: 30 }, (_, index) => Buffer.from(`blob ${index} `.repeat(1000)))
    await Promise.all(contents.map((bytes, index) => store.write(`many/${index}`, inParts(bytes, 777))))
    for (const [index, bytes] of contents.entries()) expect((await collect(store.read(`many/${index}`))).equals(bytes)).toBe(true)
  })
}

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < bytes.byteLength; offset += size) yield bytes.subarray(offset, offset + size)
}

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}
