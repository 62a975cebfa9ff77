'use client'

import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundRows, RowFilter, RunSummary } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { fieldsThatDiffer } from '../compare/rows-that-differ.js'
import { ItemsTable, type ColumnFiltering } from './items-table.js'
import { JsonText } from './json-text.js'
import { PageButtons } from './page-buttons.js'
import type { ItemsView } from './port-items.js'

const pageSize = 25

export interface FoundItemsProps {
  readonly run: RunSummary
  readonly at: { readonly node: string; readonly port: string; readonly side: 'input' | 'output' }
  readonly filters: readonly RowFilter[]
  /** Only rows that the step changed. */
  readonly isChanged: boolean
  readonly view: ItemsView
  readonly filtering: ColumnFiltering
}

/** The rows of a port that fit, looked for by the server among all of them. */
export function FoundItems({ run, at: { node, port, side }, filters, isChanged, view, filtering }: FoundItemsProps) {
  const [offset, setOffset] = useState(0)
  const [from, setFrom] = useState(0)
  const query = { side, from, offset, limit: pageSize, ...(isChanged ? { changed: true } : {}), ...(filters.length === 0 ? {} : { where: JSON.stringify(filters) }) }
  const read = useApiQuery('findRows', { params: { id: run.id, node, port }, query }, { keepPrevious: true, staleTime: isTerminalRun(run.status) ? Infinity : 0 })
  if (read.isPending) return <LoadingLines count={3} />
  if (read.isError) return <Problem error={read.error} onRetry={() => void read.refetch()} />
  const { rows, total, match } = read.data
  const items = rows.map(({ item }) => item)
  const befores = rows.map(({ before }) => before)
  const look = (next: number) => {
    setFrom(next)
    setOffset(0)
  }
  return (
    <div data-testid="found-rows" data-match={match ?? undefined}>
      <About found={read.data} from={from} isChanged={isChanged} isFiltered={filters.length > 0} onFrom={look} />
      {view === 'json' && total > 0 && <JsonText value={items.map((item) => item.json)} />}
      {view === 'table' && (total > 0 || filters.length > 0) && (
        <ItemsTable items={items} offset={offset} places={rows.map(({ index }) => index)} filtering={filtering} {...(match === 'place' ? { befores, marks: fieldsThatDiffer(items, befores) } : {})} />
      )}
      <PageButtons offset={offset} shown={rows.length} total={total} pageSize={pageSize} onOffset={setOffset} />
    </div>
  )
}

interface AboutProps {
  readonly found: FoundRows
  readonly from: number
  readonly isChanged: boolean
  readonly isFiltered: boolean
  readonly onFrom: (from: number) => void
}

/** How many fit, where they were looked for, and what the marks mean. */
function About({ found: { total, of, next, match }, from, isChanged, isFiltered, onFrom }: AboutProps) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  if (match === 'none') return <Text size="sm" c="dimmed" role="status">{t('rows.notCompared')}</Text>
  return (
    <Group gap="sm" mb="xs" role="status">
      <Text size="sm" c="dimmed">
        {total === 0 ? t(isFiltered ? 'rows.nothing' : 'rows.nothingChanged') : t(isChanged ? 'rows.foundChanged' : 'rows.found', { count: total, number: formats.number(total), of: formats.number(of) })}
        {total > 0 && match !== null && ` ${t(match === 'place' ? 'rows.byPlace' : 'rows.byContent')}`}
        {(next !== null || from > 0) && ` ${t('rows.looked', { from: formats.number(from + 1), to: formats.number(next ?? of) })}`}
      </Text>
      {next !== null && <Button size="compact-xs" variant="default" onClick={() => onFrom(next)}>{t('rows.further')}</Button>}
      {next === null && from > 0 && <Button size="compact-xs" variant="default" onClick={() => onFrom(0)}>{t('rows.fromStart')}</Button>}
    </Group>
  )
}
