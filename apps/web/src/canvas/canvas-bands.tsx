'use client'

import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { MovedBand, RunBand, VersionBand } from './bands.js'
import { Conflict } from './conflict.js'
import { SampleNote } from '../features/samples/sample-note.js'
import { useEditor } from './editor-context.js'
import type { Editor } from './editor-store.js'
import { NextCallBand } from './next-call/next-call-band.js'
import type { ShownRun } from './use-shown-run.js'
import type { Publishing } from './publish/use-publishing.js'
import type { DraftRun } from './use-draft-run.js'
import { CompareBand } from './versions/compare-band.js'
import type { ComparisonRead } from './versions/use-comparison.js'
import type { AskedComparison } from './versions/which-version.js'

export interface CanvasBandsProps {
  readonly flow: FlowDetail
  readonly publishing: Publishing
  /** The run of the draft that is shown; null: none. */
  readonly draftRun: DraftRun | null
  readonly runId: string | null
  readonly versions: AskedComparison | null
  readonly shownRun: ShownRun
  readonly compared: ComparisonRead
  readonly onTaken: (flow: FlowDetail) => void
  readonly onSwitchOn: () => void
  readonly onLeave: () => void
}

/** Between toolbar and canvas: which version runs, what somebody else changed, which run or versions stand in the place of the draft. */
export function CanvasBands({ flow, publishing, draftRun, runId, versions, shownRun, compared, onTaken, onSwitchOn, onLeave }: CanvasBandsProps) {
  const saveState = useEditor((state) => state.saveState)
  const changes = publishing.changes?.length ?? 0
  const hasSamples = useEditor(usesSamples)
  if (versions !== null) {
    return (
      <>
        <CompareBand flow={flow} asked={versions} count={compared.shown?.comparison.changes.length ?? null} onLeave={onLeave} />
        <NotThere error={compared.error} what="versions:missing" />
      </>
    )
  }
  return (
    <>
      {runId === null && <VersionBand detail={flow} changes={changes} onSwitchOn={onSwitchOn} />}
      {runId === null && flow.moved.length > 0 && <MovedBand moved={flow.moved} />}
      <NextCallBand />
      {hasSamples && <SampleNote />}
      {saveState === 'conflict' && <Conflict flowId={flow.id} onTaken={onTaken} />}
      {shownRun.run !== null && <RunBand run={shownRun.run} isPast={runId !== null} flow={flow} changes={changes} triedOn={draftRun?.of ?? null} onLeave={onLeave} />}
      {runId !== null && <NotThere error={shownRun.error} what="run.missing" />}
    </>
  )
}

/** Whether some step works by an account that only catches what is sent. */
function usesSamples({ document }: Editor): boolean {
  return document.nodes.some(({ credentials }) => credentials !== undefined && Object.values(credentials).some(({ id }) => id.startsWith('sample-')))
}

function NotThere({ error, what }: { readonly error: unknown; readonly what: 'versions:missing' | 'run.missing' }) {
  const { t } = useTranslation(['canvas', 'versions'])
  return error === null || error === undefined ? null : <Alert color="red">{t(what)}</Alert>
}
