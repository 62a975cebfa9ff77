import { createDatasetStore, createMemoryBlobStore, inlineDataset } from '@maillon/datasets'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pageOfDatasets } from './page-of-datasets.js'

it('gives the same rows as all of them in one list, whatever the page', async () => {
  const store = createDatasetStore({ blobs: createMemoryBlobStore() })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 7 }), { maxLength: 6 }), fc.nat({ max: 30 }), fc.nat({ max: 12 }), async (sizes, offset, limit) => {
      let next = 0
      const lists = sizes.map((size) => Array.from({ length: size }, () => ({ json: { n: next++ } })))
      const page = await pageOfDatasets(store, lists.map((items) => inlineDataset(items, 0)), { offset, limit })
      expect(page).toEqual(lists.flat().slice(offset, offset + limit))
    }),
  )
})
