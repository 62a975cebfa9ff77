import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyOperation } from './apply-operation.js'
import { arbitraryFlow } from '../test-kit/arbitrary-flow.js'
import { canonicalText } from './canonical-text.js'
import { emptyFlow } from './empty-flow.js'
import type { FlowDocument, FlowNode } from './flow-document.js'
import type { FlowOperation } from './operation.js'
import { parseFlowDocument } from './parse-flow-document.js'

const node = (id: string): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {} })

/** An operation that fits the document, chosen by a number. */
function operationFor(document: FlowDocument, seed: number): FlowOperation {
  const pick = <T>(list: readonly T[]): T | undefined => list[seed % Math.max(1, list.length)]
  const some = pick(document.nodes)
  const other = document.nodes[(seed >> 3) % Math.max(1, document.nodes.length)]
  const edge = pick(document.edges)
  const note = pick(document.notes)
  const group = pick(document.groups ?? [])
  const grouped = new Set((document.groups ?? []).flatMap(({ nodes }) => nodes))
  const free = some !== undefined && other !== undefined && !document.edges.some((line) => line.from === `${some.id}.extra` && line.to === `${other.id}.main`)
  const choices: readonly (FlowOperation | false | undefined)[] = [
    { op: 'add-node', node: node(`new-${seed}`), at: seed % 4 },
    some && { op: 'remove-node', id: some.id },
    some && { op: 'change-node', id: some.id, change: { name: 'renamed', retry: null, disabled: true, params: { a: seed } } },
    some && { op: 'move-nodes', positions: { [some.id]: { x: seed, y: 1 } } },
    free && some && other && { op: 'add-edge', edge: { from: `${some.id}.extra`, to: `${other.id}.main` }, at: seed % 3 },
    edge && { op: 'remove-edge', edge },
    { op: 'add-note', note: { id: `note-${seed}`, text: 'x', position: { x: 0, y: 0 }, size: { width: 100, height: 100 } }, at: 0 },
    note && { op: 'remove-note', id: note.id },
    note && { op: 'change-note', id: note.id, change: { text: 'other' } },
    some && !grouped.has(some.id) && { op: 'add-group', group: { id: `group-${seed}`, name: 'x', nodes: [some.id] }, at: 0 },
    group && { op: 'remove-group', id: group.id },
    group && { op: 'change-group', id: group.id, change: seed % 2 === 0 ? { folded: true, name: 'other' } : { folded: null, nodes: group.nodes.slice(-1) } },
    { op: 'change-flow', change: { name: 'Other', description: seed % 2 === 0 ? 'd' : null, settings: { priority: 3 } } },
  ]
  const fitting = choices.filter((choice) => choice !== undefined && choice !== false)
  return fitting[(seed >> 5) % fitting.length] as FlowOperation
}

describe('an operation and its inverse', () => {
  it('give the document back, content and order, for any document and any sequence of edits', () => {
    fc.assert(
      fc.property(arbitraryFlow, fc.array(fc.nat(100_000), { maxLength: 6 }), (start, seeds) => {
        let document = start
        const undo: FlowOperation[] = []
        for (const [step, seed] of seeds.entries()) {
          const applied = applyOperation(document, operationFor(document, seed * 10 + step))
          expect(parseFlowDocument(applied.document)).toMatchObject({ ok: true })
          undo.push(applied.inverse)
          document = applied.document
        }
        for (const inverse of undo.reverse()) document = applyOperation(document, inverse).document
        expect(document).toEqual(start)
        expect(canonicalText(document)).toBe(canonicalText(start))
      }),
    )
  })

  it('redo what was undone, since the inverse of the inverse is the edit again', () => {
    fc.assert(
      fc.property(arbitraryFlow, fc.nat(100_000), (start, seed) => {
        const done = applyOperation(start, operationFor(start, seed))
        const undone = applyOperation(done.document, done.inverse)
        expect(applyOperation(undone.document, undone.inverse).document).toEqual(done.document)
      }),
    )
  })
})

