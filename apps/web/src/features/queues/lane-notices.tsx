'use client'

import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LaneView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { useMay } from '../../shell/use-may.js'
import { useLaneState } from './use-lane-state.js'

/** What must not be forgotten: lanes that rest, and lanes where work waits for nobody. */
export function LaneNotices({ lanes }: { readonly lanes: readonly LaneView[] }) {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  return (
    <>
      {lanes.filter(({ state }) => state === 'paused').map((lane) => (
        <PausedNotice key={lane.name} lane={lane} />
      ))}
      {lanes.filter(({ servedBy, waiting }) => servedBy === 0 && waiting > 0).map(({ name, waiting }) => (
        <Alert key={name} color="red" icon={<IconAlertTriangle size={20} aria-hidden />} title={t('notice.unserved', { lane: name, count: waiting, shown: formats.number(waiting) })}>
          {t('notice.unservedHint')}
        </Alert>
      ))}
    </>
  )
}

function PausedNotice({ lane: { name, since, by, waiting } }: { readonly lane: LaneView }) {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  const may = useMay()
  const state = useLaneState()
  return (
    <Alert color="orange" icon={<IconPlayerPause size={20} aria-hidden />} title={t('notice.paused', { lane: name, by: by ?? '—', when: since === null ? '—' : formats.when(since) })}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t('notice.waits', { count: waiting, shown: formats.number(waiting) })}</Text>
        {may.have('queues.manage') && (
          <Button size="xs" leftSection={<IconPlayerPlay size={16} aria-hidden />} loading={state.isPending} onClick={() => state.set(name, 'open')}>
            {t('action.resume')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
