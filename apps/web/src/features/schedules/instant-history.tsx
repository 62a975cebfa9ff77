'use client'

import { Anchor, Button, EmptyState, Group, Select, Stack, Table, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError, InstantsPage, InstantView } from '@maillon/api-contract'
import { instantStatuses } from '@maillon/plan'
import { api } from '../../api/api.js'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { StatusBadge } from '../../theme/status-badge.js'
import { LookBadge } from './look-badge.js'
import { instantLooks } from './schedule-looks.js'
import classes from './schedules.module.css'

const pageSize = 50
const refreshMs = 10_000
const statuses = ['late', ...instantStatuses] as const

/** The ledger: what was expected when, and what became of it. */
export function InstantHistory({ flowId: shownFlow }: { readonly flowId: string | null }) {
  const { t } = useTranslation('schedules')
  const [status, setStatus] = useState<(typeof statuses)[number] | null>(null)
  const [flowId, setFlowId] = useState(shownFlow)
  const flows = useApiQuery('flows', {}, { staleTime: 30_000 }).data?.flows ?? []
  // What is to come stands in the calendar; here it is shown where it is asked for.
  const query = { limit: pageSize, isPast: status !== 'expected', ...(status === null ? {} : { status }), ...(flowId === null ? {} : { flowId }) }
  const pages = useInfiniteQuery<InstantsPage, ApiError, { pages: InstantsPage[] }, readonly unknown[], string | null>({
    queryKey: ['scheduleInstants', query],
    queryFn: ({ pageParam, signal }) => api.call('scheduleInstants', { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: refreshMs,
    placeholderData: (previous) => previous,
  })
  const instants = pages.data?.pages.flatMap((page) => page.instants) ?? []
  return (
    <>
      {pages.isError && <Problem error={pages.error} onRetry={() => void pages.refetch()} />}
      <Panel p={0}>
        <Group gap="sm" p="md">
          <Select
            w={{ base: '100%', xs: 240 }}
            aria-label={t('filter.words')}
            placeholder={t('filter.words')}
            data={flows.map((flow) => ({ value: flow.id, label: flow.name }))}
            value={flowId}
            onChange={setFlowId}
            searchable
            clearable
          />
          <Select
            w={{ base: '100%', xs: 200 }}
            aria-label={t('filter.status')}
            placeholder={t('filter.allStatuses')}
            data={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
            value={status}
            onChange={(value) => setStatus(statuses.find((known) => known === value) ?? null)}
            clearable
          />
        </Group>
        {pages.isPending && <LoadingLines count={6} />}
        {pages.isSuccess && instants.length === 0 && <EmptyState py="xl" variant="light" icon={<IconHistory />} title={t('noHistory')} />}
        {instants.length > 0 && <InstantTable instants={instants} />}
        {pages.hasNextPage && (
          <Group justify="center" p="md">
            <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
              {t('older')}
            </Button>
          </Group>
        )}
      </Panel>
    </>
  )
}

function InstantTable({ instants }: { readonly instants: readonly InstantView[] }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  return (
    <Table verticalSpacing="xs" horizontalSpacing="md" className={classes.table} highlightOnHover data-testid="instants">
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.narrow}>{t('column.result')}</Table.Th>
          <Table.Th>{t('column.flow')}</Table.Th>
          <Table.Th className={classes.narrow}>{t('column.due')}</Table.Th>
          <Table.Th visibleFrom="sm">{t('column.run')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {instants.map((instant) => (
          <Table.Tr key={`${instant.flowId} ${instant.nodeId} ${instant.instant}`}>
            <Table.Td className={classes.narrow}>
              <LookBadge look={instantLooks[instant.status]} word={t(`status.${instant.status}`)} />
            </Table.Td>
            <Table.Td>
              <Stack gap={2}>
                <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(instant.flowId)}`} fw={500} size="sm" c="var(--mantine-color-text)">
                  {instant.flowName}
                </Anchor>
                <Why instant={instant} />
              </Stack>
            </Table.Td>
            <Table.Td className={classes.narrow}>
              <Text size="sm" title={formats.dateTime(instant.instant)}>
                {formats.when(instant.instant)}
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">
              {instant.runId !== null && (
                <Anchor component={Link} href={`/run/?id=${encodeURIComponent(instant.runId)}`} c="var(--mantine-color-text)" underline="hover" aria-label={t('openRun')}>
                  {instant.runStatus === null ? t('openRun') : <StatusBadge status={instant.runStatus} />}
                </Anchor>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** Why it isn't simply a run at its time, who asked, and how many more the line stands for. */
function Why({ instant: { instant, reason, decidedAt, instants, through, askedBy } }: { readonly instant: InstantView }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  const delay = decidedAt === null ? '' : formats.duration(Date.parse(decidedAt) - Date.parse(instant))
  const parts = [
    askedBy === null ? null : t('askedBy', { name: askedBy }),
    reason === null ? null : t(`reason.${reason}`, { delay }),
    instants > 1 && through !== null ? t('many', { number: formats.number(instants), through: formats.dateTime(through) }) : null,
  ].filter((part) => part !== null)
  if (parts.length === 0) return null
  return (
    <Text size="xs" c="dimmed">
      {parts.join(' · ')}
    </Text>
  )
}
