import { expect, it } from 'vitest'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { mayConnect, nodesAfter } from './may-connect.js'

const node = (id: string): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {} })
//  a -> b -> c     d
const flow: FlowDocument = { ...emptyFlow('f', 'f'), nodes: ['a', 'b', 'c', 'd'].map(node), edges: [{ from: 'a.main', to: 'b.main' }, { from: 'b.main', to: 'c.main' }] }

it('refuses a line from a node to itself', () => {
  expect(mayConnect(flow, 'd', 'd')).toBe(false)
})

it('refuses a line that would close a circle, near or far', () => {
  expect(mayConnect(flow, 'b', 'a')).toBe(false)
  expect(mayConnect(flow, 'c', 'a')).toBe(false)
})

it('allows a shortcut and a node that stands apart', () => {
  expect(mayConnect(flow, 'a', 'c')).toBe(true)
  expect(mayConnect(flow, 'd', 'a')).toBe(true)
})

it('knows everything that a node reaches, itself included', () => {
  expect([...nodesAfter(flow, 'b')]).toEqual(['b', 'c'])
})
