import { describe, expect, it } from 'vitest'
import { texts as firstEnglish } from '../../locales/en/index.js'
import { laterTexts as laterEnglish } from '../../locales/en/later.js'
import { texts as firstFrench } from '../../locales/fr/index.js'
import { laterTexts as laterFrench } from '../../locales/fr/later.js'
import { areas as firstAreas, laterAreas } from './areas.js'
import { withFrenchSpaces } from './french-spaces.js'
import { withPluralForms } from './with-plural-forms.js'

const areas = [...firstAreas, ...laterAreas]
const english = { ...firstEnglish, ...laterEnglish }
const french = { ...firstFrench, ...laterFrench }

type Texts = { readonly [key: string]: string | Texts }

function flat(texts: Texts, prefix = ''): readonly (readonly [key: string, text: string])[] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : flat(value, `${prefix}${key}.`)))
}

const plural = /_(zero|one|two|few|many|other)$/
const withoutPlurals = (texts: Texts) => [...new Set(flat(texts).map(([key]) => key.replace(plural, '')))].toSorted()
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).toSorted()

describe('the texts of the screens', () => {
  it('stand in one file for each area', () => {
    expect([Object.keys(firstFrench), Object.keys(firstEnglish)].map((keys) => keys.toSorted())).toEqual([firstAreas.toSorted(), firstAreas.toSorted()])
    expect([Object.keys(laterFrench), Object.keys(laterEnglish)].map((keys) => keys.toSorted())).toEqual([laterAreas.toSorted(), laterAreas.toSorted()])
  })

  it.each(areas)('exist in both languages under the same keys: %s', (area) => {
    expect(withoutPlurals(french[area] as Texts)).toEqual(withoutPlurals(english[area] as Texts))
  })

  it.each([
    ['fr', french],
    ['en', english],
  ] as const)('have every plural form that the language asks for: %s', (locale, texts) => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    for (const area of areas) {
      const shown = locale === 'fr' ? withPluralForms(texts[area] as Texts) : (texts[area] as Texts)
      const keys = new Set(flat(shown).map(([key]) => key))
      for (const key of keys) {
        if (!plural.test(key)) continue
        const stem = key.replace(plural, '')
        for (const form of forms) expect(keys, `${area}:${stem}`).toContain(`${stem}_${form}`)
      }
    }
  })

  it('fill in the same values in both languages', () => {
    for (const area of areas) {
      const other = new Map(flat(english[area] as Texts))
      for (const [key, text] of flat(french[area] as Texts)) {
        const translated = other.get(key)
        if (translated !== undefined) expect(placeholders(text), `${area}:${key}`).toEqual(placeholders(translated))
      }
    }
  })

  it('are empty in both languages or in none, and have no straight apostrophes in French', () => {
    for (const area of areas) {
      const empty = (texts: Texts) => flat(texts).filter(([, text]) => text.trim() === '').map(([key]) => key)
      expect(empty(french[area] as Texts), area).toEqual(empty(english[area] as Texts))
      for (const [key, text] of flat(french[area] as Texts)) expect(text, `${area}:${key}`).not.toMatch(/\p{L}'\p{L}/u)
    }
  })

  it('get their no-break spaces when they are read', () => {
    expect(withFrenchSpaces({ a: { b: 'Supprimer « {{name}} » ? Oui : 5 %' } })).toEqual({ a: { b: 'Supprimer «\u00a0{{name}}\u00a0»\u202f? Oui\u00a0: 5\u202f%' } })
  })
})
