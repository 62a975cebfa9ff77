import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DatasetRef, Item } from './item.js'
import { createDatasetStore } from './dataset-store.js'
import { itemsOf } from './items-of.js'
import { createMemoryBlobStore } from './memory-blob-store.js'

const jsonRow = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__'),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { maxLength: 3 })),
  { maxKeys: 5 },
)

async function write(store: ReturnType<typeof createDatasetStore>, items: readonly Item[], name = 'run-1/0'): Promise<DatasetRef> {
  const writer = store.writer(name)
  for (const item of items) await writer.push(item)
  return writer.finish()
}

async function all(items: readonly Item[] | AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

describe('a dataset', () => {
  it('gives back its items in order, inline or spilled, read whole or by pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(jsonRow, { maxLength: 60 }),
        fc.record({ inlineMaxBytes: fc.nat(800), chunkBytes: fc.integer({ min: 1, max: 400 }) }),
        fc.record({ offset: fc.nat(70), limit: fc.nat(70) }),
        async (rows, sizes, { offset, limit }) => {
          const items = rows.map((json) => ({ json }))
          const store = createDatasetStore({ blobs: createMemoryBlobStore(), ...sizes })
          const ref = await write(store, items)
          expect(ref.count).toBe(items.length)
          expect(await all(store.read(ref))).toEqual(JSON.parse(JSON.stringify(items)))
          expect(await store.page(ref, offset, limit)).toEqual(JSON.parse(JSON.stringify(items.slice(offset, offset + limit))))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('reads for a page only the chunks that it touches', async () => {
    const blobs = createMemoryBlobStore()
    const read: string[] = []
    const store = createDatasetStore({
      blobs: { ...blobs, read: (key, signal) => (read.push(key), blobs.read(key, signal)) },
      inlineMaxBytes: 0,
      chunkBytes: 100,
    })
    const ref = await write(
      store,
      Array.from({ length: 100 }, (_, n) => ({ json: { n } })),
    )
    if (ref.kind !== 'spilled') throw new Error('expected chunks')
    expect(ref.chunks.length).toBeGreaterThan(3)
    const last = ref.chunks.at(-1)
    expect((await store.page(ref, 99, 10)).map((item) => item.json)).toEqual([{ n: 99 }])
    expect(read).toEqual([last !== undefined && 'key' in last ? last.key : null])
  })

  it('keeps files and text of any language through a spill', async () => {
    const store = createDatasetStore({ blobs: createMemoryBlobStore(), inlineMaxBytes: 0 })
    const files = { report: { id: 'f1', name: 'Été.xlsx', mediaType: 'x/y', size: 3, sha256: 'ab' } }
    const ref = await write(store, [{ json: { t: 'ligne\nsuivante 🎉 \u2028' }, files }])
    expect(await all(store.read(ref))).toEqual([{ json: { t: 'ligne\nsuivante 🎉 \u2028' }, files }])
  })

  it('keeps rows of other fields, other orders and no fields apart, and reads chunks that hold one item a line', async () => {
    const blobs = createMemoryBlobStore()
    const store = createDatasetStore({ blobs, inlineMaxBytes: 0 })
    const rows: Item['json'][] = [{ a: 1, b: 'é' }, { b: 'é', a: 1 }, { a: 1 }, {}, {}, { a: 1, b: '€', keys: [1] }, { '2': 0, '1': 0 }]
    const ref = await write(store, rows.map((json) => ({ json })))
    expect(JSON.stringify((await all(store.read(ref))).map(({ json }) => json))).toBe(JSON.stringify(rows))
    const text = rows.map((json) => JSON.stringify({ json })).join('\n')
    await blobs.write('datasets/old/0', (async function* () {
      yield gzipSync(text)
    })())
    expect((await all(store.read({ kind: 'spilled', count: rows.length, bytes: 9, chunks: [{ key: 'datasets/old/0', count: rows.length }] }))).map(({ json }) => json)).toEqual(rows)
  })

  it('holds back whoever writes faster than the store', async () => {
    const blobs = createMemoryBlobStore()
    let writing = 0
    let most = 0
    const slow = {
      ...blobs,
      write: async (key: string, bytes: AsyncIterable<Uint8Array>) => {
        writing += 1
        most = Math.max(most, writing)
        await new Promise((resolve) => setTimeout(resolve, 2))
        const done = await blobs.write(key, bytes)
        writing -= 1
        return done
      },
    }
    const store = createDatasetStore({ blobs: slow, inlineMaxBytes: 0, chunkBytes: 200 })
    const ref = await write(
      store,
      Array.from({ length: 200 }, (_, n) => ({ json: { n, text: 'some text' } })),
    )
    expect(most).toBe(1)
    expect(await all(store.read(ref))).toHaveLength(200)
  })

  it('fails the writer where a chunk could not be kept, at the latest when it is sealed', async () => {
    const blobs = { ...createMemoryBlobStore(), write: async () => Promise.reject(new Error('disk full')) }
    const store = createDatasetStore({ blobs, inlineMaxBytes: 0, chunkBytes: 10 })
    await expect(write(store, [{ json: { a: 'something long enough' } }, { json: { a: 'something long enough' } }])).rejects.toThrow('disk full')
  })

  it('removes the chunks of an abandoned writer', async () => {
    const blobs = createMemoryBlobStore()
    const writer = createDatasetStore({ blobs, inlineMaxBytes: 0, chunkBytes: 50 }).writer('run-1/0')
    for (let n = 0; n < 50; n += 1) await writer.push({ json: { n } })
    expect(blobs.keys().length).toBeGreaterThan(0)
    await writer.abandon()
    expect(blobs.keys()).toEqual([])
  })

  it('says that a chunk is damaged instead of giving fewer rows', async () => {
    const blobs = createMemoryBlobStore()
    const store = createDatasetStore({ blobs, inlineMaxBytes: 0 })
    const ref = await write(store, [{ json: { a: 1 } }])
    const chunk = ref.kind === 'spilled' ? ref.chunks[0] : undefined
    if (ref.kind !== 'spilled' || chunk === undefined || !('key' in chunk)) throw new Error('expected a chunk')
    await blobs.write(
      chunk.key,
      (async function* () {
        yield Buffer.from('not a chunk')
      })(),
    )
    await expect(all(store.read(ref))).rejects.toMatchObject({ info: { code: 'DATASET_CHUNK_DAMAGED' } })
    await expect(all(store.read({ ...ref, chunks: [{ key: 'datasets/nowhere', count: 1 }] }))).rejects.toMatchObject({ info: { code: 'BLOB_FILE_MISSING' } })
  })

  it('stays within its memory bound over 200,000 items', async () => {
    const blobs = createMemoryBlobStore()
    const discarding = {
      ...blobs,
      write: async (_key: string, bytes: AsyncIterable<Uint8Array>) => {
        let size = 0
        for await (const part of bytes) size += part.byteLength
        return { size, sha256: '' }
      },
    }
    const writer = createDatasetStore({ blobs: discarding }).writer('run-1/0')
    const before = process.memoryUsage().heapUsed
    let most = 0
    for (let n = 0; n < 200_000; n += 1) {
      await writer.push({ json: { n, name: `row number ${n}`, text: 'x'.repeat(100) } })
      if (n % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed)
    }
    const ref = await writer.finish()
    expect(ref.count).toBe(200_000)
    // 200,000 rows are about 30 MB of text; without spilling they would be over 60 MB of objects.
    expect(most - before).toBeLessThan(45 * 1024 * 1024)
  })
})

it('joins several datasets in edge order, as a list where all are inline', async () => {
  const store = createDatasetStore({ blobs: createMemoryBlobStore(), inlineMaxBytes: 40 })
  const small = await write(store, [{ json: { a: 1 } }], 'run-1/a')
  const large = await write(store, [{ json: { b: 'long enough to be spilled, certainly' } }, { json: { b: 2 } }], 'run-1/b')
  expect(large.kind).toBe('spilled')
  expect(itemsOf(store, [small, small])).toEqual([{ json: { a: 1 } }, { json: { a: 1 } }])
  expect(await all(itemsOf(store, [small, large, small]))).toHaveLength(4)
  expect(itemsOf(store, [])).toEqual([])
})
