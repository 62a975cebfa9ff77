'use client'

import { ActionIcon, Anchor, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { SchedulesPage } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'

/** Runs that people asked for at a time, to be taken back until then. */
export function AskedRuns({ asked }: { readonly asked: SchedulesPage['asked'] }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  const withdraw = useApiMutation('withdrawRun', { invalidates: ['schedules', 'scheduleCalendar', 'scheduleInstants'] })
  const takeBack = ({ flowId, flowName, at }: SchedulesPage['asked'][number]) =>
    withdraw.mutate({ params: { id: flowId, at } }, { onSuccess: () => notifications.show({ message: t('asked.withdrawn', { name: flowName }) }) })
  return (
    <Panel title={t('asked.title')}>
      <Stack gap="xs">
        {asked.map((run) => (
          <Group key={`${run.flowId} ${run.at}`} justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm">
              <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(run.flowId)}`} c="var(--mantine-color-text)" fw={500}>
                {run.flowName}
              </Anchor>{' '}
              <Text span c="dimmed" size="sm" title={formats.dateTime(run.at)}>
                {formats.when(run.at)} · {t('asked.by', { name: run.by })}
              </Text>
            </Text>
            <ActionIcon variant="subtle" color="gray" aria-label={t('asked.withdraw', { name: run.flowName })} onClick={() => takeBack(run)}>
              <IconX size={17} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
    </Panel>
  )
}
