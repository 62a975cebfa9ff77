'use client'

import { useMemo } from 'react'
import type { FlowDetail } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useEditor } from '../editor-context.js'
import { compareDocuments, type Comparison } from './compare-documents.js'
import type { AskedComparison, WhichVersion } from './which-version.js'

export interface ShownComparison {
  readonly asked: AskedComparison
  readonly comparison: Comparison
}

export interface ComparisonRead {
  /** Null: none asked for, or not there yet. */
  readonly shown: ShownComparison | null
  readonly error: unknown
}

/** The draft, whatever else the canvas shows in its place. */
export function useDraftDocument(): FlowDocument {
  return useEditor((state) => state.draft?.document ?? state.document)
}

/** Two versions laid over each other, once both are read. */
export function useComparison(flow: FlowDetail, asked: AskedComparison | null, catalogue: NodeCatalogue): ComparisonRead {
  const newer = useVersionDocument(flow, asked?.newer ?? null)
  const older = useVersionDocument(flow, asked?.older ?? null)
  const shown = useMemo(() => {
    if (asked === null || newer.document === null || (asked.older !== null && older.document === null)) return null
    const before = older.document ?? newer.document
    return { asked, comparison: compareDocuments(before, newer.document, catalogue) }
  }, [asked, newer.document, older.document, catalogue])
  return { shown, error: newer.error ?? older.error }
}

/** A version's document; versions never change. `null`: none is wanted. */
export function useVersionDocument(flow: Pick<FlowDetail, 'id' | 'published'>, which: WhichVersion | null): { readonly document: FlowDocument | null; readonly error: unknown } {
  const draft = useDraftDocument()
  const published = typeof which === 'number' && flow.published?.number === which ? flow.published.document : null
  const isRead = typeof which === 'number' && published === null
  const { data, error } = useApiQuery('version', { params: { id: flow.id, number: String(which) } }, { enabled: isRead, staleTime: Infinity })
  if (which === 'draft') return { document: draft, error: null }
  return { document: published ?? data?.document ?? null, error: isRead ? error : null }
}
