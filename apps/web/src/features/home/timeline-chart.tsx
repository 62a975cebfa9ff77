'use client'

import '@mantine/charts/styles.css'
import { VisuallyHidden } from '@mantine/core'
import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { useLocale } from '../../i18n/locale-provider.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { fillTimeline, type TimelineAsked } from './fill-timeline.js'

export interface TimelineChartProps {
  readonly timeline: HomeView['timeline']
  readonly period: TimelineAsked['period']
}

const series = [
  { name: 'succeeded', color: 'var(--status-green)' },
  { name: 'warned', color: 'var(--status-orange)' },
  { name: 'failed', color: 'var(--status-red)' },
] as const

/** Runs over time by their end. The same stands in a table for those who don't see the bars. */
export function TimelineChart({ timeline, period }: TimelineChartProps) {
  const { t } = useTranslation('home')
  const { locale } = useLocale()
  const timeZone = useWorkspaceTimeZone()
  const label = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', period === '24h' ? { timeZone, hour: '2-digit' } : { timeZone, day: 'numeric', month: 'short' })
  const data = fillTimeline(timeline, { period, timeZone, now: Date.now() }).map(({ at, ...counts }) => ({ at: label.format(new Date(at)), ...counts }))
  return (
    <>
      <BarChart
        h={220}
        data={data}
        dataKey="at"
        type="stacked"
        withLegend
        // In the order of the series, not of the alphabet.
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        series={series.map(({ name, color }) => ({ name, color, label: t(`outcome.${name}`) }))}
        maxBarWidth={36}
        tickLine="none"
        yAxisProps={{ allowDecimals: false, width: 32 }}
        aria-hidden
        // Nothing in it takes the focus: the table says it all.
        barChartProps={{ accessibilityLayer: false }}
      />
      <VisuallyHidden>
        <table>
          <caption>{t('timeline')}</caption>
          <thead>
            <tr>
              <th>{t('when')}</th>
              {series.map(({ name }) => (
                <th key={name}>{t(`outcome.${name}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((bucket, index) => (
              <tr key={index}>
                <th>{bucket.at}</th>
                {series.map(({ name }) => (
                  <td key={name}>{bucket[name]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </>
  )
}
