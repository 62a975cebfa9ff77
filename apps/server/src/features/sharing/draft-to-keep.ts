import { diffFlows } from '@maillon/flow-document'
import type { FlowRecord, KeptDraft } from '@maillon/storage'

/** The draft, where it holds something that its published version doesn't; null: nothing would be lost. */
export function draftToKeep({ draft, published }: FlowRecord, about: Omit<KeptDraft, 'document'>): KeptDraft | null {
  const isKnown = published === null ? draft.nodes.length + draft.notes.length === 0 : diffFlows(published.document, draft).length === 0
  return isKnown ? null : { ...about, document: draft }
}
