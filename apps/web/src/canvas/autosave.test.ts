import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@maillon/api-contract'
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { createAutosave, type AutosaveOptions } from './autosave.js'
import { createEditorStore, type EditorStore } from './editor-store.js'

const refusal = (status: number) => new ApiError(status, { error: { code: 'X_Y_Z', message: 'no' } })
const start: FlowDocument = emptyFlow('f', 'Flux')

let store: EditorStore
beforeEach(() => {
  store = createEditorStore()
  store.getState().open(start, 4)
})
const rename = (name: string) => store.getState().apply({ op: 'change-flow', change: { name } })

/** A server of one draft, whose next answers can be lost on their way. */
function serverWith(draft: { document: FlowDocument; revision: number }) {
  let lost = 0
  return {
    draft,
    loseAnswers: (count: number) => void (lost = count),
    send: vi.fn<AutosaveOptions['send']>(async ({ document, revision }) => {
      if (revision !== draft.revision) throw refusal(409)
      Object.assign(draft, { document, revision: revision + 1 })
      if (lost-- > 0) throw refusal(0)
      return { revision: draft.revision }
    }),
    read: () => Promise.resolve({ ...draft }),
  }
}

describe('a save whose answer was lost on the way', () => {
  it('is recognised as our own, and the next one goes on from it', async () => {
    const server = serverWith({ document: start, revision: 4 })
    const autosave = createAutosave({ store, ...server })
    server.loseAnswers(1)
    rename('one')
    expect(await autosave.saveNow()).toBe(false)
    expect(store.getState().saveState).toBe('offline')
    rename('two')
    expect(await autosave.saveNow()).toBe(true)
    expect(store.getState()).toMatchObject({ saveState: 'saved', revision: 6 })
    expect(server.draft).toMatchObject({ document: { name: 'two' }, revision: 6 })
  })

  it('is saved as it is when nothing was drawn since', async () => {
    const server = serverWith({ document: start, revision: 4 })
    const autosave = createAutosave({ store, ...server })
    server.loseAnswers(1)
    rename('one')
    await autosave.saveNow()
    expect(await autosave.saveNow()).toBe(true)
    expect(store.getState()).toMatchObject({ saveState: 'saved', revision: 5 })
    expect(server.send).toHaveBeenCalledTimes(2)
  })

  it('does not hide that somebody else saved after it', async () => {
    const server = serverWith({ document: start, revision: 4 })
    const autosave = createAutosave({ store, ...server })
    server.loseAnswers(1)
    rename('one')
    await autosave.saveNow()
    Object.assign(server.draft, { document: { ...start, name: 'theirs' }, revision: 6 })
    expect(await autosave.saveNow()).toBe(false)
    expect(store.getState().saveState).toBe('conflict')
    expect(server.draft.document.name).toBe('theirs')
  })
})

it('asks the person where somebody else saved in between', async () => {
  const server = serverWith({ document: { ...start, name: 'theirs' }, revision: 5 })
  rename('mine')
  expect(await createAutosave({ store, ...server }).saveNow()).toBe(false)
  expect(store.getState().saveState).toBe('conflict')
})

it('asks nothing where the other save was the same drawing: it was ours, from an earlier visit', async () => {
  const server = serverWith({ document: { ...start, name: 'mine' }, revision: 5 })
  rename('mine')
  expect(await createAutosave({ store, ...server }).saveNow()).toBe(true)
  expect(store.getState()).toMatchObject({ saveState: 'saved', revision: 5 })
})
