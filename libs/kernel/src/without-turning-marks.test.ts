import { expect, it } from 'vitest'
import { withoutTurningMarks } from './without-turning-marks.js'

it('takes away what would turn the rest of a sentence round, and leaves the letters of every script', () => {
  expect(withoutTurningMarks('\u202efdp.exe')).toBe('fdp.exe')
  expect(withoutTurningMarks('\u2067a\u2069\u202b')).toBe('a')
  expect(withoutTurningMarks('שלום Prix مرحبا')).toBe('שלום Prix مرحبا')
})
