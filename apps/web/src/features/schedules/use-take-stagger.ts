'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarSchedule, CollisionView } from '@maillon/api-contract'
import { applyOperation, canonicalText } from '@maillon/flow-document'
import { api } from '../../api/api.js'
import { useInvalidate } from '../../api/use-api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'

type Proposal = CollisionView['proposals'][number]

/**
 * Moves a schedule to the proposed time. Where the draft holds nothing else that isn't published, the move is published at once; else it is
 * put into the draft, and said: what somebody is still drawing must not begin to run by it.
 */
export function useTakeStagger(): { readonly take: (schedule: CalendarSchedule, proposal: Proposal) => Promise<void>; readonly isTaking: boolean } {
  const { t } = useTranslation('schedules')
  const client = useQueryClient()
  const invalidate = useInvalidate()
  const showError = useErrorNotice()
  const [isTaking, setIsTaking] = useState(false)
  const take = async ({ flowId, flowName, nodeId }: CalendarSchedule, { to, param }: Proposal) => {
    setIsTaking(true)
    try {
      const flow = await api.call('flow', { params: { id: flowId } })
      const node = flow.document.nodes.find(({ id }) => id === nodeId)
      const published = flow.published
      const isClean = published !== null && canonicalText(published.document) === canonicalText(flow.document)
      if (node === undefined) return void notifications.show({ color: 'orange', message: t('calendar.moveGone', { name: flowName }) })
      const { document } = applyOperation(flow.document, { op: 'change-node', id: nodeId, change: { params: { ...node.params, schedule: param } } })
      const { revision } = await api.call('saveDraft', { params: { id: flowId }, body: { document, revision: flow.revision } })
      if (isClean) await api.call('publish', { params: { id: flowId }, body: { revision, message: t('calendar.moveMessage', { to }), activate: flow.active } })
      client.removeQueries({ queryKey: ['flow', { params: { id: flowId } }] })
      invalidate('scheduleCalendar', 'schedules', 'flows')
      notifications.show({ color: isClean ? 'green' : 'orange', message: t(isClean ? 'calendar.moved' : 'calendar.movedDraft', { name: flowName, to }) })
    } catch (error) {
      showError(error)
    } finally {
      setIsTaking(false)
    }
  }
  return { take, isTaking }
}
