import type { RowFilterKind } from '@maillon/api-contract'
import type { JsonObject } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { rowFilter } from './row-filter.js'

const rows: readonly JsonObject[] = [
  { client: 'Société Durand', total: 1234.5, on: '2026-11-02', note: null },
  { client: 'petit', total: 12, on: '2026-10-30', note: 'vu' },
  { client: 'Roux', total: '99,5', on: '2026-11-20' },
]
const found = (field: string, is: RowFilterKind, value?: string) => rows.flatMap((row, index) => (rowFilter([{ field, is, ...(value === undefined ? {} : { value }) }])(row) ? [index] : []))

it('finds text without regard to case and accents', () => {
  expect(found('client', 'contains', 'societe d')).toEqual([0])
  expect(found('client', 'is', 'PETIT')).toEqual([1])
  expect(found('client', 'is-not', 'petit')).toEqual([0, 2])
})

it('takes numbers as people write them, also where a cell holds one as text', () => {
  expect(found('total', 'is', '1 234,5')).toEqual([0])
  expect(found('total', 'is', '1,234.5')).toEqual([0])
  expect(found('total', 'contains', '4,5')).toEqual([0])
  expect(found('total', 'above', '12')).toEqual([0, 2])
  expect(found('total', 'below', '100')).toEqual([1, 2])
  expect(found('client', 'above', '12')).toEqual([])
})

it('compares what is no number as text, so that days stand in their order', () => {
  expect(found('on', 'above', '2026-11-01')).toEqual([0, 2])
  expect(found('on', 'above', '2025')).toEqual([0, 1, 2])
  expect(found('on', 'below', '2026-11-01')).toEqual([1])
})

it('takes a column that a row lacks for an empty one', () => {
  expect(found('note', 'empty')).toEqual([0, 2])
  expect(found('note', 'filled')).toEqual([1])
  expect(found('note', 'above', 'a')).toEqual([1])
  expect(found('toString', 'empty')).toEqual([0, 1, 2])
})

it('wants every column to fit', () => {
  const fits = rowFilter([{ field: 'client', is: 'contains', value: 'o' }, { field: 'total', is: 'above', value: '1000' }])
  expect(rows.map(fits)).toEqual([true, false, false])
})
