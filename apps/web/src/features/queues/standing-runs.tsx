'use client'

import { Anchor, Button, Group, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StandingRunView } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useMay } from '../../shell/use-may.js'

const choices = [5, 10, 30, 60] as const
const readEveryMs = 10_000

/** Runs that could go on and don't: why, and the way out. */
export function StandingRuns() {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  const [minutes, setMinutes] = useState<number>(10)
  const read = useApiQuery('standingRuns', { query: { minutes } }, { refetchInterval: readEveryMs, keepPrevious: true })
  const choose = (
    <Select
      size="xs"
      w={190}
      aria-label={t('standing.since')}
      data={choices.map((value) => ({ value: String(value), label: t('standing.minutes', { time: formats.duration(value * 60_000) }) }))}
      value={String(minutes)}
      onChange={(value) => setMinutes(Number(value ?? 10))}
      allowDeselect={false}
    />
  )
  return (
    <Panel title={t('standing.title')} actions={choose}>
      {read.isPending && <LoadingLines count={2} />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data?.runs.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('standing.none', { time: formats.duration(minutes * 60_000) })}
        </Text>
      )}
      <Stack gap="md">
        {read.data?.runs.map((run) => (
          <StandingRun key={run.id} run={run} />
        ))}
      </Stack>
    </Panel>
  )
}

function StandingRun({ run }: { readonly run: StandingRunView }) {
  const { t } = useTranslation('queues')
  const may = useMay()
  const confirm = useConfirm()
  const after = { invalidates: ['standingRuns', 'queues', 'runs'] } as const
  const release = useApiMutation('releaseRun', { ...after, onSuccess: () => notifications.show({ message: t('standing.released', { flow: run.flowName }) }) })
  const cancel = useApiMutation('cancelRun', { ...after, onSuccess: () => notifications.show({ message: t('standing.cancelled', { flow: run.flowName }) }) })
  const askCancel = async () => {
    if (await confirm({ title: t('standing.cancelTitle', { flow: run.flowName }), message: t('standing.cancelText'), action: t('standing.cancel') })) cancel.mutate({ params: { id: run.id } })
  }
  const askRelease = async () => {
    if (await confirm({ title: t('standing.releaseTitle', { flow: run.flowName }), message: t('standing.releaseText'), action: t('standing.release'), isDestructive: false })) release.mutate({ params: { id: run.id } })
  }
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ flex: '1 1 280px' }}>
        <Text size="sm" fw={600}>
          <Anchor component={Link} href={`/run/?id=${run.runId}`}>
            {run.flowName}
          </Anchor>
          {run.nodeName !== null && ` · ${run.nodeName}`}
        </Text>
        <Text size="sm">{run.reason}</Text>
        {run.hint !== null && (
          <Text size="sm" c="dimmed">
            {run.hint}
          </Text>
        )}
      </div>
      {may.be('operator') && (
        <Group gap="xs">
          {run.canRelease && (
            <Button size="xs" variant="default" loading={release.isPending} onClick={() => void askRelease()}>
              {t('standing.release')}
            </Button>
          )}
          <Button size="xs" variant="subtle" color="red" loading={cancel.isPending} onClick={() => void askCancel()}>
            {t('standing.cancel')}
          </Button>
        </Group>
      )}
    </Group>
  )
}
