'use client'

import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconClockPlay, IconEye, IconLoader2, IconPlayerPause } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { WatchState, WatchView } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import type { StatusLook } from '../../theme/status-looks.js'
import { LookBadge } from './look-badge.js'

const refreshMs = 5_000

const looks: { readonly [S in WatchState]: StatusLook } = {
  starting: { icon: IconLoader2, color: 'yellow', isMoving: true },
  waiting: { icon: IconClockPlay, color: 'blue', isMoving: false },
  looking: { icon: IconEye, color: 'green', isMoving: false },
  failing: { icon: IconAlertTriangle, color: 'red', isMoving: false },
  off: { icon: IconPlayerPause, color: 'gray', isMoving: false },
}

/** The flows that watch a mailbox or a folder: how each is doing, and why not. Nothing where there are none. */
export function WatchList() {
  const { t } = useTranslation('schedules')
  const { data } = useApiQuery('watches', { query: {} }, { keepPrevious: true, refetchInterval: refreshMs })
  if (data === undefined || data.watches.length === 0) return null
  return (
    <Panel title={t('watch.title')}>
      <Stack gap="md">
        {data.watches.map((watch) => (
          <WatchLine key={`${watch.flowId} ${watch.nodeId}`} watch={watch} />
        ))}
      </Stack>
    </Panel>
  )
}

function WatchLine({ watch }: { readonly watch: WatchView }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  const look = useApiMutation('lookNow', { invalidates: ['watches'] })
  const { flowId, flowName, state, lookedAt, tookAt, failingSince, error } = watch
  const facts = [
    ...(lookedAt === null ? [] : [t('watch.looked', { ago: formats.ago(lookedAt) })]),
    tookAt === null ? t('watch.neverTook') : t('watch.took', { ago: formats.ago(tookAt) }),
  ]
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <LookBadge look={looks[state]} word={t(`watch.state.${state}`)} />
          <Text size="sm">
            <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(flowId)}`} c="var(--mantine-color-text)" fw={500}>
              {flowName}
            </Anchor>{' '}
            <Text span c="dimmed" size="sm">
              {facts.join(' · ')}
            </Text>
          </Text>
        </Group>
        {state !== 'off' && (
          <Button size="xs" variant="default" loading={look.isPending} onClick={() => look.mutate({ params: { id: flowId } })} aria-label={t('watch.lookNowAt', { name: flowName })}>
            {t('watch.lookNow')}
          </Button>
        )}
      </Group>
      {error !== null && (
        <Alert color="red" p="xs">
          <Text size="sm">
            {error.sentence} {error.hint ?? ''} {failingSince === null ? '' : t('watch.since', { ago: formats.ago(failingSince) })}
          </Text>
        </Alert>
      )}
    </Stack>
  )
}
