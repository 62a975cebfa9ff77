'use client'

import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { RetryFailedRequest } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'

/** Goes on from failures: from one, or (after a question) from all that a filter finds. */
export function useRetryFailed(): { readonly one: (runId: string) => void; readonly askAll: (filter: Omit<RetryFailedRequest, 'runIds'>, count: number) => void; readonly isPending: boolean } {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  const confirm = useConfirm()
  const retry = useApiMutation('retryFailed', {
    invalidates: ['failedSteps', 'queues', 'runs', 'home'],
    onSuccess: ({ retried, left, hasMore }) => {
      const parts = [t('failed.retried', { count: retried, shown: formats.number(retried) }), ...(left > 0 ? [t('failed.left', { count: left, shown: formats.number(left) })] : []), ...(hasMore ? [t('askAgain')] : [])]
      notifications.show({ message: parts.join(' '), ...(retried === 0 ? { color: 'orange' } : {}) })
    },
  })
  const askAll = async (filter: Omit<RetryFailedRequest, 'runIds'>, count: number) => {
    if (await confirm({ title: t('failed.allTitle', { count, shown: formats.number(count) }), message: t('failed.allText'), action: t('failed.allAction'), isDestructive: false })) retry.mutate({ body: filter })
  }
  return { one: (runId) => retry.mutate({ body: { runIds: [runId] } }), askAll: (filter, count) => void askAll(filter, count), isPending: retry.isPending }
}
