import { expect, it } from 'vitest'
import type { NodeDescriptor } from '@maillon/node-contract'
import { nodeClause } from './node-clause.js'

const read = { words: { fr: 'lit la feuille « {{sheet}} » de {{file.name}}', en: 'reads sheet “{{sheet}}” of {{file.name}}' }, description: { fr: 'Lit un classeur.', en: 'Reads a workbook.' }, params: {} } as unknown as NodeDescriptor

it('fills the parameters into the words of the definition', () => {
  expect(nodeClause(read, { sheet: 'Prix', file: { id: '1', name: 'prix.xlsx' } }, 'fr')).toBe('Lit la feuille « Prix » de prix.xlsx')
  expect(nodeClause(read, { sheet: 'Prix', file: { id: '1', name: 'prix.xlsx' } }, 'en')).toBe('Reads sheet “Prix” of prix.xlsx')
})

it('says in general what the node does while something is missing', () => {
  expect(nodeClause(read, { sheet: 'Prix' }, 'fr')).toBe('Lit un classeur.')
})

it('reads an element of a list, as the definitions of the tables do', () => {
  const sort = { ...read, words: { fr: 'trie les lignes par « {{by.[0].field}} »', en: 'sorts the rows by “{{by.[0].field}}”' } }
  expect(nodeClause(sort, { by: [{ field: 'Total' }] }, 'fr')).toBe('Trie les lignes par « Total »')
  expect(nodeClause(sort, { by: [] }, 'fr')).toBe('Lit un classeur.')
})

it.each([
  ['trigger.month', 'month'],
  ['date item.day "dd/MM/yyyy"', 'day'],
  ['round item.price 2', 'price'],
  ['sum nodes.ventes.all "montant"', 'montant'],
  ['first (map (where nodes.tarifs.all "ref" item.sku) "prix unitaire")', 'prix unitaire'],
  ['eq item.total 0', 'total'],
  ['item.d', 'd'],
  ['42', '42'],
])('shows the expression %s by the last of its names, %s', (expression, name) => {
  expect(nodeClause(read, { sheet: `{{${expression}}}`, file: { id: '1', name: 'prix.xlsx' } }, 'fr')).toContain(`« ‹${name}› »`)
})

it('takes no notice of what a prototype offers', () => {
  expect(nodeClause({ ...read, words: { fr: 'x {{constructor}}', en: 'x' } }, {}, 'fr')).toBe('Lit un classeur.')
})

it('lets a schedule say itself, and says it in general while no time is chosen', () => {
  const schedule = { ...read, words: { fr: 'démarre selon un horaire', en: 'starts on a schedule' }, params: { type: 'object', properties: { when: { type: 'object', 'x-maillon': { widget: 'schedule', label: { fr: '', en: '' } } } } } } as unknown as NodeDescriptor
  expect(nodeClause(schedule, { when: { every: 'day', at: '08:00' } }, 'fr')).toBe('Tous les jours à 08:00')
  expect(nodeClause(schedule, {}, 'en')).toBe('Starts on a schedule')
  const withDates = { ...schedule, params: { type: 'object', properties: { ...(schedule.params['properties'] as object), not: { type: 'array', 'x-maillon': { widget: 'dates', label: { fr: '', en: '' } } } } } } as unknown as NodeDescriptor
  expect(nodeClause(withDates, { when: { every: 'day', at: '08:00' }, not: ['12-25'] }, 'fr')).toBe('Tous les jours à 08:00, sauf le 25 décembre')
})
