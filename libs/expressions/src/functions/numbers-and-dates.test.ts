import type { Json, Locale } from '@maillon/kernel'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.js'
import { parseExpression } from '../parse-expression.js'
import { scopeWith } from '../scope.js'
import { parseNumber } from './parse-number.js'

/** The value, or the code of the problem. Numbers of a language are compared with plain spaces. */
function outcome(text: string, item: { readonly [name: string]: Json } = {}, timeZone = 'Europe/Paris'): Json {
  const parsed = parseExpression(text)
  if (!parsed.ok) return parsed.problem[0]?.code ?? ''
  const result = evaluate(parsed.value, scopeWith({ item, timeZone, locale: 'fr', now: '2026-11-21T09:00:00Z' }))
  if (!result.ok) return result.problem.code
  return typeof result.value === 'string' ? result.value.replace(/[\u202f\u00a0]/g, ' ') : result.value
}

describe('a number in a text', () => {
  it.each<readonly [string, Locale, number | null]>([
    ['1 234,56', 'fr', 1234.56],
    ['1\u202f234,56\u00a0€', 'fr', 1234.56],
    ['-12,5', 'fr', -12.5],
    ['−12,5', 'fr', -12.5],
    ['12.5', 'fr', 12.5],
    ['1.234,56', 'fr', 1234.56],
    ['1,234.56', 'fr', 1234.56],
    ['1.234.567', 'fr', 1234567],
    ['12,5 %', 'fr', 0.125],
    ['12 EUR', 'fr', 12],
    ['0', 'fr', 0],
    ['1,234.56', 'en', 1234.56],
    ['1,234', 'en', 1234],
    ['$1,234.50', 'en', 1234.5],
    ['£12', 'en', 12],
    ['.5', 'en', 0.5],
    ['1e3', 'en', 1000],
    ['1,23', 'en', null],
    ['1234,567', 'en', null],
    ['1,2,3', 'fr', null],
    ['', 'fr', null],
    ['-', 'fr', null],
    ['douze', 'fr', null],
    ['12 abc', 'fr', null],
    ['0x10', 'en', null],
    ['1e999', 'en', null],
    ['Infinity', 'en', null],
    ['1..2', 'fr', null],
  ])('%s in %s is %s', (text, locale, expected) => {
    expect(parseNumber(text, locale)).toBe(expected)
  })
})

describe('arithmetic', () => {
  it('has no binary dust', () => {
    expect(outcome('{{add 0.1 0.2}}')).toBe(0.3)
    expect(outcome('{{subtract 1 0.9}}')).toBe(0.1)
    expect(outcome('{{multiply 19.99 3}}')).toBe(59.97)
    expect(outcome('{{sum (list 0.1 0.2 0.3)}}')).toBe(0.6)
    expect(outcome('{{divide 1 3}}')).toBe(0.333333333333333)
  })

  it('rounds as people do', () => {
    for (const [text, expected] of [
      ['1.005 2', 1.01],
      ['1.255 2', 1.26],
      ['8.345 2', 8.35],
      ['-1.005 2', -1.01],
      ['2.5', 3],
      ['-2.5', -3],
      ['1234.5 -2', 1200],
      ['0.1 15', 0.1],
      ['5e-7 6', 0.000001],
      ['1e21 2', 1e21],
    ] as const)
      expect(outcome(`{{round ${text}}}`), text).toBe(expected)
    expect(outcome('{{formatNumber 1.005 2}}')).toBe('1,01')
    expect(outcome('{{EUROS 1.005}}')).toBe('1,01 €')
    expect(outcome('{{floor -1.5}}')).toBe(-2)
    expect(outcome('{{ceil -1.5}}')).toBe(-1)
    expect(outcome('{{modulo -1 3}}')).toBe(2)
  })

  it('takes numbers only, and says so', () => {
    expect(outcome('{{add item.a 1}}', { a: '12' })).toBe('EXPRESSION_NUMBER_EXPECTED')
    expect(outcome('{{add item.a 1}}', { a: null })).toBe('EXPRESSION_NUMBER_EXPECTED')
    expect(outcome('{{add (number item.a) 1}}', { a: '12,5' })).toBe(13.5)
    expect(outcome('{{number item.a}}', { a: 'douze' })).toBe('EXPRESSION_NUMBER_UNREADABLE')
    expect(outcome('{{number item.a}}', { a: null })).toBe('EXPRESSION_NUMBER_UNREADABLE')
    expect(outcome('{{divide 1 0}}')).toBe('EXPRESSION_DIVISION_BY_ZERO')
    expect(outcome('{{round 1 1.5}}')).toBe('EXPRESSION_INTEGER_EXPECTED')
    expect(outcome('{{sum item.l "m"}}', { l: [{ m: 1 }, { m: 'x' }] })).toBe('EXPRESSION_NUMBER_EXPECTED')
    expect(outcome('{{sum item.l "m"}}', { l: [] })).toBe(0)
    expect(outcome('{{mean item.l "m"}}', { l: [] })).toBe('EXPRESSION_LIST_EMPTY')
    expect(outcome('{{sum item.l "client.total"}}', { l: [{ client: { total: 2 } }, { client: { total: 3 } }] })).toBe(5)
    expect(outcome('{{sum item.l "montent"}}', { l: [{ montant: 1 }] })).toBe('EXPRESSION_FIELD_MISSPELLED')
  })
})

