import { expect, it } from 'vitest'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import { mayConnect as isAllowed, nodesAfter } from './may-connect.js'

const port = (id: string) => ({ id, label: { fr: id, en: id } })
const loopType = { type: 'core.for-each', version: 1, construct: 'loop', inputs: [port('main')], outputs: [port('each'), port('done')] } as unknown as NodeDescriptor
const mayConnect = (document: FlowDocument, from: string, to: string) => {
  const [node = '', port = 'main'] = from.split('.')
  return isAllowed(document, { from: { node, port }, to, catalogue: catalogueOf([loopType]) })
}
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

it('keeps lines on one side of a container’s border', () => {
  //  a -> loop(each: in)  done ->
  const nodes: readonly FlowNode[] = [node('a'), { ...node('loop'), type: 'core.for-each' }, { ...node('in'), parent: 'loop' }, { ...node('in2'), parent: 'loop' }, node('out')]
  const looped: FlowDocument = { ...emptyFlow('f', 'f'), nodes }
  expect([['loop.each', 'in'], ['in', 'in2'], ['loop.done', 'out'], ['a', 'loop']].map(([from = '', to = '']) => mayConnect(looped, from, to))).toEqual([true, true, true, true])
  expect([['loop.each', 'out'], ['in', 'out'], ['a', 'in'], ['loop.done', 'in'], ['in', 'loop']].map(([from = '', to = '']) => mayConnect(looped, from, to))).toEqual([false, false, false, false, false])
})
