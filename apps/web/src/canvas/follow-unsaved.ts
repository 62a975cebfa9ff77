import { canonicalText } from '@maillon/flow-document'
import type { Autosave } from './autosave.js'
import type { EditorStore } from './editor-store.js'
import { forgetUnsaved, keepUnsaved, readUnsaved, type KeptTexts, type UnsavedOf } from './unsaved-draft.js'

/** Kept in this browser so long after an edit: sooner than it is sent, and not at every letter. */
const keepMs = 250

export interface UnsavedOptions {
  readonly store: EditorStore
  readonly autosave: Pick<Autosave, 'hasUnsaved'>
  readonly of: UnsavedOf
  readonly kept: KeptTexts
}

/**
 * Edits that an earlier visit could not send stand on the canvas again, to be sent by the autosave; where the flow was changed meanwhile, the
 * person chooses as at any conflict. @returns whether there were any
 */
export function restoreUnsaved({ store, of, kept }: UnsavedOptions): boolean {
  const { document: there, edits, revision, isReadOnly } = store.getState()
  const unsent = edits === 0 && !isReadOnly ? readUnsaved(kept, of) : null
  if (unsent === null) return false
  const { document } = unsent
  // They had arrived; only the answer had not.
  if (canonicalText(document) === canonicalText(there)) {
    forgetUnsaved(kept, of)
    return false
  }
  store.setState({ document, nodeById: new Map(document.nodes.map((node) => [node.id, node])), edits: 1, saveState: unsent.revision === revision ? 'waiting' : 'conflict' })
  return true
}

export interface FollowedUnsaved {
  /** Without waiting for a pause: the page may be gone the next moment. */
  keepNow(): void
  stop(): void
}

/** Keeps what isn't saved in this browser, and forgets it once it is. */
export function followUnsaved({ store, autosave, of, kept }: UnsavedOptions): FollowedUnsaved {
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    clearTimeout(timer)
    timer = undefined
    const { document, revision } = store.getState().draft ?? store.getState()
    if (autosave.hasUnsaved()) keepUnsaved(kept, of, { document, revision })
  }
  const stop = store.subscribe((state, before) => {
    const draft = state.draft ?? state
    if (draft.saveState === 'saved') {
      clearTimeout(timer)
      timer = undefined
      if ((before.draft ?? before).saveState !== 'saved') forgetUnsaved(kept, of)
      return
    }
    if (state.edits === before.edits) return
    clearTimeout(timer)
    timer = setTimeout(keep, keepMs)
  })
  const keepNow = () => {
    if (timer !== undefined) keep()
  }
  return {
    keepNow,
    stop: () => {
      keepNow()
      stop()
      if (!autosave.hasUnsaved()) return
      // The last save is on its way: once it has arrived there is nothing to keep.
      const end = store.subscribe(() => {
        if (autosave.hasUnsaved()) return
        end()
        forgetUnsaved(kept, of)
      })
    },
  }
}
