import { expect, it } from 'vitest'
import { comparisonAddress, readComparison } from './which-version.js'

const read = (text: string) => readComparison(new URLSearchParams(text))

it('reads back the address that it writes', () => {
  for (const asked of [{ newer: 7, older: 6 }, { newer: 'draft', older: 7 }, { newer: 1, older: null }] as const) {
    expect(readComparison(new URL(comparisonAddress('a b', asked), 'http://x').searchParams)).toEqual(asked)
  }
})

it('takes nothing for a version that is none', () => {
  expect(read('id=f')).toBeNull()
  expect(read('version=0')).toBeNull()
  expect(read('version=7x')).toBeNull()
  expect(read('version=7&against=-1')).toEqual({ newer: 7, older: null })
})
