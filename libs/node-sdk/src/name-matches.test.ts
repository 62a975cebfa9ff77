import { expect, it } from 'vitest'
import { nameMatches } from './name-matches.js'

it.each([
  ['Ventes.CSV', '*.csv', true], ['ventes.csv.bak', '*.csv', false], ['ventes-01.xlsx', 'ventes-??.xlsx', true], ['a.csv', '*.xlsx; *.csv', true], ['a', '', true], ['a.b.c', '*.*.c', true],
  ['a[1].csv', 'a[1].csv', true], ['abc', 'a*', true], ['abc', '*c*', true], ['abc', 'b*', false], ['', '*', true], ['', '?', false], ['a+b', 'a.b', false],
])('%j fits %j: %s', (name, pattern, fits) => {
  expect(nameMatches(name, pattern)).toBe(fits)
})

it('takes no long time over hostile patterns', () => {
  const startedAt = performance.now()
  expect(nameMatches('a'.repeat(5000), `${'*a'.repeat(2000)}b`)).toBe(false)
  expect(performance.now() - startedAt).toBeLessThan(1000)
})
