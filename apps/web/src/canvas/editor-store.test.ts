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

describe('a text that no document can hold', () => {
  it('is taken without those characters, so that the flow can still be saved', () => {
    state().apply({ op: 'change-node', id: 'a', change: { name: 'Copié\u0000 d’un PDF' } })
    expect(state().nodeById.get('a')?.name).toBe('Copié d’un PDF')
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

describe('writing', () => {
  const write = (url: string, more: object = {}) => state().apply({ op: 'change-node', id: 'a', change: { params: { ...state().nodeById.get('a')?.params, url, ...more } } })

  it('in one field is one step of undo, however many keys were pressed', () => {
    for (const url of ['h', 'ht', 'htt']) write(url)
    expect(state().past).toHaveLength(1)
    state().undo()
    expect(state().nodeById.get('a')?.params).toEqual({})
    state().redo()
    expect(state().nodeById.get('a')?.params).toEqual({ url: 'htt' })
  })

  it('in another field, or after an undo, begins another step', () => {
    write('h')
    write('h', { method: 'GET' })
    expect(state().past).toHaveLength(2)
    state().undo()
    write('ht')
    expect(state().past).toHaveLength(2)
  })

  it('is not what switches, lists and several values at once are', () => {
    state().apply({ op: 'change-node', id: 'a', change: { disabled: true } })
    state().apply({ op: 'change-node', id: 'a', change: { disabled: null } })
    write('h', { list: [1] })
    state().apply({ op: 'change-node', id: 'a', change: { params: { url: 'h', list: [1, 2] } } })
    expect(state().past).toHaveLength(4)
  })
})

describe('looking at a past run', () => {
  const ran: FlowDocument = { ...start, nodes: [node('a')], edges: [] }

  it('keeps the draft with its unsaved edits and its undo steps', () => {
    state().apply({ op: 'change-node', id: 'a', change: { name: 'one' } })
    state().showVersion(ran)
    expect(state()).toMatchObject({ document: ran, isReadOnly: true, past: [] })
    state().backToDraft()
    expect(state().nodeById.get('a')?.name).toBe('one')
    expect(state()).toMatchObject({ edits: 1, isReadOnly: false, draft: null })
    state().undo()
    expect(state().document).toEqual(start)
  })

  it('and then at another keeps the draft, not the first run', () => {
    state().showVersion(ran)
    state().showVersion({ ...ran, name: 'Autre' })
    state().backToDraft()
    expect(state().document).toBe(start)
  })

  it('gives an answer of the server that arrives meanwhile to the draft', () => {
    state().apply({ op: 'change-node', id: 'a', change: { name: 'one' } })
    state().showVersion(ran)
    state().saved(5)
    state().setSaveState('saved')
    expect(state().revision).toBe(0)
    state().backToDraft()
    expect(state()).toMatchObject({ revision: 5, saveState: 'saved' })
  })
})

it('changes nothing for people who may only look, whatever was shown in between', () => {
  const shown = createEditorStore(false)
  shown.getState().open(start, 4)
  expect(shown.getState().apply({ op: 'remove-node', id: 'b' })).toBe(false)
  shown.getState().showVersion(start)
  shown.getState().backToDraft()
  shown.getState().setReadOnly(false)
  expect(shown.getState().apply({ op: 'remove-node', id: 'b' })).toBe(false)
  expect(shown.getState().document).toBe(start)
})

describe('one of two drafts', () => {
  const theirs: FlowDocument = { ...start, nodes: [node('a'), node('t')], edges: [{ from: 'a.main', to: 't.main' }] }
  beforeEach(() => {
    state().apply({ op: 'change-node', id: 'a', change: { name: 'mine' } })
    state().setSaveState('conflict')
  })

  it('gives way to the other one, saved as it is, and undo gives ours back with all its steps', () => {
    const mine = state().document
    state().takeOther(theirs, 9)
    expect(state()).toMatchObject({ document: theirs, revision: 9, saveState: 'saved', edits: 0 })
    state().undo()
    expect(state().document).toEqual(mine)
    state().undo()
    expect(state().document).toEqual(start)
  })

  it('goes on over the other one, to be saved on top of it, and undo gives the other one back', () => {
    const mine = state().document
    state().keepOver(theirs, 9)
    expect(state()).toMatchObject({ document: mine, revision: 9, saveState: 'waiting', edits: 2 })
    state().undo()
    expect(state().document).toEqual(theirs)
    state().undo()
    state().undo()
    expect(state().document).toEqual(start)
  })
})
