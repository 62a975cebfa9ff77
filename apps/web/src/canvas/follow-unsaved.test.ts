import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { createAutosave } from './autosave.js'
import { createEditorStore, type EditorStore } from './editor-store.js'
import { followUnsaved, restoreUnsaved } from './follow-unsaved.js'
import { readUnsaved } from './unsaved-draft.js'

const drawn: FlowDocument = emptyFlow('f', 'Flux')
const mine = { personId: 'p1', flowId: 'f' }

let store: EditorStore
let texts: Map<string, string>
const kept = {
  getItem: (key: string) => texts.get(key) ?? null,
  setItem: (key: string, text: string) => void texts.set(key, text),
  removeItem: (key: string) => void texts.delete(key),
}
const rename = (name: string) => store.getState().apply({ op: 'change-flow', change: { name } })

beforeEach(() => {
  vi.useFakeTimers()
  texts = new Map()
  store = createEditorStore()
  store.getState().open(drawn, 4)
})
afterEach(() => {
  vi.useRealTimers()
})

/** A save that is answered when the test says so. */
function slowSave() {
  let answer: (revision: number) => void = () => undefined
  const autosave = createAutosave({ store, send: () => new Promise((resolve) => (answer = (revision) => resolve({ revision }))), read: () => Promise.resolve({ document: drawn, revision: 4 }) })
  return { autosave, answer: (revision: number) => answer(revision) }
}

it('keeps an edit of the very moment that the page is left, and forgets it when its save arrives after all', async () => {
  const { autosave, answer } = slowSave()
  const stopSaving = autosave.start()
  const followed = followUnsaved({ store, autosave, of: mine, kept })
  rename('at the last moment')
  followed.stop()
  expect(readUnsaved(kept, mine)?.document.name).toBe('at the last moment')
  stopSaving()
  await vi.advanceTimersByTimeAsync(1)
  expect(texts.size).toBe(1)
  answer(5)
  await vi.advanceTimersByTimeAsync(1)
  expect(texts.size).toBe(0)
})

it('puts what somebody left unsaved before them alone', () => {
  const { autosave } = slowSave()
  autosave.start()
  const followed = followUnsaved({ store, autosave, of: mine, kept })
  rename('not sent')
  followed.stop()
  store = createEditorStore()
  store.getState().open(drawn, 4)
  expect(restoreUnsaved({ store, autosave, of: { ...mine, personId: 'p2' }, kept })).toBe(false)
  expect(store.getState().document.name).toBe('Flux')
  expect(restoreUnsaved({ store, autosave, of: mine, kept })).toBe(true)
  expect(store.getState().document.name).toBe('not sent')
})
