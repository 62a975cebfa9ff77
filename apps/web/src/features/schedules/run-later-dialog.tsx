'use client'

import { Button, Group, Modal, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '@maillon/api-contract'
import { nextInstants } from '@maillon/schedule'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

const ways = ['delay', 'time'] as const
const mostMinutes = 527_040

/** Run the published version of a flow once, after a delay or at a time of the workspace's zone. */
export function RunLaterDialog({ flow, onClose }: { readonly flow: FlowSummary; readonly onClose: () => void }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  const timeZone = useWorkspaceTimeZone()
  const [way, setWay] = useState<(typeof ways)[number]>('delay')
  const [minutes, setMinutes] = useState<number | string>(30)
  const [local, setLocal] = useState('')
  useReturningFocus()
  const plan = useApiMutation('planRun', {
    invalidates: ['schedules', 'scheduleCalendar', 'scheduleInstants'],
    onSuccess: ({ at }) => {
      notifications.show({ color: 'green', message: t('later.done', { name: flow.name, when: formats.when(at) }) })
      onClose()
    },
  })
  const body = way === 'delay' ? { inMinutes: Number(minutes) } : { at: instantOf(local, timeZone) ?? '' }
  const isReady = way === 'delay' ? Number.isInteger(minutes) && Number(minutes) >= 1 : body.at !== ''
  return (
    <Modal opened onClose={onClose} title={t('later.title', { name: flow.name })} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) plan.mutate({ params: { id: flow.id }, body })
        }}
      >
        <Stack>
          <SegmentedControl fullWidth aria-label={t('later.how')} value={way} onChange={(value) => setWay(value as typeof way)} data={ways.map((value) => ({ value, label: t(`later.${value}`) }))} />
          {way === 'delay' ? (
            <NumberInput label={t('later.minutes')} value={minutes} onChange={setMinutes} min={1} max={mostMinutes} allowDecimal={false} data-autofocus />
          ) : (
            <TextInput type="datetime-local" label={t('later.at', { zone: timeZone })} value={local} onChange={(event) => setLocal(event.currentTarget.value)} />
          )}
          <Group justify="flex-end">
            <Button type="submit" disabled={!isReady} loading={plan.isPending}>
              {t('later.action')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** What the field holds (`2026-12-01T08:00`) as an instant of the workspace, whatever the browser's own zone. Null: nothing whole yet, or over. */
function instantOf(local: string, timeZone: string): string | null {
  const [date = '', at = ''] = local.split('T')
  const found = nextInstants({ every: 'once', date, at: at.slice(0, 5) }, { timeZone, afterMs: Date.now(), count: 1 })
  return found.ok && found.value[0] !== undefined ? new Date(found.value[0]).toISOString() : null
}
