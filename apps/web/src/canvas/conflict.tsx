'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { api } from '../api/api.js'
import { useInvalidate } from '../api/use-api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { ConflictBand } from './bands.js'
import { useEditorStore } from './editor-context.js'

/** Somebody else saved in between: the person says whose flow goes on. The other one isn't lost: undo gives it back. */
export function Conflict({ flowId, onTaken }: { readonly flowId: string; readonly onTaken: (detail: FlowDetail) => void }) {
  const store = useEditorStore()
  const client = useQueryClient()
  const showError = useErrorNotice()
  const invalidate = useInvalidate()
  const { t } = useTranslation('canvas')
  const read = async (then: (detail: FlowDetail) => void) => {
    try {
      const detail = await api.call('flow', { params: { id: flowId } })
      client.setQueryData(['flow', { params: { id: flowId } }], detail)
      onTaken(detail)
      then(detail)
    } catch (error) {
      showError(error)
    }
  }
  const takeTheirs = () =>
    read((detail) => {
      store.getState().takeOther(detail.document, detail.revision)
      notifications.show({ message: t('conflict.taken') })
    })
  const keepMine = async () => {
    // Theirs stays on the server too, for whoever looks for it when this page is long closed.
    const answer = await api.call('keepDraft', { params: { id: flowId } }).catch(showError)
    if (answer === undefined) return
    await read((detail) => {
      store.getState().keepOver(detail.document, detail.revision)
      invalidate('keptDrafts')
      notifications.show({ message: t(answer.kept ? 'conflict.keptToo' : 'conflict.kept') })
    })
  }
  return <ConflictBand onTakeTheirs={() => void takeTheirs()} onKeepMine={() => void keepMine()} />
}
