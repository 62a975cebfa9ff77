'use client'

import { LineChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../i18n/use-formats.js'
import { ChartTable } from './chart-table.js'
import type { LabelledBucket } from './use-labelled-timeline.js'

/** How long runs take, and whether it grows. */
export function DurationChart({ buckets }: { readonly buckets: readonly LabelledBucket[] }) {
  const { t } = useTranslation('home')
  const formats = useFormats()
  const series = [
    { name: 'meanMs', color: 'var(--status-blue)', label: t('figure.meanDuration') },
    { name: 'p95Ms', color: 'var(--status-orange)', label: t('figure.p95'), strokeDasharray: '5 4' },
  ] as const
  /** Two marks of the axis that stand close together don't read alike. */
  const mark = (ms: number): string => (ms >= 1000 && ms < 10_000 ? formats.duration(ms).replace(/^\d+/, formats.number(Math.round(ms / 100) / 10)) : formats.duration(ms))
  const told = (ms: number | null): string => (ms === null ? '—' : formats.duration(ms))
  return (
    <>
      <LineChart
        h={230}
        data={buckets.map(({ label, meanMs, p95Ms }) => ({ label, meanMs, p95Ms }))}
        dataKey="label"
        withLegend
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        series={[...series]}
        curveType="monotone"
        connectNulls
        tickLine="none"
        valueFormatter={formats.duration}
        yAxisProps={{ width: 64, tickFormatter: mark }}
        aria-hidden
        lineChartProps={{ accessibilityLayer: false }}
      />
      <ChartTable caption={t('trend')} head={[t('when'), ...series.map(({ label }) => label)]} rows={buckets.map(({ label, meanMs, p95Ms }) => [label, told(meanMs), told(p95Ms)])} />
    </>
  )
}
