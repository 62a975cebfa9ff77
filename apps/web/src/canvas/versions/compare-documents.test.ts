import { expect, it } from 'vitest'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { catalogueOf } from '@maillon/node-contract'
import { compareDocuments, lineKey } from './compare-documents.js'

const node = (id: string, more: Partial<FlowNode> = {}): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {}, ...more })
const flow = (nodes: readonly FlowNode[], edges: readonly (readonly [string, string])[]): FlowDocument => ({ ...emptyFlow('f', 'Rapport'), nodes, edges: edges.map(([from, to]) => ({ from: `${from}.main`, to: `${to}.main` })) })
const nothingKnown = catalogueOf([])

//   a -> b -> c      becomes      a -> d -> c
const older = flow([node('a'), node('b'), node('c')], [['a', 'b'], ['b', 'c']])
const newer = flow([node('a', { params: { x: 1 } }), node('c', { position: { x: 9, y: 9 } }), node('d')], [['a', 'd'], ['d', 'c']])

it('keeps what was removed in the picture, with a mark for everything that differs', () => {
  const { document, nodes, lines } = compareDocuments(older, newer, nothingKnown)
  expect(document.nodes.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b'])
  expect(Object.fromEntries(nodes)).toEqual({ a: 'changed', d: 'added', b: 'removed' })
  expect(Object.fromEntries(lines)).toEqual({ [lineKey('a.main', 'd.main')]: 'added', [lineKey('d.main', 'c.main')]: 'added', [lineKey('a.main', 'b.main')]: 'removed', [lineKey('b.main', 'c.main')]: 'removed' })
})

it('has nothing to say of a box that only moved, or of a version and itself', () => {
  const moved = flow([node('a', { position: { x: 50, y: 50 } })], [])
  for (const other of [moved, flow([node('a')], [])]) {
    const { changes, nodes, lines } = compareDocuments(flow([node('a')], []), other, nothingKnown)
    expect([changes.length, nodes.size, lines.size]).toEqual([0, 0, 0])
  }
})
