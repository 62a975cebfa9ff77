import type { FlowDocument } from '@maillon/flow-document'

/** Edits that the server doesn't have yet, with the revision that they were made on. */
export interface UnsavedDraft {
  readonly document: FlowDocument
  readonly revision: number
}

/** The part of `localStorage` that is used. */
export type KeptTexts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Whose edits, of which flow: people take turns at one browser, and nobody finds or sends what somebody else left unsaved. */
export interface UnsavedOf {
  readonly personId: string
  readonly flowId: string
}

const keyOf = ({ personId, flowId }: UnsavedOf) => `maillon.unsaved.${personId}.${flowId}`

/** Keep edits in this browser, so that they outlive the page. Where the browser keeps nothing (or not as much) they live in the page alone. */
export function keepUnsaved(kept: KeptTexts, of: UnsavedOf, draft: UnsavedDraft): void {
  try {
    kept.setItem(keyOf(of), JSON.stringify(draft))
  } catch {
    // An older state would be worse than none.
    forgetUnsaved(kept, of)
  }
}

export function forgetUnsaved(kept: KeptTexts, of: UnsavedOf): void {
  try {
    kept.removeItem(keyOf(of))
  } catch {
    // Storage may be forbidden: then nothing is in it.
  }
}

/** What this person left of a flow; null: nothing, or nothing that can be read. */
export function readUnsaved(kept: KeptTexts, of: UnsavedOf): UnsavedDraft | null {
  try {
    const draft = JSON.parse(kept.getItem(keyOf(of)) ?? 'null') as Partial<UnsavedDraft> | null
    const isDraft = draft !== null && typeof draft.revision === 'number' && draft.document?.format === 'maillon.flow/1' && Array.isArray(draft.document.nodes)
    return isDraft ? (draft as UnsavedDraft) : null
  } catch {
    return null
  }
}
