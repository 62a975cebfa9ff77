'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { api } from '../api/api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { useInvalidate } from '../api/use-api.js'
import { useSession } from '../shell/session.js'
import { createAutosave } from './autosave.js'
import { useEditorStore } from './editor-context.js'
import { followUnsaved, restoreUnsaved } from './follow-unsaved.js'

/** A server that hasn't answered by then never will: the draft is sent again. Long enough for a large one over a slow line. */
const longestSaveMs = 60_000

/** Autosave of this page's flow, and a question before a page is left that holds unsaved edits. */
export function useAutosave(flowId: string): { readonly saveNow: () => Promise<boolean> } {
  const store = useEditorStore()
  const showError = useErrorNotice()
  const invalidate = useInvalidate()
  const client = useQueryClient()
  const { t } = useTranslation('canvas')
  const personId = useSession().session?.user.id ?? ''
  const [autosave] = useState(() =>
    createAutosave({
      store,
      send: async (body) => {
        const answer = await api.call('saveDraft', { params: { id: flowId }, body }, AbortSignal.timeout(longestSaveMs))
        // Who comes back to this flow begins with what was saved, not with what was read once.
        client.setQueryData<FlowDetail>(['flow', { params: { id: flowId } }], (known) => (known === undefined ? known : { ...known, document: body.document, revision: answer.revision }))
        return answer
      },
      read: () => api.call('flow', { params: { id: flowId } }),
    }),
  )
  useEffect(() => autosave.setNotices({ onSaved: () => invalidate('flows'), onRefused: showError }), [autosave, invalidate, showError])
  useEffect(() => {
    const stop = autosave.start()
    const unsaved = { store, autosave, of: { personId, flowId }, kept: localStorage }
    if (restoreUnsaved(unsaved)) notifications.show({ id: `unsent ${flowId}`, message: t('save.restored') })
    const followed = followUnsaved(unsaved)
    const warn = (event: BeforeUnloadEvent) => {
      followed.keepNow()
      if (autosave.hasUnsaved()) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      followed.stop()
      stop()
    }
  }, [autosave, store, flowId, personId, t])
  // Who asks for it waits for what comes next (a run, …): why nothing comes is said.
  const saveNow = useCallback(async () => {
    const isSaved = await autosave.saveNow()
    const { saveState } = store.getState()
    if (!isSaved && (saveState === 'offline' || saveState === 'conflict')) notifications.show({ id: `unsaved ${flowId}`, color: 'orange', message: t(saveState === 'offline' ? 'save.notYet' : 'save.chooseFirst') })
    return isSaved
  }, [autosave, store, flowId, t])
  return { saveNow }
}
