import { createDatasetStore, createMemoryBlobStore, inlineDataset, type DatasetRef } from '@maillon/datasets'
import type { JsonObject } from '@maillon/kernel'
import { beforeAll, describe, expect, it } from 'vitest'
import { findRows, type RowSearch } from './find-rows.js'
import { rowFilter } from './row-filter.js'

const store = createDatasetStore({ blobs: createMemoryBlobStore(), inlineMaxBytes: 200, chunkBytes: 400 })
const rowsOf = (rows: readonly JsonObject[]) => [inlineDataset(rows.map((json) => ({ json })), 0)]
const find = (search: Partial<RowSearch>) => findRows(store, { rows: [], came: null, fits: () => true, from: 0, offset: 0, limit: 50, ...search })
const clients: readonly JsonObject[] = [{ id: 1, name: 'Durand', town: 'lyon' }, { id: 2, name: 'Petit', town: 'Paris' }, { id: 3, name: 'Roux', town: 'nice' }]

describe('a filter', () => {
  let many: readonly DatasetRef[]

  beforeAll(async () => {
    const writer = store.writer('many')
    for (let n = 0; n < 500; n += 1) await writer.push({ json: { n, kind: n % 10 === 0 ? 'ten' : 'other' } })
    many = [await writer.finish(), ...rowsOf([{ n: 500, kind: 'ten' }])]
  })

  const fits = rowFilter([{ field: 'kind', is: 'is', value: 'ten' }])

  it('finds rows wherever they stand, with their places, a page at a time', async () => {
    expect(many[0]?.kind).toBe('spilled')
    const page = await find({ rows: many, fits, offset: 48, limit: 2 })
    expect(page).toEqual({ rows: [480, 490].map((n) => ({ index: n, item: { json: { n, kind: 'ten' } } })), offset: 48, total: 51, of: 501, next: null, match: null })
  })

  it('looks at so many rows, and goes on from where it stopped', async () => {
    const first = await find({ rows: many, fits, most: 300 })
    expect([first.total, first.next]).toEqual([30, 300])
    const rest = await find({ rows: many, fits, most: 300, from: 300 })
    expect([rest.total, rest.next, rest.rows[0]?.index]).toEqual([21, null, 300])
  })
})

describe('what a step changed', () => {
  const changed = (came: readonly JsonObject[], rows: readonly JsonObject[], more: Partial<RowSearch> = {}) => find({ rows: rowsOf(rows), came: rowsOf(came), ...more })

  it('is the rows that differ from those at their place, with what they were', async () => {
    const [durand, petit, roux] = clients as [JsonObject, JsonObject, JsonObject]
    const page = await changed(clients, [{ ...durand, town: 'Lyon' }, petit, { ...roux, town: 'Nice' }])
    expect(page.match).toBe('place')
    expect(page.rows.map(({ index, item, before }) => [index, item.json['town'], before?.json['town']])).toEqual([[0, 'Lyon', 'lyon'], [2, 'Nice', 'nice']])
  })

  it('is every row where each gets a column more', async () => {
    const page = await changed(clients, clients.map((row) => ({ ...row, total: 1 })))
    expect([page.match, page.total]).toEqual(['place', 3])
  })

  it('is nothing where rows only went away, came elsewhere, or have their columns in another order', async () => {
    expect(await changed(clients, clients.slice(1))).toMatchObject({ match: 'content', total: 0 })
    expect(await changed(clients, clients.toReversed())).toMatchObject({ match: 'content', total: 0 })
    expect(await changed(clients, clients.map(({ id, name, town }) => ({ town, name, id }) as JsonObject))).toMatchObject({ match: 'place', total: 0 })
  })

  it('is what did not come in like this where rows moved and changed, without a guess at what they were', async () => {
    const page = await changed(clients, [...clients.slice(0, 2).toReversed(), { id: 3, name: 'Roux', town: 'Nice' }])
    expect(page).toMatchObject({ match: 'content', rows: [{ index: 2 }] })
    expect(page.rows[0]).not.toHaveProperty('before')
  })

  it('counts a row twice that came in once', async () => {
    expect(await changed(clients, [...clients, clients[0] as JsonObject])).toMatchObject({ match: 'content', rows: [{ index: 3 }] })
  })

  it('is not told where the step makes rows of its own', async () => {
    expect(await changed(clients, [{ count: 3 }])).toMatchObject({ match: 'none', total: 0, of: 1 })
    expect(await changed(clients, [{ a: 1 }, { a: 2 }, { a: 3 }])).toMatchObject({ match: 'none', total: 0 })
  })

  it('is not told where there are too many rows to compare', async () => {
    expect(await changed(clients, clients, { most: 2 })).toMatchObject({ match: 'none', total: 0, of: 3 })
  })

  it('goes together with a filter', async () => {
    const page = await changed(clients, clients.map((row) => ({ ...row, seen: true })), { fits: rowFilter([{ field: 'name', is: 'contains', value: 'e' }]) })
    expect(page.rows.map(({ index }) => index)).toEqual([1])
  })
})
