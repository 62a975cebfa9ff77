import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import { arrangeNodes } from './arrange-nodes.js'
import { framesOf } from './frames.js'
import { nodeHeight, nodeSize } from './node-size.js'
import { placeAfter } from './place-after.js'

const port = (id: string) => ({ id, label: { fr: id, en: id } })
const descriptor = (type: string, outputs: readonly string[], more: Partial<NodeDescriptor> = {}) => ({ type, version: 1, inputs: [port('main')], outputs: outputs.map(port), params: {}, ...more }) as unknown as NodeDescriptor
const catalogue = catalogueOf([descriptor('core.set', ['main']), descriptor('core.eight', ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']), descriptor('core.for-each', ['each', 'done'], { construct: 'loop' })])
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
    const places = arrangeNodes(flow(['d', 'c', 'b', 'a'], [['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd']]), catalogue)
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
        const places = Object.values(arrangeNodes(flow(ids, forward), catalogue))
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
    const drawn = flow(['a', 'tall', 'beside', 'end'], [['a', 'tall'], ['a', 'beside'], ['beside', 'end'], ...outputs.map((port) => [`tall.${port}`, 'end'] as const)])
    const places = arrangeNodes({ ...drawn, nodes: drawn.nodes.map((one) => (one.id === 'tall' ? { ...one, type: 'core.eight' } : one)) }, catalogue)
    const [upper, lower] = (places['tall']?.y ?? 0) < (places['beside']?.y ?? 0) ? [places['tall'], places['beside']] : [places['beside'], places['tall']]
    const heightOfUpper = upper === places['tall'] ? nodeHeight(8) : nodeSize.height
    expect((lower?.y ?? 0) - (upper?.y ?? 0)).toBeGreaterThanOrEqual(heightOfUpper)
  })

  it('holds on a circle and on lines that lead nowhere, which a person may well draw', () => {
    expect(Object.keys(arrangeNodes(flow(['a', 'b'], [['a', 'b'], ['b', 'a'], ['a', 'gone']]), catalogue))).toEqual(['a', 'b'])
  })
})

describe('the layout of containers and groups', () => {
  //  start -> loop(one -> two) -> end, with `end` and `last` in a group
  const drawn: FlowDocument = {
    ...flow(['start', 'loop', 'one', 'two', 'end', 'last'], [['start', 'loop'], ['loop.each', 'one'], ['one', 'two'], ['loop.done', 'end'], ['end', 'last']]),
    groups: [{ id: 'g', name: 'G', nodes: ['end', 'last'] }],
  }
  const nested: FlowDocument = {
    ...drawn,
    nodes: drawn.nodes.map((one) => (one.id === 'loop' ? { ...one, type: 'core.for-each' } : one.id === 'one' || one.id === 'two' ? { ...one, parent: 'loop' } : one)),
  }
  const places = arrangeNodes(nested, catalogue)
  const arranged: FlowDocument = { ...nested, nodes: nested.nodes.map((one) => ({ ...one, position: places[one.id] ?? one.position })) }
  const { boxes, groups } = framesOf(arranged, catalogue)
  const box = (id: string) => boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 }

  it('keeps a body inside its container, and the container between what comes before and after', () => {
    for (const id of ['one', 'two']) {
      expect(box(id).x).toBeGreaterThan(box('loop').x)
      expect(box(id).x + box(id).width).toBeLessThan(box('loop').x + box('loop').width)
      expect(box(id).y).toBeGreaterThan(box('loop').y + nodeSize.height)
    }
    expect(box('two').x).toBeGreaterThan(box('one').x + nodeSize.width)
    expect(box('start').x + nodeSize.width).toBeLessThan(box('loop').x)
    expect(box('loop').x + box('loop').width).toBeLessThan(box('end').x)
    // The container is as large as its body asks for: its own place is its corner.
    expect({ x: box('loop').x, y: box('loop').y }).toEqual(places['loop'])
  })

  it('keeps a group together and apart from the others', () => {
    const frame = groups[0]?.box
    expect(frame?.x).toBeGreaterThan(box('loop').x + box('loop').width)
    expect(frame?.width).toBeGreaterThan(2 * nodeSize.width)
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
