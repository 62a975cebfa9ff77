'use client'

import { Group, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, type RunSummary } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { ItemsTable } from './items-table.js'
import { JsonText } from './json-text.js'
import { PageButtons } from './page-buttons.js'

const pageSize = 25

export interface PortItemsProps {
  readonly run: RunSummary
  readonly node: string
  readonly port: string
  readonly side: 'input' | 'output'
}

/** The items of a port, a page at a time from the server. */
export function PortItems({ run, node, port, side }: PortItemsProps) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const [offset, setOffset] = useState(0)
  const [view, setView] = useState('table')
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
  return (
    <div>
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed">
          {t('itemCount', { count: total, number: formats.number(total) })}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('view.label')}
          value={view}
          onChange={setView}
          data={(['table', 'json'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      </Group>
      {view === 'table' ? <ItemsTable items={items} offset={offset} /> : <JsonText value={items.map((item) => item.json)} />}
      <PageButtons offset={offset} shown={items.length} total={total} pageSize={pageSize} onOffset={setOffset} />
    </div>
  )
}