describe('removing a node', () => {
  //   a -> b -> c        the edges of b go with it, and come back in their places
  const document: FlowDocument = {
    ...emptyFlow('f', 'f'),
    nodes: [node('a'), node('b'), { ...node('c'), parent: 'b' }],
    edges: [{ from: 'a.main', to: 'b.main' }, { from: 'a.main', to: 'c.main' }, { from: 'b.main', to: 'c.main' }],
  }

  it('takes its edges along and frees what it contained', () => {
    const { document: after } = applyOperation(document, { op: 'remove-node', id: 'b' })
    expect(after.edges).toEqual([{ from: 'a.main', to: 'c.main' }])
    expect(after.nodes).toEqual([node('a'), node('c')])
  })

  it('leaves what it contained in the container that it stood in itself', () => {
    const nested = { ...document, nodes: [node('a'), { ...node('b'), parent: 'a' }, { ...node('c'), parent: 'b' }] }
    const { document: after, inverse } = applyOperation(nested, { op: 'remove-node', id: 'b' })
    expect(after.nodes).toEqual([node('a'), { ...node('c'), parent: 'a' }])
    expect(applyOperation(after, inverse).document).toEqual(nested)
  })

  it('is undone with everything in its place', () => {
    const { document: after, inverse } = applyOperation(document, { op: 'remove-node', id: 'b' })
    expect(applyOperation(after, inverse).document).toEqual(document)
  })

  it('leaves the document that came in as it was, and shares what it did not touch', () => {
    const before = structuredClone(document)
    const { document: after } = applyOperation(document, { op: 'remove-node', id: 'b' })
    expect(document).toEqual(before)
    expect(after.nodes[0]).toBe(document.nodes[0])
  })
})

describe('an operation that does not fit', () => {
  const document: FlowDocument = { ...emptyFlow('f', 'f'), nodes: [node('a')], edges: [{ from: 'a.x', to: 'a.main' }] }
  const cases: readonly (readonly [string, FlowOperation])[] = [
    ['FLOW_NODE_ID_TAKEN', { op: 'add-node', node: node('a') }],
    ['FLOW_NODE_UNKNOWN', { op: 'remove-node', id: 'b' }],
    ['FLOW_NODE_UNKNOWN', { op: 'move-nodes', positions: { b: { x: 0, y: 0 } } }],
    ['FLOW_NODE_UNKNOWN', { op: 'add-edge', edge: { from: 'a.main', to: 'b.main' } }],
    ['FLOW_NODE_FIELD_REQUIRED', { op: 'change-node', id: 'a', change: { name: null } }],
    ['FLOW_EDGE_TAKEN', { op: 'add-edge', edge: { from: 'a.x', to: 'a.main' } }],
    ['FLOW_EDGE_UNKNOWN', { op: 'remove-edge', edge: { from: 'a.y', to: 'a.main' } }],
    ['FLOW_GROUP_UNKNOWN', { op: 'remove-group', id: 'g' }],
    ['FLOW_GROUP_EMPTY', { op: 'add-group', group: { id: 'g', name: 'G', nodes: [] } }],
    ['FLOW_NODE_UNKNOWN', { op: 'add-group', group: { id: 'g', name: 'G', nodes: ['b'] } }],
    ['FLOW_NOTE_UNKNOWN', { op: 'remove-note', id: 'n' }],
  ]
  it.each(cases)('is refused with %s', (code, operation) => {
    expect(() => applyOperation(document, operation)).toThrow(expect.objectContaining({ info: expect.objectContaining({ code, kind: 'user' }) as unknown }) as Error)
    expect(() => applyOperation(document, { op: 'batch', operations: [{ op: 'add-node', node: node('z') }, operation] })).toThrow()
  })

  it('can not reach a prototype through a property name', () => {
    const change = JSON.parse('{"__proto__":{"isAdmin":true},"name":"x"}') as { name: string }
    const { document: after } = applyOperation(document, { op: 'change-node', id: 'a', change })
    expect(Object.getPrototypeOf(after.nodes[0])).toBe(Object.prototype)
  })
})
