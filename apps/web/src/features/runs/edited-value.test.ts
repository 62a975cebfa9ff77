import { expect, it } from 'vitest'
import { editedValue, textOfValue } from './edited-value.js'

it('takes a figure typed where words stood, with either decimal sign', () => {
  expect([editedValue('12,5', 'à voir'), editedValue('12.5', 'à voir'), editedValue('1 200,50', 'à voir')]).toEqual([12.5, 12.5, 1200.5])
})

it('leaves text text, and a reference of digits a reference', () => {
  expect(editedValue('00124', '00123')).toBe('00124')
  expect(editedValue('Lyon', 'Paris')).toBe('Lyon')
  expect(editedValue('', 'Paris')).toBe('')
})

it('keeps the kind of what stood there', () => {
  expect(editedValue('3', 2)).toBe(3)
  expect(editedValue('', 2)).toBeNull()
  expect(editedValue('deux', 2)).toBe('deux')
  expect(editedValue('false', true)).toBe(false)
  expect(editedValue('[1,2]', [1])).toEqual([1, 2])
  expect(editedValue('[1,', [1])).toBe('[1,')
})

it('gives back what it shows', () => {
  for (const value of [1.5, -3, true, 'x', [1, 'a'], { a: null }]) for (const locale of ['fr', 'en'] as const) expect(editedValue(textOfValue(value, locale), value)).toEqual(value)
})
