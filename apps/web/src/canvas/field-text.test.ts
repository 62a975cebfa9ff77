import { expect, it } from 'vitest'
import { parseExpression } from '@maillon/expressions'
import type { FlowNode } from '@maillon/flow-document'
import { fieldWhere, itemField, literalOf, nodeField, readableExpression, readablePath } from './field-text.js'

it('writes names with spaces and accents so that they can be read again', () => {
  for (const text of [itemField('Prix unitaire'), itemField('référence'), nodeField({ id: 'lire-les-tarifs', port: null }, 'first', 'Prix unitaire'), nodeField({ id: 'a', port: 'rest' }, 'all', 'Prix')]) {
    expect(parseExpression(text)).toMatchObject({ ok: true })
  }
  expect(itemField('Prix unitaire')).toBe('{{item.[Prix unitaire]}}')
})

it('names a path by the names that people gave', () => {
  const nodes = new Map([['tarifs', { id: 'tarifs', name: 'Lire les tarifs' } as FlowNode]])
  expect(readablePath('nodes.tarifs.first.[Prix unitaire]', nodes)).toBe('Lire les tarifs › Prix unitaire')
  expect(readablePath('nodes.tarifs.ports.rest.first.prix', nodes)).toBe('Lire les tarifs › prix')
  expect(readablePath('item.total', nodes)).toBe('total')
  expect(readablePath('something', nodes)).toBeNull()
})

const words = { all: 'toutes les lignes', where: 'la ligne où {key} = {value}' }
const prices = new Map([['prix', { id: 'prix', type: 'excel.read', version: 1, name: 'Tarifs', position: { x: 0, y: 0 }, params: {} }]])

it('says which row by a condition, and reads it back in words', () => {
  const text = fieldWhere({ id: 'prix', port: null }, { key: 'Référence', value: 'item.sku' }, 'Prix unitaire')
  expect(text).toBe('{{first (map (where nodes.prix.all "Référence" item.sku) "Prix unitaire")}}')
  expect(readableExpression(text.slice(2, -2), prices, words)).toBe('Tarifs › Prix unitaire (la ligne où Référence = sku)')
  expect(readableExpression('map nodes.prix.all "Prix unitaire"', prices, words)).toBe('Tarifs › Prix unitaire (toutes les lignes)')
  expect(readableExpression('round item.a', prices, words)).toBeNull()
  expect(readableExpression('item.[Prix unitaire]', prices, words)).toBe('Prix unitaire')
})

it('compares with a number where one was typed, else with text', () => {
  expect(['12', '1,5', 'A1', 'a"b'].map(literalOf)).toEqual(['12', '1.5', '"A1"', '"ab"'])
})
