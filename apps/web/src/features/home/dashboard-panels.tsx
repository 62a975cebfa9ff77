'use client'

import { Grid, Skeleton, Text } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { Panel } from '../../shell/panel.js'
import { Coming } from './coming.js'
import type { TimelineAsked } from './fill-timeline.js'
import { FlowPerformanceTable } from './flow-performance-table.js'
import { useLabelledTimeline } from './use-labelled-timeline.js'

const TimelineChart = dynamic(() => import('./charts.js').then((module) => module.TimelineChart), { ssr: false, loading: Place })
const OriginChart = dynamic(() => import('./charts.js').then((module) => module.OriginChart), { ssr: false, loading: Place })
const DurationChart = dynamic(() => import('./charts.js').then((module) => module.DurationChart), { ssr: false, loading: Place })

function Place() {
  return <Skeleton height={230} radius="md" aria-hidden />
}

const wide = { base: 12, md: 8 }
const narrow = { base: 12, md: 4 }

/** What one would rather look at than read. The charts' scripts come once there are runs to draw. */
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
