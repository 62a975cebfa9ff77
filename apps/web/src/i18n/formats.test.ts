import { describe, expect, it } from 'vitest'
import { createFormats } from './formats.js'

const now = () => Date.parse('2026-03-18T10:00:00Z')
const fr = createFormats('fr', 'Europe/Paris', now)
const en = createFormats('en', 'Europe/Paris', now)

describe('dates and quantities for the reader', () => {
  it('say a near instant as one would', () => {
    expect(en.when('2026-03-18T12:00:00Z')).toBe('today at 13:00')
    expect(fr.when('2026-03-19T07:00:00Z')).toBe('demain à 08:00')
    expect(fr.when('2026-03-17T07:00:00Z')).toBe('hier à 08:00')
    expect(en.when('2026-03-22T07:00:00Z')).toBe('Sunday at 08:00')
    expect(fr.when('2026-03-30T06:00:00Z')).toBe('30 mars à 08:00')
    expect(en.when('2024-03-30T07:00:00Z')).toBe('30 March 2024 at 08:00')
  })

  it('cut days by the workspace’s clock, not by UTC', () => {
    expect(en.when('2026-03-18T23:30:00Z')).toBe('tomorrow at 00:30')
    expect(createFormats('en', 'America/New_York', now).when('2026-03-19T03:30:00Z')).toBe('today at 23:30')
  })

  it('say how long ago', () => {
    expect(en.ago('2026-03-18T09:57:00Z')).toBe('3 minutes ago')
    expect(fr.ago('2026-03-18T12:00:00Z')).toBe('dans 2 heures')
    expect(fr.ago('2026-03-17T10:00:00Z')).toBe('hier')
  })

  it('write numbers in the reader’s way', () => {
    expect(fr.number(1234.5)).toBe('1\u202f234,5')
    expect(en.number(1234.5)).toBe('1,234.5')
    // Which no-break space stands there is a matter of the ICU version.
    expect(fr.percent(0.8333)).toMatch(/^83,3[\u00a0\u202f]%$/)
    expect(en.percent(1)).toBe('100%')
  })

  it('never show a negative duration', () => {
    expect(en.duration(-5)).toBe(en.duration(0))
  })
})
