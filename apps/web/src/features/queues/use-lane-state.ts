'use client'

import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { LaneState } from '@maillon/plan'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'

/** Pauses, drains or resumes a lane, and says so; where somebody else was quicker, who and when. */
export function useLaneState(): { readonly set: (lane: string, state: LaneState) => void; readonly isPending: boolean } {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  const change = useApiMutation('setLaneState', {
    invalidates: ['queues', 'queueNotices', 'standingRuns'],
    onSuccess: ({ changed, state, by, since }, { params }) => {
      const lane = params.name
      if (changed) notifications.show({ message: t(`did.${state}`, { lane }) })
      else notifications.show({ color: 'orange', message: t(`already.${state}`, { lane, by: by ?? '—', when: since === null ? '—' : formats.when(since) }) })
    },
  })
  return { set: (name, state) => change.mutate({ params: { name }, body: { state } }), isPending: change.isPending }
}
