'use client'

import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'
import { useEditorStore } from '../editor-context.js'
import { restoreOperation } from './restore-operation.js'

/** Makes a version the draft: one edit, so that undo takes it back. Answers whether it is done. */
export function useRestore(flowId: string): (number: number) => Promise<boolean> {
  const { t } = useTranslation('versions')
  const store = useEditorStore()
  const showError = useErrorNotice()
  return async (number) => {
    try {
      const { document } = await api.call('version', { params: { id: flowId, number: String(number) } })
      const { backToDraft, apply } = store.getState()
      backToDraft()
      const isDone = apply(restoreOperation(store.getState().document, document))
      if (isDone) notifications.show({ message: t('restored', { number }) })
      return isDone
    } catch (error) {
      showError(error)
      return false
    }
  }
}
