import { beforeEach, describe, expect, it } from 'vitest'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { createEditorStore, type EditorStore } from './editor-store.js'

const node = (id: string): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {} })
const start: FlowDocument = { ...emptyFlow('f', 'Flux'), nodes: [node('a'), node('b'), node('c')], edges: [{ from: 'a.main', to: 'b.main' }, { from: 'b.main', to: 'c.main' }] }

let store: EditorStore
beforeEach(() => {
  store = createEditorStore()
  store.getState().open(start, 4)
})
const state = () => store.getState()

describe('undo and redo', () => {
  it('take a removed node back with its lines, and away again', () => {
    state().apply({ op: 'remove-node', id: 'b' })
    expect(state().document.edges).toEqual([])
    state().undo()
    expect(state().document).toEqual(start)
    state().redo()
    expect(state().nodeById.has('b')).toBe(false)
  })

  it('do nothing where there is nothing to take back', () => {
    state().undo()
    state().redo()
    expect(state().document).toBe(start)
    expect(state().edits).toBe(0)
  })

  it('forget what was undone as soon as something else is drawn', () => {
    state().apply({ op: 'change-node', id: 'a', change: { name: 'one' } })
    state().undo()
    state().apply({ op: 'change-node', id: 'a', change: { name: 'two' } })
    state().redo()
    expect(state().nodeById.get('a')?.name).toBe('two')
  })

  it('count as edits, since the draft on the server has to follow', () => {
    state().apply({ op: 'change-node', id: 'a', change: { name: 'one' } })
    state().undo()
    expect(state().edits).toBe(2)
  })
})

describe('one node', () => {
  it('stays the same object while others are moved, so that only the moved one is drawn again', () => {
    const before = state().nodeById.get('b')
    state().apply({ op: 'move-nodes', positions: { a: { x: 8, y: 8 } } })
    expect(state().nodeById.get('b')).toBe(before)
    expect(state().nodeById.get('a')?.position).toEqual({ x: 8, y: 8 })
  })
})

describe('an edit that does not fit', () => {
  it('changes nothing and says why', () => {
    expect(state().apply({ op: 'add-edge', edge: { from: 'a.main', to: 'b.main' } })).toBe(false)
    expect(state().document).toBe(start)
    expect(state().refusal?.code).toBe('FLOW_EDGE_TAKEN')
    expect(state().past).toEqual([])
  })
})

describe('a past run', () => {
  it('can not be edited, nor undone', () => {
    state().apply({ op: 'change-node', id: 'a', change: { name: 'one' } })
    state().setReadOnly(true)
    expect(state().apply({ op: 'remove-node', id: 'a' })).toBe(false)
    state().undo()
    expect(state().nodeById.get('a')?.name).toBe('one')
  })
})

describe('opening a flow', () => {
  it('begins anew: no edits, nothing to undo, the revision that was read', () => {
    state().apply({ op: 'remove-node', id: 'a' })
    state().open({ ...start, name: 'Autre' }, 9)
    expect(state()).toMatchObject({ edits: 0, past: [], future: [], revision: 9, saveState: 'saved', openNode: null })
  })
})
