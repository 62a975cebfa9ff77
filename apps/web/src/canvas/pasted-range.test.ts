import { expect, it } from 'vitest'
import { pastedRange } from './pasted-range.js'

it('takes lines of cells, whichever end of line the spreadsheet writes', () => {
  expect(pastedRange('Name\tTown\r\nZoé\tLyon\r\n')).toEqual({ text: 'Name\tTown\nZoé\tLyon' })
  expect(pastedRange('a\tb\n1\t\n')).toEqual({ text: 'a\tb\n1\t' })
})

it.each([
  ['a single line', 'a\tb'],
  ['a single column', 'a\nb\nc'],
  ['lines of different lengths', 'a\tb\n1'],
  ['a copied step', '{"format":"maillon.clipboard/1"}'],
  ['cells that a template would read', 'a\tb\n{{x}}\t1'],
  ['nothing', ''],
])('leaves %s alone', (_case, text) => {
  expect(pastedRange(text)).toBeNull()
})

it('says of a range that is too long that it is one, so that the person is told where it belongs', () => {
  expect(pastedRange(`Name\tTown\n${'Zoé\tLyon\n'.repeat(30_000)}`)).toBe('too-long')
})
