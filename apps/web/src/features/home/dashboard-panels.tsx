'use client'

import '@mantine/charts/styles.css'
import { Grid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { Panel } from '../../shell/panel.js'
import { Coming } from './coming.js'
import { DurationChart } from './duration-chart.js'
import type { TimelineAsked } from './fill-timeline.js'
import { FlowPerformanceTable } from './flow-performance-table.js'
import { OriginChart } from './origin-chart.js'
import { TimelineChart } from './timeline-chart.js'
import { useLabelledTimeline } from './use-labelled-timeline.js'

const wide = { base: 12, md: 8 }
const narrow = { base: 12, md: 4 }

/** What one would rather look at than read. Loaded on this page alone, for the charts' sake. */
export function DashboardPanels({ home, period }: { readonly home: HomeView; readonly period: TimelineAsked['period'] }) {
  const { t } = useTranslation('home')
  const buckets = useLabelledTimeline(home.timeline, period)
  const nothing = (
    <Text c="dimmed" size="sm">
      {t('noTimeline')}
    </Text>
  )
  const hasRuns = home.origins.length > 0
  return (
    <>
      <Grid gap="lg">
        <Grid.Col span={wide}>
          <Panel title={t('timeline')} h="100%">
            {hasRuns ? <TimelineChart buckets={buckets} /> : nothing}
          </Panel>
        </Grid.Col>
        <Grid.Col span={narrow}>
          <Panel title={t('origins')} h="100%">
            {hasRuns ? <OriginChart origins={home.origins} /> : nothing}
          </Panel>
        </Grid.Col>
        <Grid.Col span={wide}>
          <Panel title={t('trend')} h="100%">
            {home.meanMs === null ? nothing : <DurationChart buckets={buckets} />}
          </Panel>
        </Grid.Col>
        <Grid.Col span={narrow}>
          <Coming coming={home.coming} h="100%" />
        </Grid.Col>
      </Grid>
      {home.flows.length > 0 && (
        <Panel title={t('flows')}>
          <FlowPerformanceTable flows={home.flows} />
        </Panel>
      )}
    </>
  )
}
