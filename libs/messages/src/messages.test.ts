import { MaillonError } from '@maillon/kernel'
import { describe, expect, it } from 'vitest'
import { allMessages } from './all-messages.js'
import { fillPlaceholders, placeholderNames } from './fill-placeholders.js'
import { frenchSpaces } from './french-spaces.js'
import type { MessageTexts } from './message-map.js'
import { diagnosticSentence, errorSentence, hintOf, messageOf } from './message-of.js'
import { durationText, sizeText } from './quantity-text.js'

const entries: readonly (readonly [string, MessageTexts])[] = allMessages.flatMap((area) => Object.entries(area))

describe('every message', () => {
  it('has a code of the form AREA_NOUN_PROBLEM that no other area uses', () => {
    const codes = entries.map(([code]) => code)
    expect(codes.filter((code) => !/^[A-Z]+(_[A-Z0-9]+)+$/.test(code))).toEqual([])
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
  })

  it.each(entries)('%s says the same in both languages, with the same placeholders', (_code, texts) => {
    for (const text of texts.hint === undefined ? [texts] : [texts, texts.hint]) {
      expect(text.fr.trim()).not.toBe('')
      expect(text.en.trim()).not.toBe('')
      expect(text.fr).not.toBe(text.en)
      expect(placeholderNames(text.fr)).toEqual(placeholderNames(text.en))
      // A brace that isn't part of a good placeholder or of an expression's {{ }} is a slip of the pen.
      for (const template of [text.fr, text.en]) expect(fillPlaceholders(template, allValues(template), 'en').replaceAll(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/)
    }
  })

  it.each(entries)('%s ends like a sentence and has typographic French apostrophes', (_code, texts) => {
    for (const text of texts.hint === undefined ? [texts] : [texts, texts.hint]) {
      expect(text.fr).toMatch(/[.!?»…]$/)
      expect(text.en).toMatch(/[.!?”…]$/)
      expect(text.fr).not.toMatch(/[a-zà-ÿ]'[a-zà-ÿ]/i)
    }
  })
})

function allValues(template: string): { [name: string]: number } {
  return Object.fromEntries(placeholderNames(template).map((name) => [name, 2]))
}

it('puts values in and leaves a gap visible where there is none', () => {
  expect(fillPlaceholders('{a} and {b}', { a: 'x {b}' }, 'en')).toBe('x {b} and {b}')
})

it('lets no value turn round the sentence that it stands in', () => {
  expect(fillPlaceholders('“{name}” is not there.', { name: 'Prix \u202efdp.exe' }, 'en')).toBe('“Prix fdp.exe” is not there.')
})

it('takes the value of the language where there are two', () => {
  const params = { label_fr: 'Adresse', label_en: 'Address' }
  expect(fillPlaceholders('{label}', params, 'fr')).toBe('Adresse')
  expect(fillPlaceholders('{label}', params, 'en')).toBe('Address')
})

it('never takes a value from the prototype', () => {
  expect(fillPlaceholders('{toString}', {}, 'en')).toBe('{toString}')
})

it('counts in French and in English', () => {
  const template = '{n:number} {n|row|rows}'
  expect(fillPlaceholders(template, { n: 0 }, 'en')).toBe('0 rows')
  expect(fillPlaceholders(template, { n: 1 }, 'en')).toBe('1 row')
  expect(fillPlaceholders('{n:number} {n|ligne|lignes}', { n: 0 }, 'fr')).toBe('0 ligne')
  expect(fillPlaceholders('{n:number} {n|ligne|lignes}', { n: 12345 }, 'fr')).toBe('12\u202f345 lignes')
})

it('says durations and sizes with the two largest units', () => {
  expect(durationText(5_400_000, 'fr')).toBe('1\u00a0h 30\u00a0min')
  expect(durationText(10_000, 'en')).toBe('10\u00a0s')
  expect(durationText(250, 'en')).toBe('250\u00a0ms')
  expect(sizeText(5 * 1024 * 1024, 'fr')).toBe('5\u00a0Mio')
  expect(sizeText(12, 'en')).toBe('12\u00a0bytes')
})

it('sets French punctuation with no-break spaces', () => {
  expect(frenchSpaces('Quoi ? « oui » : non ; 50 % !')).toBe('Quoi\u202f? «\u00a0oui\u00a0»\u00a0: non\u202f; 50\u202f%\u202f!')
  expect(frenchSpaces('http://a')).toBe('http://a')
})

it('gives a decent sentence with the code where the code is unknown', () => {
  expect(messageOf('NOBODY_KNOWS_IT', {}, 'fr')).toBe('Un problème est survenu (code NOBODY_KNOWS_IT).')
  expect(diagnosticSentence({ code: 'NOBODY_KNOWS_IT', params: {} }, 'en')).toContain('NOBODY_KNOWS_IT')
  expect(hintOf('NOBODY_KNOWS_IT', {}, 'en')).toBeNull()
  expect(messageOf('constructor', {}, 'en')).toBe('Something went wrong (code constructor).')
})

it('prefers the sentence that an error brings along', () => {
  const { info } = new MaillonError({
    code: 'EXCEL_SHEET_MISSING', kind: 'user', retryable: false, params: { sheet: 'Ventes' },
    text: { fr: 'La feuille « {sheet} » n’existe pas.', en: 'There is no sheet “{sheet}”.' },
  })
  expect(errorSentence(info, 'fr')).toEqual({
    sentence: 'La feuille «\u00a0Ventes\u00a0» n’existe pas.', hint: null, whose: 'À corriger dans le flux ou dans les données',
  })
  expect(errorSentence({ ...info, hint: { fr: 'Choisissez-en une autre.', en: 'Choose another.' } }, 'en').hint).toBe('Choose another.')
})

it('falls back on the texts of the code', () => {
  const info = new MaillonError({ code: 'JSON_NOT_JSON', kind: 'user', retryable: false }).info
  expect(errorSentence(info, 'en').sentence).toBe('This text isn’t valid JSON.')
  expect(errorSentence(info, 'en').hint).not.toBeNull()
})