describe('dates', () => {
  it('a day without a time stays one; an instant keeps the offset of the zone', () => {
    expect(outcome('{{addDays "2026-03-28" 1}}')).toBe('2026-03-29')
    expect(outcome('{{addDays "2026-03-28T12:00:00+01:00" 1}}')).toBe('2026-03-29T12:00:00+02:00')
    expect(outcome('{{addHours "2026-03-29T01:30:00+01:00" 1}}')).toBe('2026-03-29T03:30:00+02:00')
    expect(outcome('{{addHours "2026-03-28" 25}}')).toBe('2026-03-29T01:00:00+01:00')
    expect(outcome('{{addDays today -1}}')).toBe('2026-11-20')
    expect(outcome('{{startOf now "jour"}}')).toBe('2026-11-21T00:00:00+01:00')
    expect(outcome('{{startOf "2026-11-21" "semaine"}}')).toBe('2026-11-16')
    expect(outcome('{{endOf "2026-11-21" "trimestre"}}')).toBe('2026-12-31')
  })

  it('are compared as dates, whatever offset they are written with', () => {
    expect(outcome('{{gt "2026-11-21T10:00:00+02:00" "2026-11-21T08:30:00Z"}}')).toBe(false)
    expect(outcome('{{gt "2026-11-21" "2026-11-20T23:30:00Z"}}')).toBe(false)
    expect(outcome('{{lt "2026-11-20T22:59:00Z" "2026-11-21"}}')).toBe(true)
    expect(outcome('{{gt "b" "a"}}')).toBe(true)
    expect(outcome('{{gt "10" 9}}')).toBe('EXPRESSION_VALUES_NOT_COMPARABLE')
  })

  it('differ by whole units', () => {
    expect(outcome('{{difference "2026-03-28" "2026-03-30" "day"}}')).toBe(2)
    expect(outcome('{{difference "2026-03-29T00:00:00+01:00" "2026-03-30T00:00:00+02:00" "hour"}}')).toBe(23)
    // As addMonths has it: a month after 31 January is 28 February.
    expect(outcome('{{difference "2026-01-31" "2026-02-28" "mois"}}')).toBe(1)
    expect(outcome('{{difference "2026-01-31" "2026-02-27" "mois"}}')).toBe(0)
    expect(outcome('{{difference "2026-11-21" "2026-11-21"}}')).toBe(0)
    expect(outcome('{{difference "2026-11-21" "2026-11-01"}}')).toBe(-20)
  })

  it('are written in the flow’s zone and language, or others', () => {
    expect(outcome('{{formatDate "2026-11-21T23:30:00Z"}}')).toBe('22/11/2026')
    expect(outcome('{{formatDate "2026-11-21T23:30:00Z" "datetime"}}')).toBe('22/11/2026 00:30')
    expect(outcome('{{formatDate "2026-11-21T23:30:00Z" "HH:mm" zone="America/New_York"}}')).toBe('18:30')
    expect(outcome('{{formatDate "2026-11-21" "full" zone="America/New_York"}}')).toBe('samedi 21 novembre 2026')
    expect(outcome('{{formatDate "2026-11-21" "long" "en"}}')).toBe('21 November 2026')
    for (const [format, expected] of [
      ['dd/MM/yyyy', '21/11/2026'],
      ['jj/mm/aaaa', '21/11/2026'],
      ['JJ/MM/AAAA HH:MM', '21/11/2026 09:05'],
      ['DD/MM/YYYY', '21/11/2026'],
      ['jjjj jj mmmm aaaa', 'samedi 21 novembre 2026'],
      ['yyyy-MM', '2026-11'],
      ['aaaammjj', '20261121'],
      ["d 'à' H:mm", '21 à 9:05'],
    ] as const) {
      expect(outcome(`{{formatDate item.d item.f}}`, { d: '2026-11-21T08:05:00Z', f: format }), format).toBe(expected)
    }
  })

  it('are read from the texts that people write', () => {
    for (const [text, expected] of [
      ['21/11/2026', '2026-11-21'],
      ['1/2/2026', '2026-02-01'],
      ['21/11/2026 08:05', '2026-11-21T08:05:00+01:00'],
      ['21.11.2026', '2026-11-21'],
      ['21 novembre 2026', '2026-11-21'],
      ['21/11/2026 8h05', '2026-11-21T08:05:00+01:00'],
      ['2026-11-21', '2026-11-21'],
      ['2026-11-21T08:05:00Z', '2026-11-21T09:05:00+01:00'],
      ['2026-11-21 08:05', '2026-11-21T08:05:00+01:00'],
    ] as const)
      expect(outcome('{{parseDate item.t}}', { t: text }), text).toBe(expected)
    expect(outcome('{{parseDate "11-21-2026" "MM-dd-yyyy"}}')).toBe('2026-11-21')
    expect(outcome('{{parseDate "21/11/2026" "jj/mm/aaaa"}}')).toBe('2026-11-21')
    for (const text of ['31/02/2026', '21/11/2026', 'demain', '', '2026-13-01'])
      expect(outcome('{{parseDate item.t locale="en"}}', { t: text }), text).toBe('EXPRESSION_DATE_UNREADABLE')
  })

  it('that aren’t dates are told so', () => {
    for (const text of ['2026-02-30', '2026-1-1', 'x', '20261121', '', '2026-11-21T25:00:00Z'])
      expect(outcome('{{addDays item.t 1}}', { t: text }), text).toBe('EXPRESSION_DATE_EXPECTED')
    expect(outcome('{{year item.t}}', { t: 2026 })).toBe('EXPRESSION_DATE_EXPECTED')
  })
})
