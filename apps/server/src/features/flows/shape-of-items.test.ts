import { expect, it } from 'vitest'
import { shapeOfItems } from './shape-of-items.js'

const rows = (...json: readonly Record<string, null | string | number | boolean | string[]>[]) => json.map((row) => ({ json: row }))

it('names each field with its type, in the order in which they were met', () => {
  expect(shapeOfItems(rows({ name: 'x', at: '2026-01-15', n: 1 }, { ok: true, list: [] }))).toEqual({
    open: true,
    fields: [{ name: 'name', type: 'text' }, { name: 'at', type: 'date' }, { name: 'n', type: 'number' }, { name: 'ok', type: 'boolean' }, { name: 'list', type: 'list' }],
  })
})

it('passes over null, and says unknown for ever where two types differ', () => {
  expect(shapeOfItems(rows({ a: null, b: 1, c: null }, { a: 2, b: 'x' }, { a: null, b: 3 })).fields).toEqual([{ name: 'a', type: 'number' }, { name: 'b', type: 'unknown' }, { name: 'c', type: 'unknown' }])
})
