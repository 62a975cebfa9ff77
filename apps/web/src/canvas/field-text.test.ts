import { expect, it } from 'vitest'
import { parseExpression } from '@maillon/expressions'
import type { FlowNode } from '@maillon/flow-document'
import { itemField, nodeField, readablePath } from './field-text.js'

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
