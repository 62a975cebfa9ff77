import { expect, it } from 'vitest'
import { fieldsThatDiffer } from './rows-that-differ.js'

const rows = (...values: readonly object[]) => values.map((json) => ({ json }) as { json: Record<string, number> })

it('finds the fields that differ, row by row', () => {
  expect(fieldsThatDiffer(rows({ a: 1, b: 2 }, { a: 3 }), rows({ a: 1, b: 5 }, { a: 3 }))).toEqual([new Set(['b']), new Set()])
})

it('counts a row without a counterpart, and a field that the other one lacks', () => {
  expect(fieldsThatDiffer(rows({ a: 1 }, { a: 2 }), rows({}))).toEqual([new Set(['a']), new Set(['a'])])
})
