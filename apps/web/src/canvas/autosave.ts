import { ApiError } from '@maillon/api-contract'
import { canonicalText, type FlowDocument } from '@maillon/flow-document'
import type { EditorStore } from './editor-store.js'

const quietMs = 700
const againMs = 4_000

type Draft = { readonly document: FlowDocument; readonly revision: number }

export interface AutosaveOptions {
  readonly store: EditorStore
  /** Sends the draft; gives its new revision. */
  readonly send: (draft: Draft) => Promise<{ readonly revision: number }>
  /** What the server holds. */
  readonly read: () => Promise<Draft>
}

/** What a save tells the page. */
export interface AutosaveNotices {
  readonly onSaved: () => void
  readonly onRefused: (error: unknown) => void
}

export interface Autosave {
  /** Save what isn't saved yet; false where it couldn't be. */
  saveNow(): Promise<boolean>
  /** Whether edits are on this page alone. */
  hasUnsaved(): boolean
  setNotices(notices: AutosaveNotices): void
  /** Save a moment after each edit, until the given function is called. */
  start(): () => void
}

/** How a failed save stands: to be tried again, to be decided by a person, or refused as it is. */
function failureOf(error: unknown): 'conflict' | 'offline' | 'refused' {
  const status = error instanceof ApiError ? error.status : 0
  if (status === 409) return 'conflict'
  return status === 0 || status === 401 || status >= 500 ? 'offline' : 'refused'
}

/**
 * Saves the draft a moment after the last edit, naming the revision that it started from. What can't be sent stays and is sent again;
 * where somebody else saved in between, nothing is overwritten: the state becomes `conflict` and the person chooses. A save of our own
 * whose answer was lost on the way is recognised, and is none.
 */
export function createAutosave({ store, send, read }: AutosaveOptions): Autosave {
  let saving: Promise<boolean> | null = null
  let savedEdits = 0
  // What was sent without an answer: it may have arrived.
  const unanswered = new Set<FlowDocument>()
  let notices: AutosaveNotices = { onSaved: () => undefined, onRefused: () => undefined }
  // While a past run is shown, the draft waits aside, with what isn't saved of it.
  const draft = () => store.getState().draft ?? store.getState()

  const saveOnce = async (): Promise<boolean> => {
    const { document, revision, edits, saveState } = draft()
    if (edits === savedEdits || saveState === 'conflict') return saveState !== 'conflict'
    store.getState().setSaveState('saving')
    try {
      const answer = await sendOrFind({ document, revision })
      unanswered.clear()
      savedEdits = edits
      store.getState().saved(answer.revision)
      store.getState().setSaveState(draft().edits === edits ? 'saved' : 'waiting')
      notices.onSaved()
      return true
    } catch (error) {
      const failure = failureOf(error)
      if (failure === 'offline') unanswered.add(document)
      store.getState().setSaveState(failure)
      if (failure === 'refused') notices.onRefused(error)
      return false
    }
  }
  /** Sends; where the revision is another one because our own save has arrived unheard, it goes on from that one. */
  const sendOrFind = async (sent: Draft): Promise<{ readonly revision: number }> => {
    try {
      return await send(sent)
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error
      const there = await read()
      const text = canonicalText(there.document)
      // An earlier visit to this page may have sent it: what is there already needs no choice.
      if (canonicalText(sent.document) === text) return there
      if (![...unanswered].some((document) => canonicalText(document) === text)) throw error
      return send({ ...sent, revision: there.revision })
    }
  }
  const saveNow = async (): Promise<boolean> => {
    // One at a time: a save names the revision that the one before it gave.
    while (saving !== null) await saving
    saving = saveOnce()
    const isSaved = await saving
    saving = null
    return isSaved
  }
  const start = () => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => void saveNow().then((isSaved) => !isSaved && draft().saveState === 'offline' && later(againMs)), ms)
    }
    const stop = store.subscribe((state, before) => {
      if (state.edits === before.edits || state.draft !== null) return
      // Opened anew: what was saved before counts no longer.
      if (state.edits === 0) savedEdits = 0
      // Back from a past run, with everything saved.
      if (state.edits === savedEdits) return
      if (state.saveState === 'saved' || state.saveState === 'refused') state.setSaveState('waiting')
      later(quietMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
      void saveNow()
    }
  }
  return {
    saveNow,
    hasUnsaved: () => draft().edits !== savedEdits && draft().saveState !== 'saved',
    setNotices: (next) => {
      notices = next
    },
    start,
  }
}
