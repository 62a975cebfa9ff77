'use client'

import { Button, EmptyState } from '@mantine/core'
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { ExportMenu } from '../../shell/export-menu.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Pager } from '../../shell/pager.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { useMay } from '../../shell/use-may.js'
import { FailedFilterBar } from './failed-filter-bar.js'
import { failedFiltersText, failedQueryOf, noFailedFilters, readFailedFilters, type FailedFilters } from './failed-filters.js'
import { FailedTable } from './failed-table.js'
import { useRetryFailed } from './use-retry-failed.js'

const pageSize = 25
const readEveryMs = 10_000
const nothing = { codes: [], lanes: [], flows: [] }

/** Steps that failed for good: why, and going on from them. */
export function FailedPage() {
  const { t } = useTranslation('queues')
  const router = useRouter()
  const search = useSearchParams()
  const timeZone = useWorkspaceTimeZone()
  const may = useMay()
  const [page, setPage] = useState(1)
  const filters = useMemo(() => readFailedFilters(search), [search])
  // "Now" is fixed for a set of filters: a moving bound would make each read another question.
  const query = useMemo(() => failedQueryOf(filters, timeZone, Date.now()), [filters, timeZone])
  const read = useApiQuery('failedSteps', { query: { ...query, offset: (page - 1) * pageSize, limit: pageSize } }, { keepPrevious: true, refetchInterval: readEveryMs })
  const retry = useRetryFailed()
  const { steps = [], total = 0 } = read.data ?? {}
  const setFilters = (changed: FailedFilters) => {
    setPage(1)
    router.replace(`/failed/${failedFiltersText(changed)}`, { scroll: false })
  }
  const { which: _, ...retried } = query
  const actions = (
    <>
      <ExportMenu path="/api/failed-steps/export" query={query} />
      {may.have('failed.retry') && (
        <Button leftSection={<IconRefresh size={18} aria-hidden />} disabled={total === 0} loading={retry.isPending} onClick={() => retry.askAll(retried, total)}>
          {t('failed.retryAll')}
        </Button>
      )}
    </>
  )
  return (
    <Page title={t('failed.title')} intro={t('failed.intro')} actions={actions}>
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      <Panel p={0}>
        <FailedFilterBar filters={filters} choices={read.data ?? nothing} onChange={setFilters} />
        {read.isPending && <LoadingLines count={6} />}
        {steps.length > 0 && <FailedTable steps={steps} />}
        {read.isSuccess && total === 0 && <NoFailures isFiltered={failedFiltersText(filters) !== ''} onClear={() => setFilters(noFailedFilters)} />}
        <Pager page={page} pageSize={pageSize} total={total} onPage={setPage} />
      </Panel>
    </Page>
  )
}

function NoFailures({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const { t } = useTranslation(['queues', 'common'])
  return (
    <EmptyState py="xl" variant="light" icon={<IconCircleCheck />} title={t(isFiltered ? 'failed.nothingFits' : 'failed.none')} description={isFiltered ? undefined : t('failed.noneText')}>
      {isFiltered && (
        <EmptyState.Actions>
          <Button variant="default" onClick={onClear}>
            {t('common:action.clearFilters')}
          </Button>
        </EmptyState.Actions>
      )}
    </EmptyState>
  )
}
