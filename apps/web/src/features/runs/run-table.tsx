'use client'

import { Anchor, Badge, Group, Stack, Table, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { StatusBadge } from '../../theme/status-badge.js'
import { DryRunMark } from './dry-run-mark.js'
import classes from './run-table.module.css'

export interface RunTableProps {
  readonly runs: readonly RunSummary[]
  /** Fewer columns, for the home page. Default false. */
  readonly isShort?: boolean
}

/** Runs as lines that lead to their page. On a phone: the flow, its state and the time beneath. */
export function RunTable({ runs, isShort = false }: RunTableProps) {
  const { t } = useTranslation('runs')
  return (
    <Table verticalSpacing="xs" className={isShort ? `${classes.table} ${classes.short}` : classes.table} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th visibleFrom="sm" className={classes.status}>
            {t('column.status')}
          </Table.Th>
          <Table.Th>{t('column.flow')}</Table.Th>
          <Table.Th visibleFrom="sm">{t('column.started')}</Table.Th>
          <Table.Th visibleFrom="sm" ta="right">
            {t('column.duration')}
          </Table.Th>
          {!isShort && <Table.Th visibleFrom="md">{t('column.origin')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} isShort={isShort} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function RunRow({ run, isShort }: { readonly run: RunSummary; readonly isShort: boolean }) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const at = run.startedAt ?? run.acceptedAt
  return (
    <Table.Tr className={classes.row}>
      <Table.Td visibleFrom="sm" className={classes.status}>
        <StatusBadge status={run.status} />
      </Table.Td>
      <Table.Td>
        <Stack gap={2}>
          <Group gap="xs">
            <Anchor component={Link} href={`/run/?id=${encodeURIComponent(run.id)}`} fw={500} size="sm" c="var(--mantine-color-text)" className={classes.link}>
              {run.flowName}
            </Anchor>
            <RunMarks run={run} />
          </Group>
          {run.message !== '' && (
            <Text size="xs" c="dimmed" lineClamp={isShort ? 1 : 2}>
              {run.message}
            </Text>
          )}
          <Group gap="xs" hiddenFrom="sm">
            <StatusBadge status={run.status} />
            <Text size="xs" c="dimmed" className="figures">
              {formats.when(at)}
              {run.durationMs !== null && ` · ${formats.duration(run.durationMs)}`}
            </Text>
          </Group>
        </Stack>
      </Table.Td>
      <Table.Td visibleFrom="sm" className={classes.quiet}>
        <Text size="sm" title={formats.dateTime(at)}>
          {formats.when(at)}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm" ta="right" className={classes.quiet}>
        <Text size="sm">{run.durationMs === null ? '—' : formats.duration(run.durationMs)}</Text>
      </Table.Td>
      {!isShort && (
        <Table.Td visibleFrom="md" className={classes.quiet}>
          <Text size="sm">{t(`origin.${run.origin}`)}</Text>
          {run.startedBy !== null && (
            <Text size="xs" c="dimmed">
              {run.startedBy}
            </Text>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  )
}

/** What sets a run apart from an ordinary one. */
export function RunMarks({ run }: { readonly run: RunSummary }) {
  const { t } = useTranslation('runs')
  return (
    <>
      {run.isTest && <Mark text={t('mark.test')} />}
      {run.isDryRun && <DryRunMark text={t('mark.dryRun')} />}
      {run.versionNumber === null && !run.isTest && <Mark text={t('mark.draft')} />}
      {run.restoredAt !== null && <Mark text={t('mark.restored')} />}
    </>
  )
}

function Mark({ text }: { readonly text: string }) {
  return (
    <Badge variant="default" size="sm" className={classes.mark}>
      {text}
    </Badge>
  )
}
