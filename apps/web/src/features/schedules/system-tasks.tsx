'use client'

import { Anchor, Button, Group, Stack, Switch, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { SystemTaskView } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { Panel } from '../../shell/panel.js'
import { useMay } from '../../shell/use-may.js'
import { StatusBadge } from '../../theme/status-badge.js'

const refreshMs = 15_000

/** The flows that the workspace has by itself: ordinary ones, which can be edited, switched off and restored. */
export function SystemTasks() {
  const { t } = useTranslation('schedules')
  const read = useApiQuery('systemTasks', {}, { refetchInterval: refreshMs })
  const tasks = read.data?.tasks ?? []
  if (tasks.length === 0) return null
  return (
    <Panel title={t('system.title')}>
      <Text size="sm" c="dimmed" mt="-sm" mb="md">
        {t('system.intro')}
      </Text>
      <Stack gap="md" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }} data-testid="system-tasks">
        {tasks.map((task) => (
          <TaskLine key={task.flowId} task={task} />
        ))}
      </Stack>
    </Panel>
  )
}

function TaskLine({ task }: { readonly task: SystemTaskView }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  const mayEdit = useMay().be('editor')
  const setActive = useApiMutation('setActive', { invalidates: ['systemTasks', 'schedules'] })
  const { flowId, name, description, isOn, isReady, isChanged, nextAt, lastRun } = task
  const facts = [isReady ? null : t('system.toChoose'), isOn && nextAt !== null ? t('system.next', { when: formats.when(nextAt) }) : null, isChanged ? t('system.changed') : null].filter((fact) => fact !== null)
  return (
    <Group component="li" wrap="nowrap" gap="md" align="flex-start">
      <Switch mt={2} checked={isOn} disabled={!mayEdit || !isReady || setActive.isPending} onChange={(event) => setActive.mutate({ params: { id: flowId }, body: { active: event.currentTarget.checked } })} aria-label={t('system.onOf', { name })} />
      <Stack gap={2} flex={1} miw={0}>
        <Group gap="sm">
          <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(flowId)}`} fw={500} size="sm" c="var(--mantine-color-text)">
            {name}
          </Anchor>
          {lastRun !== null && (
            <Anchor component={Link} href={`/run/?id=${encodeURIComponent(lastRun.id)}`} size="sm" c="var(--mantine-color-text)" title={formats.dateTime(lastRun.startedAt)}>
              <StatusBadge status={lastRun.status} />
            </Anchor>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {description}
        </Text>
        {facts.length > 0 && <Text size="xs">{facts.join(' · ')}</Text>}
        {mayEdit && (isChanged || !isReady) && <Deeds task={task} />}
      </Stack>
    </Group>
  )
}

function Deeds({ task: { flowId, name, isChanged, isReady } }: { readonly task: SystemTaskView }) {
  const { t } = useTranslation('schedules')
  const confirm = useConfirm()
  const restore = useApiMutation('restoreFlow', { invalidates: ['systemTasks', 'schedules', 'flow'], onSuccess: () => notifications.show({ message: t('system.restored', { name }) }) })
  const ask = async () => {
    if (await confirm({ title: t('system.restoreTitle', { name }), message: t('system.restoreText'), action: t('system.restore') })) restore.mutate({ params: { id: flowId } })
  }
  return (
    <Group gap="xs" mt={4}>
      {!isReady && (
        <Button component={Link} href={`/flow/?id=${encodeURIComponent(flowId)}`} size="compact-sm" variant="light">
          {t('system.choose')}
        </Button>
      )}
      {isChanged && (
        <Button size="compact-sm" variant="default" loading={restore.isPending} onClick={() => void ask()} aria-label={t('system.restoreOf', { name })}>
          {t('system.restore')}
        </Button>
      )}
    </Group>
  )
}
