'use client'

import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { FlowDocument } from '@maillon/flow-document'
import { api } from '../../api/api.js'
import { useInvalidate } from '../../api/use-api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'
import { useEditorStore } from '../editor-context.js'
import { restoreOperation } from './restore-operation.js'

/**
 * Makes a version, or a draft that was kept, the draft: one edit, so that undo takes it back. What stood in the draft and in no version
 * is kept on the server first, for those who close the page before they think better of it. Answers whether it is done.
 */
export function useRestore(flowId: string): (read: () => Promise<{ readonly document: FlowDocument }>, message: string) => Promise<boolean> {
  const { t } = useTranslation('versions')
  const store = useEditorStore()
  const invalidate = useInvalidate()
  const showError = useErrorNotice()
  return async (read, message) => {
    try {
      const { document } = await read()
      const { kept } = await api.call('keepDraft', { params: { id: flowId } })
      const { backToDraft, apply } = store.getState()
      backToDraft()
      const isDone = apply(restoreOperation(store.getState().document, document))
      if (isDone) notifications.show({ message: kept ? `${message} ${t('keptToo')}` : message })
      invalidate('keptDrafts')
      return isDone
    } catch (error) {
      showError(error)
      return false
    }
  }
}
