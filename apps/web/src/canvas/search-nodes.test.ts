import { expect, it } from 'vitest'
import type { NodeDescriptor } from '@maillon/node-contract'
import { searchNodes } from './search-nodes.js'

const descriptor = (type: string, fr: string, en: string, keywords: { fr: string[]; en: string[] }) =>
  ({ type, title: { fr, en }, description: { fr: '', en: '' }, keywords }) as unknown as NodeDescriptor

const all = [
  descriptor('excel.read', 'Lire un classeur', 'Read a workbook', { fr: ['tableur', 'excel'], en: ['spreadsheet', 'excel'] }),
  descriptor('mail.send', 'Envoyer un courriel', 'Send a mail', { fr: ['mail', 'message'], en: ['email'] }),
  descriptor('core.condition', 'Condition', 'Condition', { fr: ['si', 'sinon'], en: ['if', 'else'] }),
]
const found = (typed: string, locale: 'fr' | 'en') => searchNodes(all, typed, locale).map(({ type }) => type)

it('finds nodes by synonyms of both languages, whichever is shown', () => {
  expect(found('tableur', 'en')).toEqual(['excel.read'])
  expect(found('spreadsheet', 'fr')).toEqual(['excel.read'])
  expect(found('si', 'fr')[0]).toBe('core.condition')
  expect(found('email', 'fr')).toEqual(['mail.send'])
})

it('takes no notice of accents and case, and asks for every word typed', () => {
  expect(found('ENVOYÉR courriel', 'fr')).toEqual(['mail.send'])
  expect(found('envoyer classeur', 'fr')).toEqual([])
})

it('knows a plural, and passes over small words', () => {
  expect(found('des classeurs', 'fr')).toEqual(['excel.read'])
  expect(found('messages d’un', 'fr')).toEqual(['mail.send'])
  expect(found('a spreadsheet', 'en')).toEqual(['excel.read'])
})

it('lists everything where nothing is typed', () => {
  expect(found('  ', 'fr')).toHaveLength(3)
})
