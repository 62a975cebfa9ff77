'use client'

import { notifications } from '@mantine/notifications'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../api/use-api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { pastEvent } from './past-event.js'
import type { TryAsked } from './try-context.js'
import type { CatalogueRead } from './use-catalogue.js'

/** A run of the draft that is shown over it. */
export interface DraftRun {
  readonly id: string
  /** The run whose trigger event it began with; null: none. */
  readonly of: string | null
}

export interface DraftRunOptions {
  readonly flowId: string
  /** A past run that is shown in the place of the draft; null: none. */
  readonly pastRun: string | null
  /** Whether the draft stands on the canvas, so that it can be run. */
  readonly isDraft: boolean
  readonly catalogue: CatalogueRead
  readonly saveNow: () => Promise<boolean>
  /** The run on whose trigger event the draft is tried at once; null: none. */
  readonly tried: string | null
}

/** Runs the draft as it is drawn, saved before. */
export function useDraftRun({ flowId, pastRun, isDraft, catalogue, saveNow, tried }: DraftRunOptions) {
  const { t } = useTranslation('canvas')
  const router = useRouter()
  const showError = useErrorNotice()
  const [draftRun, setDraftRun] = useState<DraftRun | null>(null)
  const start = useApiMutation('startRun', { invalidates: ['runs'] })
  const run = async ({ of, ...asked }: TryAsked) => {
    if (!isDraft || !(await saveNow())) return
    start.mutate({ params: { id: flowId }, body: { what: 'draft', isTest: true, ...asked } }, { onSuccess: ({ runId }) => setDraftRun({ id: runId, of: of ?? null }) })
  }
  const tryOn = async (of: string) => {
    try {
      const event = await pastEvent(of, catalogue.catalogue)
      if (event === null) notifications.show({ color: 'orange', message: t('try.eventGone') })
      else await run({ of, isDryRun: true, trigger: event.trigger, rows: [...event.rows] })
    } catch (error) {
      showError(error)
    }
  }
  const begun = useRef<string | null>(null)
  useEffect(() => {
    if (tried === null || !isDraft || begun.current === tried) return
    begun.current = tried
    // Read again, the page tries nothing.
    router.replace(`/flow/?id=${encodeURIComponent(flowId)}`)
    void tryOn(tried)
    // What it does is asked for by the run alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [tried, isDraft])
  useEffect(() => {
    if (tried === null) begun.current = null
  }, [tried])
  return { draftRun, shownId: pastRun ?? draftRun?.id ?? null, showDraftRun: setDraftRun, isStarting: start.isPending, run }
}
