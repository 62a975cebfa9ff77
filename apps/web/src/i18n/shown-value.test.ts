import { describe, expect, it } from 'vitest'
import { createFormats } from './formats.js'
import { shownValue } from './shown-value.js'

const french = { formats: createFormats('fr', 'Europe/Paris', () => 0), yes: 'oui', no: 'non' }
const english = { formats: createFormats('en', 'Europe/Paris', () => 0), yes: 'yes', no: 'no' }

describe('a value of the data in one line', () => {
  it('is written as its reader does', () => {
    expect([12.5, true, null, [1.5, 2, false]].map((value) => shownValue(value, french))).toEqual(['12,5', 'oui', '—', '1,5 · 2 · non'])
    expect([12.5, false, [1.5, 2]].map((value) => shownValue(value, english))).toEqual(['12.5', 'no', '1.5 · 2'])
  })

  it('is a moment only where it is known to be one: text stays what it is', () => {
    expect(shownValue('2026-11-21T08:00:00Z', french)).toBe('2026-11-21T08:00:00Z')
    expect(shownValue('2026-11-21T08:00:00Z', { ...french, isDate: true })).toBe('21 nov. 2026, 09:00')
    expect(shownValue('2026-11-21', { ...french, isDate: true })).toBe('2026-11-21')
  })

  it('is one line, cut at its length, and JSON where it is nested', () => {
    expect(shownValue('a\n  b', french)).toBe('a b')
    expect(shownValue({ a: [1] }, french)).toBe('{"a":[1]}')
    expect(shownValue('x'.repeat(500), { ...french, maxLength: 10 })).toBe(`${'x'.repeat(9)}…`)
  })
})
