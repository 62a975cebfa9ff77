import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { expect, it } from 'vitest'
import { cutDocument } from './cut-document.js'

/** start -> a -> b -> d, start -> c -> d, d -> e */
const flow: FlowDocument = {
  ...emptyFlow('f', 'F'),
  nodes: ['start', 'a', 'b', 'c', 'd', 'e'].map((id) => ({ id, type: 'core.log', version: 1, name: id, position: { x: 0, y: 0 }, params: {} })),
  edges: [['start', 'a'], ['a', 'b'], ['b', 'd'], ['start', 'c'], ['c', 'd'], ['d', 'e']].map(([from, to]) => ({ from: `${from}.main`, to: `${to}.main` })),
}
const ids = (document: FlowDocument | null) => document?.nodes.map(({ id }) => id)

it('keeps a node and everything upstream of it, in document order', () => {
  expect(ids(cutDocument(flow, 'd'))).toEqual(['start', 'a', 'b', 'c', 'd'])
  expect(ids(cutDocument(flow, 'b'))).toEqual(['start', 'a', 'b'])
  expect(cutDocument(flow, 'b')?.edges).toEqual([{ from: 'start.main', to: 'a.main' }, { from: 'a.main', to: 'b.main' }])
})

it('ends on a cycle too', () => {
  const looped = { ...flow, edges: [...flow.edges, { from: 'd.main', to: 'a.main' }] }
  expect(ids(cutDocument(looped, 'a'))).toEqual(['start', 'a', 'b', 'c', 'd'])
})

it('knows when there is no such node', () => {
  expect(cutDocument(flow, 'nope')).toBeNull()
})
