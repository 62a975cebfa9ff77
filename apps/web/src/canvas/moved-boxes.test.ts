import { describe, expect, it } from 'vitest'
import { applyOperation, emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import { framesOf } from './layout/frames.js'
import { operationOfMoves, type MovedBox } from './moved-boxes.js'

const port = (id: string) => ({ id, label: { fr: id, en: id } })
const descriptor = (type: string, more: Partial<NodeDescriptor> = {}) => ({ type, version: 1, inputs: [port('main')], outputs: [port('main')], params: {}, ...more }) as unknown as NodeDescriptor
const catalogue = catalogueOf([descriptor('core.set'), descriptor('core.for-each', { construct: 'loop', outputs: [port('each'), port('done')] })])
const node = (id: string, x: number, y = 0, more: Partial<FlowNode> = {}): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x, y }, params: {}, ...more })

//  a   b (group g)      loop at 1000,0 with `in`
const flow: FlowDocument = {
  ...emptyFlow('f', 'f'),
  nodes: [node('a', 0), node('b', 400), node('free', 0, 600), node('loop', 1000, 0, { type: 'core.for-each' }), node('in', 1104, 104, { parent: 'loop' })],
  notes: [{ id: 'n', text: '', position: { x: 0, y: 900 }, size: { width: 200, height: 100 } }],
  groups: [{ id: 'g', name: 'G', nodes: ['a', 'b'] }],
}

function after(document: FlowDocument, ...moved: readonly MovedBox[]): FlowDocument {
  const found = operationOfMoves({ document, frames: framesOf(document, catalogue), catalogue }, moved)
  return found === null ? document : applyOperation(document, found.operation).document
}
const find = (document: FlowDocument, id: string) => document.nodes.find((one) => one.id === id)

describe('boxes that are let go', () => {
  it('take along what they frame, and leave the rest', () => {
    const moved = after(flow, { id: 'group:g', x: -20 + 80, y: -44 + 160 })
    expect([find(moved, 'a')?.position, find(moved, 'b')?.position]).toEqual([{ x: 80, y: 160 }, { x: 480, y: 160 }])
    expect(find(moved, 'free')).toBe(find(flow, 'free'))
    const loop = after(flow, { id: 'loop', x: 1000, y: 400 })
    expect(find(loop, 'in')?.position).toEqual({ x: 1104, y: 504 })
    expect(find(loop, 'in')?.parent).toBe('loop')
  })

  it('belong to the container that they were let go in, and leave it where they are let go outside', () => {
    const inside = after(flow, { id: 'free', x: 1120, y: 120 })
    expect(find(inside, 'free')?.parent).toBe('loop')
    expect(find(after(inside, { id: 'free', x: 0, y: 900 }), 'free')?.parent).toBeUndefined()
  })

  it('stay in their container as long as their lines end there', () => {
    const lined: FlowDocument = { ...flow, edges: [{ from: 'loop.each', to: 'in.main' }] }
    const found = operationOfMoves({ document: lined, frames: framesOf(lined, catalogue), catalogue }, [{ id: 'in', x: 0, y: 1600 }])
    expect(found?.keptIn).toEqual(['in'])
    expect(find(applyOperation(lined, found?.operation ?? { op: 'batch', operations: [] }).document, 'in')?.parent).toBe('loop')
  })

  it('join and leave groups; one that loses its last node goes', () => {
    const joined = after(flow, { id: 'free', x: 200, y: 0 })
    expect(joined.groups).toEqual([{ id: 'g', name: 'G', nodes: ['a', 'b', 'free'] }])
    const left = after(flow, { id: 'b', x: 400, y: 800 })
    expect(left.groups?.[0]?.nodes).toEqual(['a'])
    const gone = after(left, { id: 'a', x: 0, y: 1600 })
    expect(gone.groups).toBeUndefined()
  })

  it('may be notes, and stand on the grid', () => {
    expect(after(flow, { id: 'note:n', x: 13, y: 901 }).notes[0]?.position).toEqual({ x: 16, y: 904 })
    expect(operationOfMoves({ document: flow, frames: framesOf(flow, catalogue), catalogue }, [{ id: 'a', x: 1, y: 2 }])).toBeNull()
  })

  it('are one step of undo, with everything that follows from it', () => {
    const found = operationOfMoves({ document: flow, frames: framesOf(flow, catalogue), catalogue }, [{ id: 'free', x: 1120, y: 120 }, { id: 'note:n', x: 80, y: 80 }])
    const { document, inverse } = applyOperation(flow, found?.operation ?? { op: 'batch', operations: [] })
    expect(applyOperation(document, inverse).document).toEqual(flow)
  })
})
