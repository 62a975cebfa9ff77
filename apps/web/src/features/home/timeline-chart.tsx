'use client'

import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../i18n/use-formats.js'
import { ChartTable } from './chart-table.js'
import type { LabelledBucket } from './use-labelled-timeline.js'

const series = [
  { name: 'succeeded', color: 'var(--status-green)' },
  { name: 'warned', color: 'var(--status-orange)' },
  { name: 'failed', color: 'var(--status-red)' },
  { name: 'cancelled', color: 'var(--status-gray)' },
] as const

/** Runs over time by their end, good against bad. */
export function TimelineChart({ buckets }: { readonly buckets: readonly LabelledBucket[] }) {
  const { t } = useTranslation('home')
  const formats = useFormats()
  const shown = series.filter(({ name }) => name !== 'cancelled' || buckets.some(({ cancelled }) => cancelled > 0)).map(({ name, color }) => ({ name, color, label: t(`outcome.${name}`) }))
  return (
    <>
      <BarChart
        h={230}
        data={buckets.map(({ label, succeeded, warned, failed, cancelled }) => ({ label, succeeded, warned, failed, cancelled }))}
        dataKey="label"
        type="stacked"
        withLegend
        // In the order of the series, not of the alphabet.
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        series={shown}
        maxBarWidth={36}
        tickLine="none"
        valueFormatter={formats.number}
        yAxisProps={{ allowDecimals: false, width: 48 }}
        aria-hidden
        // Nothing in it takes the focus: the table says it all.
        barChartProps={{ accessibilityLayer: false }}
      />
      <ChartTable caption={t('timeline')} head={[t('when'), ...shown.map(({ label }) => label)]} rows={buckets.map((bucket) => [bucket.label, ...shown.map(({ name }) => formats.number(bucket[name]))])} />
    </>
  )
}
