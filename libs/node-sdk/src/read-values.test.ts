import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestName } from './nearest-name.js'
import { readBoolean } from './read-boolean.js'
import { readDate } from './read-date.js'
import { readNumber } from './read-number.js'

describe('readNumber', () => {
  it.each([
    ['1 234,56', 1234.56], ['1\u202f234,56', 1234.56], ['1\u00a0234', 1234], ['1.234,56', 1234.56], ['1,234.56', 1234.56], ['12 €', 12], ['€12', 12],
    ['-5,5', -5.5], ['−5', -5], ['+3', 3], ['.5', 0.5], [',5', 0.5], ['1e3', 1000], ['1.234', 1.234], ["1'234.5", 1234.5], ['1,234,567', 1234567], [7, 7], [' 8 ', 8],
    ['12,50 EUR', 12.5], ['1 234,56 CHF', 1234.56], ['12,50-', -12.5], ['1.234,56-', -1234.56], ['(12,50)', -12.5], ['(1 234.00 €)', -1234],
  ])('reads %j as %d in both languages', (text, number) => {
    expect([readNumber(text, 'fr'), readNumber(text, 'en')]).toEqual([number, number])
  })

  it('reads 1,234 as the language does', () => {
    expect([readNumber('1,234', 'fr'), readNumber('1,234', 'en')]).toEqual([1.234, 1234])
  })

  it.each([['abc'], [''], ['12a'], ['1 23'], ['1,2,3'], ['12 34'], ['1e999'], [true], [null], [[1]], [{}], ['0x10'], ['--1'], ['12%'], ['(2)'], ['(2, 3)'], ['12-5'], ['--'], ['-5-'], ['EUR'], ['12EURO']])('finds no number in %j', (value) => {
    expect(readNumber(value as never, 'fr')).toBeNull()
  })

  it('reads every finite number back from its own text', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => readNumber(String(number), 'fr') === number))
  })
})

describe('readDate', () => {
  const paris = { locale: 'fr', timeZone: 'Europe/Paris' } as const

  it.each([
    ['2026-04-03', '2026-04-02T22:00:00.000Z', '2026-04-03'],
    ['03/04/2026', '2026-04-02T22:00:00.000Z', '2026-04-03'],
    ['2026-01-15T08:30', '2026-01-15T07:30:00.000Z', '2026-01-15'],
    ['2026-04-02T23:30:00Z', '2026-04-02T23:30:00.000Z', '2026-04-03'],
    ['2026-04-02T23:30:00-04:00', '2026-04-03T03:30:00.000Z', '2026-04-03'],
    ['2026-03-29T03:30', '2026-03-29T01:30:00.000Z', '2026-03-29'],
    ['03-04-2026', '2026-04-02T22:00:00.000Z', '2026-04-03'],
    ['03.04.2026 9:05', '2026-04-03T07:05:00.000Z', '2026-04-03'],
    ['03/04/2026 14:05:30', '2026-04-03T12:05:30.000Z', '2026-04-03'],
    ['03/04/2026, 12:05 am', '2026-04-02T22:05:00.000Z', '2026-04-03'],
    ['03/04/2026 2:05 PM', '2026-04-03T12:05:00.000Z', '2026-04-03'],
  ])('reads %s in Paris', (text, at, day) => {
    const reading = readDate(text, paris)
    expect(reading === null ? null : { at: new Date(reading.at).toISOString(), day: reading.day }).toEqual({ at, day })
  })

  it('knows what the clock shows on the days on which clocks change', () => {
    const clock = (text: string) => (readDate(text, paris)?.clockMs ?? NaN) / 3_600_000
    expect([clock('2026-03-29T10:00'), clock('2026-03-29T08:00:00Z'), clock('2026-10-25T10:00'), clock('2026-10-25T09:00:00Z'), clock('2026-10-25'), clock('25/10/2026 10:30')]).toEqual([10, 10, 10, 10, 0, 10.5])
  })

  it('reads a day with slashes in English only where it cannot be mistaken', () => {
    const english = { locale: 'en', timeZone: 'UTC' } as const
    expect(readDate('03/04/2026', english)).toBeNull()
    expect(readDate('25/12/2026', english)?.day).toBe('2026-12-25')
    expect(readDate('12/25/2026', english)?.day).toBe('2026-12-25')
  })

  it.each(['2026-02-30', '31/02/2026', '2026-13-01', '2026-01-01T25:00', '01/02/2026 24:00', '01/02/2026 13:00 PM', '01/02-2026', 'demain', '', '2026'])('finds no date in “%s”', (text) => {
    expect(readDate(text, paris)).toBeNull()
  })

  it('keeps the day of every day, in zones with odd offsets too', () => {
    const zones = ['Europe/Paris', 'America/Montreal', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/Sao_Paulo']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25_000 }), fc.constantFrom(...zones), (days, timeZone) => {
        const day = new Date(days * 86_400_000).toISOString().slice(0, 10)
        expect(readDate(day, { locale: 'fr', timeZone })?.day).toBe(day)
      }),
    )
  })
})

describe('readBoolean and nearestName', () => {
  it('reads yes and no in both languages', () => {
    expect(['Oui', 'yes', 1, 'VRAI', true].map((one) => readBoolean(one))).toEqual([true, true, true, true, true])
    expect(['non', 'No', 0, 'faux', false].map((one) => readBoolean(one))).toEqual([false, false, false, false, false])
    expect(['peut-être', '', null, 2].map((one) => readBoolean(one))).toEqual([null, null, null, null])
  })

  it('finds what was probably meant, over case, accents and slips', () => {
    const names = ['Référence', 'Prix', 'Quantité']
    expect(['reference', 'Prxi', 'quantite ', 'Qantité'].map((one) => nearestName(one, names))).toEqual(['Référence', 'Prix', 'Quantité', 'Quantité'])
    expect(nearestName('Fournisseur', names)).toBeNull()
  })
})
