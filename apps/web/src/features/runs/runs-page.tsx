'use client'

import { Button, EmptyState, Group } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ExportMenu } from '../../shell/export-menu.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { SavedViews } from '../../shell/saved-views.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { RunFilterBar } from './run-filter-bar.js'
import { filtersText, hasFilters, noFilters, readFilters, runsQueryOf, type RunFilters } from './run-filters.js'
import { RunTable } from './run-table.js'
import { useRunPages } from './use-run-pages.js'

export function RunsPage() {
  const { t } = useTranslation('runs')
  const router = useRouter()
  const search = useSearchParams()
  const timeZone = useWorkspaceTimeZone()
  const filters = useMemo(() => readFilters(search), [search])
  // "Now" is fixed for a set of filters: a moving bound would make each read another question.
  const query = useMemo(() => runsQueryOf(filters, timeZone, Date.now()), [filters, timeZone])
  const pages = useRunPages(query)
  const setFilters = (changed: RunFilters) => router.replace(`/runs/${filtersText(changed)}`, { scroll: false })
  const runs = pages.data?.pages.flatMap((page) => page.runs) ?? []

  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        <>
          <SavedViews list="runs" filters={filtersText(filters)} onOpen={(kept) => router.replace(`/runs/${kept}`, { scroll: false })} />
          <ExportMenu path="/api/runs/export" query={query} />
        </>
      }
    >
      {pages.isError && <Problem error={pages.error} onRetry={() => void pages.refetch()} />}
      <Panel p={0}>
        <RunFilterBar filters={filters} onChange={setFilters} />
        {pages.isPending && <LoadingLines count={6} />}
        {pages.isSuccess && runs.length === 0 && <NoRuns isFiltered={hasFilters(filters)} onClear={() => setFilters(noFilters)} />}
        {runs.length > 0 && <RunTable runs={runs} />}
        {pages.hasNextPage && (
          <Group justify="center" p="md">
            <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
              {t('older')}
            </Button>
          </Group>
        )}
      </Panel>
    </Page>
  )
}

function NoRuns({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const { t } = useTranslation(['runs', 'common'])
  const router = useRouter()
  return (
    <EmptyState py="xl" variant="light" icon={<IconListDetails />} title={t(isFiltered ? 'nothingFits' : 'empty.title')} description={isFiltered ? undefined : t('empty.text')}>
      <EmptyState.Actions>
        {isFiltered ? (
          <Button variant="default" onClick={onClear}>
            {t('common:action.clearFilters')}
          </Button>
        ) : (
          <Button onClick={() => router.push('/flows/')}>{t('empty.action')}</Button>
        )}
      </EmptyState.Actions>
    </EmptyState>
  )
}
