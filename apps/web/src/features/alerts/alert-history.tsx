'use client'

import { Anchor, EmptyState, Group, Stack, Table, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Pager } from '../../shell/pager.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { AlertFilterBar, noAlertFilters, type AlertFilters } from './alert-filter-bar.js'
import { alertIcons } from './alert-looks.js'

const pageSize = 25

/** Every alert there was, the newest first. */
export function AlertHistory() {
  const { t } = useTranslation('alerts')
  const [filters, setFilters] = useState<AlertFilters>(noAlertFilters)
  const [page, setPage] = useState(1)
  const { words, kind } = filters
  const read = useApiQuery('alerts', { query: { ...(words === '' ? {} : { words }), ...(kind === null ? {} : { kind }), offset: (page - 1) * pageSize, limit: pageSize } }, { keepPrevious: true })
  const { alerts = [], total = 0 } = read.data ?? {}
  const isFiltered = words !== '' || kind !== null
  const filter = (next: AlertFilters) => {
    setFilters(next)
    setPage(1)
  }
  return (
    <Panel p={0}>
      {(total > 0 || isFiltered) && <AlertFilterBar filters={filters} onChange={filter} />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <LoadingLines count={6} />}
      {alerts.length > 0 && <HistoryTable alerts={alerts} />}
      {read.isSuccess && total === 0 && <EmptyState py="xl" variant="light" icon={<IconHistory />} title={t(isFiltered ? 'nothingFits' : 'noHistory.title')} description={isFiltered ? undefined : t('noHistory.text')} />}
      <Pager page={page} pageSize={pageSize} total={total} onPage={setPage} />
    </Panel>
  )
}

function HistoryTable({ alerts }: { readonly alerts: readonly AlertView[] }) {
  const { t } = useTranslation('alerts')
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table verticalSpacing="xs" horizontalSpacing="md" highlightOnHover data-testid="alert-history">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column.alert')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('column.opened')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('column.closed')}</Table.Th>
            <Table.Th>{t('column.how')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {alerts.map((alert) => (
            <HistoryRow key={alert.id} alert={alert} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function HistoryRow({ alert: { kind, sentence, openedAt, closedAt, ended, endedBy, wellSince, runId, error } }: { readonly alert: AlertView }) {
  const { t } = useTranslation('alerts')
  const formats = useFormats()
  const Icon = alertIcons[kind]
  const shown = (
    <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
      {sentence}
    </Text>
  )
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Icon size={18} stroke={1.7} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          <Stack gap={2} miw={0}>
            {runId === null ? (
              shown
            ) : (
              <Anchor component={Link} href={`/run/?id=${encodeURIComponent(runId)}`} c="var(--mantine-color-text)">
                {shown}
              </Anchor>
            )}
            <Text size="xs" c="dimmed" lineClamp={2}>
              {error?.sentence ?? t(`kind.${kind}`)}
            </Text>
          </Stack>
        </Group>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm" title={formats.dateTime(openedAt)}>
          {formats.when(openedAt)}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm" {...(closedAt === null ? {} : { title: formats.dateTime(closedAt) })}>
          {closedAt === null ? '—' : formats.when(closedAt)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" c={ended === null ? 'var(--status-red)' : 'dimmed'}>
          {t(`how.${ended ?? 'open'}`, { name: endedBy ?? '', when: wellSince === null ? '' : formats.when(wellSince) })}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}
