'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { api } from '../api/api.js'
import { useLiveEvents } from '../api/live-events.js'
import { useEditorStore } from './editor-context.js'

/**
 * Somebody else saved this flow: a drawing without edits of its own follows at once and says whose they are; one with edits says that
 * there are two, and the person chooses. What is being saved at this moment is answered by the server, which never overwrites.
 */
export function useColleagues(flowId: string, onRead: (detail: FlowDetail) => void): void {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const client = useQueryClient()
  const follow = async (by: string): Promise<void> => {
    const detail = await api.call('flow', { params: { id: flowId } }).catch(() => null)
    const { edits, revision, saveState } = store.getState()
    // Something was drawn meanwhile, or our own save is what we heard of.
    if (detail === null || saveState !== 'saved' || detail.revision <= revision) return
    client.setQueryData(['flow', { params: { id: flowId } }], detail)
    onRead(detail)
    const { openNode } = store.getState()
    store.getState().open(detail.document, detail.revision)
    if (openNode !== null && store.getState().nodeById.has(openNode)) store.getState().openPanel(openNode)
    notifications.show({ id: `colleague ${flowId}`, message: t(edits > 0 ? 'colleague.changedAfter' : 'colleague.changed', { name: by }) })
  }
  useLiveEvents((event) => {
    if (event.type !== 'flow' || event.flowId !== flowId) return
    const { revision, saveState, draft } = store.getState()
    const known = draft?.revision ?? revision
    const state = draft?.saveState ?? saveState
    // Where a save got no answer it may be that very save that is told of here: the next one finds out.
    if (event.revision <= known || state === 'saving' || state === 'offline' || state === 'conflict') return
    if (state !== 'saved') return store.getState().setSaveState('conflict')
    // A past run is shown: the draft aside is read again when it comes back, by the next event or the save that is refused.
    if (draft !== null) return
    void follow(event.by)
  })
}
