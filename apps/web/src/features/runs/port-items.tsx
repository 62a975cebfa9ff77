'use client'

import { Group, SegmentedControl, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, type RowFilter, type RunSummary } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { FoundItems } from './found-items.js'
import { ItemsTable } from './items-table.js'
import { JsonText } from './json-text.js'
import { PageButtons } from './page-buttons.js'
import { RowFilterBar } from './row-filter-bar.js'

const pageSize = 25

export interface PortItemsProps {
  readonly run: RunSummary
  readonly node: string
  readonly port: string
  readonly side: 'input' | 'output'
  /** Rows came into the step, so that one may ask which of them it changed. Default false. */
  readonly canCompare?: boolean
}

export type ItemsView = 'table' | 'json'

/** The items of a port, a page at a time from the server; all of them, or those that fit. */
export function PortItems({ run, node, port, side, canCompare = false }: PortItemsProps) {
  const { t } = useTranslation('runs')
  const [offset, setOffset] = useState(0)
  const [view, setView] = useState<ItemsView>('table')
  const [filters, setFilters] = useState<readonly RowFilter[]>([])
  const [field, setField] = useState<string | null>(null)
  const [isChanged, setChanged] = useState(false)
  const isSearch = isChanged || filters.length > 0
  const read = useApiQuery(
    side === 'input' ? 'stepInput' : 'stepOutput',
    { params: { id: run.id, node, port }, query: { offset, limit: pageSize } },
    { keepPrevious: true, staleTime: isTerminalRun(run.status) ? Infinity : 0, refetchInterval: isTerminalRun(run.status) ? false : 3_000 },
  )
  if (read.isPending) return <LoadingLines count={3} />
  if (read.error instanceof ApiError && read.error.status === 404) return <Text c="dimmed" size="sm">{t('noItems')}</Text>
  if (read.isError) return <Problem error={read.error} onRetry={() => void read.refetch()} />
  const { items, total } = read.data
  if (total === 0) return <Text c="dimmed" size="sm">{t('noItems')}</Text>
  const filtering = { fields: filters.map((filter) => filter.field), onFilter: setField }
  return (
    <div>
      <Group justify="space-between" mb="xs" gap="xs">
        {isSearch ? <span /> : <Count total={total} />}
        <Group gap="sm">
          {canCompare && <Switch size="xs" label={t('rows.changed')} checked={isChanged} onChange={(event) => setChanged(event.currentTarget.checked)} data-testid="only-changed" />}
          <SegmentedControl size="xs" aria-label={t('view.label')} value={view} onChange={(next) => setView(next as ItemsView)} data={(['table', 'json'] as const).map((value) => ({ value, label: t(`view.${value}`) }))} />
        </Group>
      </Group>
      <RowFilterBar filters={filters} field={field} onFilters={setFilters} onClose={() => setField(null)} />
      {isSearch ? (
        <FoundItems key={JSON.stringify([filters, isChanged])} run={run} at={{ node, port, side }} filters={filters} isChanged={isChanged} view={view} filtering={filtering} />
      ) : (
        <>
          {view === 'table' ? <ItemsTable items={items} offset={offset} filtering={filtering} /> : <JsonText value={items.map((item) => item.json)} />}
          <PageButtons offset={offset} shown={items.length} total={total} pageSize={pageSize} onOffset={setOffset} />
        </>
      )}
    </div>
  )
}

function Count({ total }: { readonly total: number }) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  return (
    <Text size="sm" c="dimmed">
      {t('itemCount', { count: total, number: formats.number(total) })}
    </Text>
  )
}
