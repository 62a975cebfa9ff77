import { expect, it } from 'vitest'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { catalogueOf } from '@maillon/node-contract'
import { nodeSize } from './node-size.js'
import { roomOnEdge } from './room-on-edge.js'

const node = (id: string, x: number, y = 0): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x, y }, params: {} })
const chain = (...nodes: readonly FlowNode[]): FlowDocument => ({ ...emptyFlow('f', 'f'), nodes, edges: [{ from: 'a.main', to: 'b.main' }, { from: 'b.main', to: 'c.main' }] })
const line = { from: 'a.main', to: 'b.main' }

it('moves only what comes after, and only where there is no room', () => {
  const flow = chain(node('a', 0), node('b', 336), node('c', 672, 80), node('apart', 336, 400))
  const { position, moved } = roomOnEdge(flow, line, catalogueOf([]))
  expect(Object.keys(moved)).toEqual(['b', 'c'])
  expect(moved['c']?.y).toBe(80)
  expect(position.x).toBeGreaterThan(nodeSize.width)
  expect(position.x + nodeSize.width).toBeLessThan(moved['b']?.x ?? 0)
})

it('moves nothing where the line is long enough', () => {
  const { position, moved } = roomOnEdge(chain(node('a', 0), node('b', 1000, 200), node('c', 1400)), line, catalogueOf([]))
  expect(moved).toEqual({})
  expect(position.x).toBe(504)
  expect(position.y).toBe(104)
})

it('never covers a node that stands there already', () => {
  const flow = chain(node('a', 0), node('b', 1000), node('c', 1400), node('apart', 500))
  const { position } = roomOnEdge(flow, line, catalogueOf([]))
  expect(position.y).toBeGreaterThanOrEqual(nodeSize.height)
})
