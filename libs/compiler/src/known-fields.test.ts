import { expect, it } from 'vitest'
import { drawFlow } from '../test-kit/draw-flow.js'
import { smallCatalogue } from '../test-kit/small-catalogue.js'
import { compile } from './compile.js'

const context = { now: Date.UTC(2026, 0, 15), timeZone: 'Europe/Paris', locale: 'fr' } as const
const knownAt = (node: string, by: string, more: object = {}) =>
  compile(drawFlow('start -> call -> sort -> set', { call: { credentials: { auth: { id: 'c1', name: 'c' } } }, sort: { params: { by } }, set: { params: { fields: [{ name: 'x', value: '{{item.price}}' }, { name: 'y', value: '{{add item.n 1}}' }] } } }), smallCatalogue, { ...context, ...more }).plan?.nodes.find(({ id }) => id === node)?.knownFields

it('a plan says which of the fields that a step names its rows are known to have', () => {
  const samples = { call: { main: [{ price: 1 }, { n: 2, other: 3 }] } }
  expect(knownAt('sort', 'price', { samples })).toEqual([['price']])
  expect(knownAt('set', 'price', { samples })).toEqual([['price']])
  expect(knownAt('sort', 'colour', { samples })).toBeUndefined()
  // Nothing was ever seen: nothing is known.
  expect(knownAt('sort', 'price')).toBeUndefined()
})
