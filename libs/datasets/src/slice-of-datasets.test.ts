import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDatasetStore } from './dataset-store.js'
import type { DatasetRef } from './item.js'
import { createMemoryBlobStore } from './memory-blob-store.js'
import { sliceOfDatasets } from './slice-of-datasets.js'

// So small that a dataset of some rows is spilled over several chunks.
const store = createDatasetStore({ blobs: createMemoryBlobStore(), inlineMaxBytes: 60, chunkBytes: 50 })
let written = 0

async function datasetOf(rows: readonly number[]): Promise<DatasetRef> {
  const writer = store.writer(`d${(written += 1)}`)
  for (const n of rows) await writer.push({ json: { n } })
  return writer.finish()
}

async function rowsOf(ref: DatasetRef): Promise<readonly unknown[]> {
  const rows: unknown[] = []
  for await (const item of store.read(ref)) rows.push(item.json['n'])
  return rows
}

it('gives the same rows as slicing the concatenated lists, for datasets of any size, inline and spilled, and slices of slices', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 4 }), fc.nat(30), fc.nat(30), fc.nat(10), async (sizes, from, count, again) => {
      let next = 0
      const lists = sizes.map((size) => Array.from({ length: size }, () => (next += 1)))
      const refs = await Promise.all(lists.map((list) => datasetOf(list)))
      const expected = lists.flat().slice(from, from + count)
      const slice = sliceOfDatasets(refs, from, count)
      expect(slice.count).toBe(expected.length)
      expect(await rowsOf(slice)).toEqual(expected)
      const second = sliceOfDatasets([slice, ...refs], again, 7)
      expect(await rowsOf(second)).toEqual([...expected, ...lists.flat()].slice(again, again + 7))
      expect((await store.page(slice, 1, 3)).map((item) => item.json['n'])).toEqual(expected.slice(1, 4))
    }),
    { numRuns: 60 },
  )
})
