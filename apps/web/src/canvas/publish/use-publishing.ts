import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { FlowDetail } from '@maillon/api-contract'
import type { FlowChange } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { useEditor } from '../editor-context.js'
import { changesSince } from './changes-since.js'
import type { PublishProgress } from './publish-state.js'

/** How long a publication counts as just done. */
const momentMs = 8_000

export interface Publishing {
  /** Differences between what is published and what is drawn; null: nothing is published. */
  readonly changes: readonly FlowChange[] | null
  readonly progress: PublishProgress
  readonly setProgress: (progress: PublishProgress) => void
}

/** What is drawn against what is published, also while a past run or a version stands in its place. */
export function usePublishing(published: FlowDetail['published'], catalogue: NodeCatalogue): Publishing {
  const document = useDeferredValue(useEditor(({ document: shown, draft }) => draft?.document ?? shown))
  const [progress, setProgress] = useState<PublishProgress>('none')
  useEffect(() => {
    if (progress !== 'just-done') return
    const timer = setTimeout(() => setProgress('none'), momentMs)
    return () => clearTimeout(timer)
  }, [progress])
  const changes = useMemo(() => (published === null ? null : changesSince(published.document, document, catalogue)), [published, document, catalogue])
  return { changes, progress, setProgress }
}
