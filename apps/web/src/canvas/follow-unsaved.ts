import { canonicalText } from '@maillon/flow-document'
import type { Autosave } from './autosave.js'
import type { EditorStore } from './editor-store.js'
import { forgetUnsaved, keepUnsaved, readUnsaved, type KeptTexts } from './unsaved-draft.js'

/** Kept in this browser so long after an edit: sooner than it is sent, and not at every letter. */
const keepMs = 250

export interface UnsavedOptions {
  readonly store: EditorStore
  readonly autosave: Pick<Autosave, 'hasUnsaved'>
  readonly flowId: string
  readonly kept: KeptTexts
}

/**
 * Edits that an earlier visit could not send stand on the canvas again, to be sent by the autosave; where the flow was changed meanwhile, the
 * person chooses as at any conflict. @returns whether there were any
 */
export function restoreUnsaved({ store, flowId, kept }: UnsavedOptions): boolean {
  const { document: there, edits, revision, isReadOnly } = store.getState()
  const unsent = edits === 0 && !isReadOnly ? readUnsaved(kept, flowId) : null
  if (unsent === null) return false
  const { document } = unsent
  // They had arrived; only the answer had not.
  if (canonicalText(document) === canonicalText(there)) {
    forgetUnsaved(kept, flowId)
    return false
  }
  store.setState({ document, nodeById: new Map(document.nodes.map((node) => [node.id, node])), edits: 1, saveState: unsent.revision === revision ? 'waiting' : 'conflict' })
  return true
}

/** Keeps what isn't saved in this browser, and forgets it once it is. @returns what ends it */
export function followUnsaved({ store, autosave, flowId, kept }: UnsavedOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = store.subscribe((state, before) => {
    const draft = state.draft ?? state
    if (draft.saveState === 'saved') {
      clearTimeout(timer)
      if ((before.draft ?? before).saveState !== 'saved') forgetUnsaved(kept, flowId)
      return
    }
    if (state.edits === before.edits) return
    clearTimeout(timer)
    timer = setTimeout(() => autosave.hasUnsaved() && keepUnsaved(kept, flowId, { document: draft.document, revision: draft.revision }), keepMs)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
