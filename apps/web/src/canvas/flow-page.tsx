'use client'

import { ReactFlowProvider } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { useSearchParams } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { useEffect, useMemo, useState } from 'react'
import { useApiQuery } from '../api/use-api.js'
import { LoadingLines } from '../shell/loading-lines.js'
import { Page } from '../shell/page.js'
import { Problem } from '../shell/problem.js'
import { useMay } from '../shell/use-may.js'
import { Canvas, type CanvasShows } from './canvas.js'
import { EditorContext } from './editor-context.js'
import { createEditorStore, type EditorStore } from './editor-store.js'
import { readComparison } from './versions/which-version.js'
import { useCatalogue, type CatalogueRead } from './use-catalogue.js'

/** `/flow/?id=…`: one flow on its canvas; with `&run=…` a run of it, with `&try=…` the draft tried on what a run began with, with `&version=…` a version, alone or against another, with `&node=…` the panel of a step. */
export function FlowPage() {
  const { t } = useTranslation('canvas')
  const search = useSearchParams()
  const id = search.get('id') ?? ''
  const shows = useMemo<CanvasShows>(() => ({ runId: search.get('run'), versions: readComparison(search), tried: search.get('try') }), [search])
  const catalogue = useCatalogue()
  const read = useApiQuery('flow', { params: { id } }, { enabled: id !== '', staleTime: Infinity })
  if (read.isError) {
    return (
      <Page title={t('title')}>
        <Problem error={read.error} onRetry={() => void read.refetch()} />
      </Page>
    )
  }
  if (read.data === undefined || catalogue === null) {
    return (
      <Page title={t('title')}>
        <LoadingLines />
      </Page>
    )
  }
  return <OpenFlow key={id} first={read.data} catalogue={catalogue} shows={shows} node={search.get('node')} />
}

function OpenFlow({ first, catalogue, shows, node }: { readonly first: FlowDetail; readonly catalogue: CatalogueRead; readonly shows: CanvasShows; readonly node: string | null }) {
  const mayEdit = useMay().be('editor')
  const [store] = useState<EditorStore>(() => {
    const made = createEditorStore(mayEdit)
    made.getState().open(first.document, first.revision)
    return made
  })
  const { runId } = shows
  // A link to a step of the flow that is open already, from a run that is shown.
  useEffect(() => {
    if (node !== null && runId === null && store.getState().nodeById.has(node)) store.getState().openPanel(node)
  }, [store, node, runId])
  return (
    <EditorContext value={store}>
      <ReactFlowProvider>
        <Canvas first={first} catalogue={catalogue} shows={shows} />
      </ReactFlowProvider>
    </EditorContext>
  )
}
