'use client'

import { Anchor, Button, SegmentedControl, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { usePollingUnlessLive } from '../../api/live-events.js'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useSession } from '../../shell/session.js'
import { RunTable } from '../runs/run-table.js'
import { DashboardPanels } from './dashboard-panels.js'
import { Figures } from './figures.js'
import { FirstSteps } from './first-steps-panel.js'

const Welcome = dynamic(() => import('./welcome.js').then((module) => module.Welcome), { ssr: false, loading: () => <LoadingLines /> })

const periods = ['24h', '7d', '30d'] as const
type Period = (typeof periods)[number]

export function HomePage() {
  const { t } = useTranslation('home')
  const { session } = useSession()
  const [period, setPeriod] = useState<Period>('7d')
  const home = useApiQuery('home', { query: { period } }, { keepPrevious: true, refetchInterval: usePollingUnlessLive(5_000) })
  const flows = useApiQuery('flows', {})
  const isNew = flows.data?.flows.length === 0 && home.data?.recent.length === 0
  return (
    <Page
      title={t('hello', { name: session?.user.name ?? '' })}
      intro={isNew ? t('introNew') : t('intro')}
      actions={
        !isNew && (
          <>
            <SegmentedControl size="sm" aria-label={t('period.label')} value={period} onChange={(value) => setPeriod(value as Period)} data={periods.map((value) => ({ value, label: t(`period.${value}`) }))} />
            <Button component={Link} prefetch={false} href="/flows/?new=1" leftSection={<IconPlus size={18} aria-hidden />}>
              {t('newFlow')}
            </Button>
          </>
        )
      }
    >
      {home.isError && <Problem error={home.error} onRetry={() => void home.refetch()} />}
      {home.isPending && <LoadingLines />}
      {isNew && <Welcome />}
      {home.data !== undefined && <FirstSteps home={home.data} flows={flows.data?.flows.length ?? 0} />}
      {home.data !== undefined && !isNew && <Dashboard home={home.data} period={period} />}
    </Page>
  )
}

function Dashboard({ home, period }: { readonly home: HomeView; readonly period: Period }) {
  const { t } = useTranslation('home')
  return (
    <>
      <Figures home={home} />
      <DashboardPanels home={home} period={period} />
      <Panel
        title={t('recent')}
        actions={
          <Anchor component={Link} prefetch={false} href="/runs/" size="sm">
            {t('allRuns')}
          </Anchor>
        }
      >
        {home.recent.length === 0 ? <Text c="dimmed" size="sm">{t('noRecent')}</Text> : <RunTable runs={home.recent} isShort />}
      </Panel>
    </>
  )
}
