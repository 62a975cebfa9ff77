'use client'

import { Anchor, Badge, Group, Stack, Table, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { StatusBadge } from '../../theme/status-badge.js'
import { LookBadge } from './look-badge.js'
import { instantLooks, stateLooks } from './schedule-looks.js'
import classes from './schedules.module.css'

/** Schedules as lines: state, flow and sentence, what comes next, what came last. On a phone the times stand beneath the flow. */
export function ScheduleTable({ schedules }: { readonly schedules: readonly ScheduleView[] }) {
  const { t } = useTranslation('schedules')
  return (
    <Table verticalSpacing="xs" horizontalSpacing="md" className={classes.table} highlightOnHover data-testid="schedules">
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.narrow}>{t('column.state')}</Table.Th>
          <Table.Th>{t('column.flow')}</Table.Th>
          <Table.Th visibleFrom="sm" className={classes.narrow}>{t('column.next')}</Table.Th>
          <Table.Th visibleFrom="md">{t('column.last')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {schedules.map((schedule) => (
          <ScheduleRow key={`${schedule.flowId} ${schedule.nodeId}`} schedule={schedule} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function ScheduleRow({ schedule }: { readonly schedule: ScheduleView }) {
  const { t } = useTranslation('schedules')
  const workspaceZone = useWorkspaceTimeZone()
  return (
    <Table.Tr>
      <Table.Td className={classes.narrow}>
        <LookBadge look={stateLooks[schedule.state]} word={t(`state.${schedule.state}`)} />
      </Table.Td>
      <Table.Td>
        <Stack gap={2}>
          <Group gap="xs">
            <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(schedule.flowId)}`} fw={500} size="sm" c="var(--mantine-color-text)">
              {schedule.flowName}
            </Anchor>
            {schedule.isSystem && (
              <Badge size="sm" variant="default" tt="none" fw={500}>
                {t('system.mark')}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {schedule.sentence}
            {schedule.timeZone !== workspaceZone && ` · ${t('inZone', { zone: schedule.timeZone })}`}
          </Text>
          <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
            <NextDue schedule={schedule} />
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td visibleFrom="sm" className={classes.narrow}>
        <Text size="sm" component="div">
          <NextDue schedule={schedule} />
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="md">
        <LastDue schedule={schedule} />
      </Table.Td>
    </Table.Tr>
  )
}

function NextDue({ schedule: { nextAt, state } }: { readonly schedule: ScheduleView }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  if (nextAt === null) return state === 'disabled' ? '—' : t('neverAgain')
  return <span title={formats.dateTime(nextAt)}>{state === 'late' ? t('dueSince', { ago: formats.ago(nextAt) }) : formats.when(nextAt)}</span>
}

/** When, and its run's state (or why there was none). */
function LastDue({ schedule: { last, flowId } }: { readonly schedule: ScheduleView }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  if (last === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('notYet')}
      </Text>
    )
  }
  const result = last.runId !== null && last.runStatus !== null ? <StatusBadge status={last.runStatus} /> : <LookBadge look={instantLooks[last.status]} word={t(`status.${last.status}`)} />
  const href = last.runId !== null ? `/run/?id=${encodeURIComponent(last.runId)}` : `/schedules/?view=history&flow=${encodeURIComponent(flowId)}`
  return (
    <Stack gap={2}>
      <Anchor component={Link} href={href} c="var(--mantine-color-text)" underline="hover">
        {result}
      </Anchor>
      <Text size="xs" c="dimmed" title={formats.dateTime(last.instant)}>
        {formats.when(last.instant)}
        {last.runId === null && last.reason !== null && ` · ${t(`reason.${last.reason}`, { delay: '' })}`}
      </Text>
    </Stack>
  )
}
