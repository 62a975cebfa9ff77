import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { arrangeNodes, nodeHeight, nodeSize, placeAfter } from './arrange-nodes.js'

const node = (id: string, x = 0, y = 0): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x, y }, params: {} })
const flow = (ids: readonly string[], edges: readonly (readonly [string, string])[]): FlowDocument => ({
  ...emptyFlow('f', 'f'),
  nodes: ids.map((id) => node(id)),
  edges: edges.map(([from, to]) => ({ from: from.includes('.') ? from : `${from}.main`, to: to.includes('.') ? to : `${to}.main` })),
})

describe('the layout', () => {
  it('puts every node right of those that it gets its rows from', () => {
    //  a -> b -> d
    //   \-> c --/
    const places = arrangeNodes(flow(['d', 'c', 'b', 'a'], [['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd']]))
    const right = (one: string, two: string) => (places[two]?.x ?? 0) - (places[one]?.x ?? 0)
    expect(right('a', 'b')).toBeGreaterThan(nodeSize.width)
    expect(right('a', 'c')).toBe(right('a', 'b'))
    expect(right('b', 'd')).toBeGreaterThan(nodeSize.width)
  })

  it('keeps boxes apart, whatever the flow, those without lines too', () => {
    const lines = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 20 })
    fc.assert(
      fc.property(lines, (pairs) => {
        const ids = Array.from({ length: 12 }, (_, index) => `n${index}`)
        const forward = pairs.filter(([from, to]) => from < to).map(([from, to]) => [`n${from}`, `n${to}`] as const)
        const places = Object.values(arrangeNodes(flow(ids, forward)))
        expect(places).toHaveLength(12)
        for (const [index, one] of places.entries()) {
          for (const two of places.slice(index + 1)) expect(Math.abs(one.x - two.x) >= nodeSize.width || Math.abs(one.y - two.y) >= nodeSize.height).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('leaves more room for a box with many ports', () => {
    const outputs = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']
    const places = arrangeNodes(flow(['a', 'tall', 'beside', 'end'], [['a', 'tall'], ['a', 'beside'], ['beside', 'end'], ...outputs.map((port) => [`tall.${port}`, 'end'] as const)]))
    const [upper, lower] = (places['tall']?.y ?? 0) < (places['beside']?.y ?? 0) ? [places['tall'], places['beside']] : [places['beside'], places['tall']]
    const heightOfUpper = upper === places['tall'] ? nodeHeight(8) : nodeSize.height
    expect((lower?.y ?? 0) - (upper?.y ?? 0)).toBeGreaterThanOrEqual(heightOfUpper)
  })

  it('holds on a circle and on lines that lead nowhere, which a person may well draw', () => {
    expect(Object.keys(arrangeNodes(flow(['a', 'b'], [['a', 'b'], ['b', 'a'], ['a', 'gone']])))).toEqual(['a', 'b'])
  })
})

describe('a place for a new node', () => {
  it('is right of the one it follows, and below what already stands there', () => {
    const first = { ...emptyFlow('f', 'f'), nodes: [node('a', 80, 160)] }
    const place = placeAfter(first, 'a')
    expect(place.x).toBeGreaterThanOrEqual(80 + nodeSize.width)
    const second = placeAfter({ ...first, nodes: [...first.nodes, node('b', place.x, place.y)] }, 'a')
    expect(second.x).toBe(place.x)
    expect(second.y).toBeGreaterThanOrEqual(place.y + nodeSize.height)
  })
})
