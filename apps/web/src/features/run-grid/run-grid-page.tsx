'use client'

import { Anchor, Button, EmptyState, Group, Switch, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconArrowsDiff, IconLayoutGrid } from '@tabler/icons-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError, RunGrid } from '@maillon/api-contract'
import { api } from '../../api/api.js'
import { usePollingUnlessLive } from '../../api/live-events.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { GridTable } from './grid-table.js'
import { joinedGrid } from './joined-grid.js'

const pageSize = 30

/** `/flow-runs/?id=…`: the runs of a flow by its steps, one column a run. */
export function RunGridPage() {
  const { t } = useTranslation('grid')
  const id = useSearchParams().get('id') ?? ''
  const [withTests, setWithTests] = useState(false)
  const [picked, setPicked] = useState<readonly string[]>([])
  const read = useRunGrid(id, withTests)
  const grid = useMemo(() => (read.data === undefined ? null : joinedGrid(read.data.pages)), [read.data])
  const name = grid?.columns[0]?.run.flowName
  const pick = (runId: string) => setPicked(picked.includes(runId) ? picked.filter((other) => other !== runId) : [...picked, runId].slice(-2))
  return (
    <Page
      title={t('title')}
      intro={name}
      back={
        <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(id)}`} size="sm" c="dimmed" display="inline-flex" mb={6}>
          <IconArrowLeft size={16} aria-hidden style={{ marginRight: 4, alignSelf: 'center' }} />
          {t('back')}
        </Anchor>
      }
      actions={
        <>
          <Switch label={t('tests')} checked={withTests} onChange={(event) => setWithTests(event.currentTarget.checked)} />
          <Button component={Link} href={compareAddress(picked)} {...(picked.length < 2 ? { 'data-disabled': true } : {})} aria-disabled={picked.length < 2} onClick={(event) => picked.length < 2 && event.preventDefault()} leftSection={<IconArrowsDiff size={18} aria-hidden />} data-testid="compare-picked">
            {t('compare')}
          </Button>
        </>
      }
    >
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <LoadingLines count={6} />}
      {grid !== null && grid.columns.length === 0 && <EmptyState icon={<IconLayoutGrid />} title={t('empty')} description={withTests ? undefined : t('emptyHint')} />}
      {grid !== null && grid.columns.length > 0 && (
        <Panel p={0}>
          <GridTable grid={grid} picked={picked} onPick={pick} />
        </Panel>
      )}
      {grid !== null && grid.columns.length > 0 && (
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {t('help')}
          </Text>
          {read.hasNextPage && (
            <Button variant="default" onClick={() => void read.fetchNextPage()} loading={read.isFetchingNextPage}>
              {t('older')}
            </Button>
          )}
        </Group>
      )}
    </Page>
  )
}

/** Ids are sortable by time: the earlier run stands left. */
function compareAddress(picked: readonly string[]): string {
  const [left = '', right = ''] = picked.toSorted()
  return `/compare/?left=${encodeURIComponent(left)}&right=${encodeURIComponent(right)}`
}

function useRunGrid(id: string, tests: boolean) {
  return useInfiniteQuery<RunGrid, ApiError, { pages: RunGrid[] }, readonly unknown[], string | null>({
    queryKey: ['runs', 'grid', id, tests],
    queryFn: ({ pageParam, signal }) => api.call('runGrid', { params: { id }, query: { limit: pageSize, tests, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: usePollingUnlessLive(4_000),
    placeholderData: (previous) => previous,
    enabled: id !== '',
  })
}
