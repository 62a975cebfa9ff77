import type { FlowDocument } from '@maillon/flow-document'

/** Edits that the server doesn't have yet, with the revision that they were made on. */
export interface UnsavedDraft {
  readonly document: FlowDocument
  readonly revision: number
}

/** The part of `localStorage` that is used. */
export type KeptTexts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (flowId: string) => `maillon.unsaved.${flowId}`

/** Keep edits in this browser, so that they outlive the page. Where the browser keeps nothing (or not as much) they live in the page alone. */
export function keepUnsaved(kept: KeptTexts, flowId: string, draft: UnsavedDraft): void {
  try {
    kept.setItem(keyOf(flowId), JSON.stringify(draft))
  } catch {
    // An older state would be worse than none.
    forgetUnsaved(kept, flowId)
  }
}

export function forgetUnsaved(kept: KeptTexts, flowId: string): void {
  try {
    kept.removeItem(keyOf(flowId))
  } catch {
    // Storage may be forbidden: then nothing is in it.
  }
}

/** What was kept of a flow; null: nothing, or nothing that can be read. */
export function readUnsaved(kept: KeptTexts, flowId: string): UnsavedDraft | null {
  try {
    const draft = JSON.parse(kept.getItem(keyOf(flowId)) ?? 'null') as Partial<UnsavedDraft> | null
    const isDraft = draft !== null && typeof draft.revision === 'number' && draft.document?.format === 'maillon.flow/1' && Array.isArray(draft.document.nodes)
    return isDraft ? (draft as UnsavedDraft) : null
  } catch {
    return null
  }
}
