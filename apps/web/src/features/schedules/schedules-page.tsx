'use client'

import { SegmentedControl } from '@mantine/core'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/page.js'
import { CalendarView } from './calendar-view.js'
import { InstantHistory } from './instant-history.js'
import { ScheduleOverview } from './schedule-overview.js'
import { SystemTasks } from './system-tasks.js'
import { WatchList } from './watch-list.js'

const views = ['list', 'calendar', 'history'] as const

/** What is to run, when, and what happened: three views of the same ledger. */
export function SchedulesPage() {
  const { t } = useTranslation('schedules')
  const router = useRouter()
  const search = useSearchParams()
  const view = views.find((known) => known === search.get('view')) ?? 'list'
  const flowId = search.get('flow')
  const show = (next: string) => router.replace(next === 'list' ? '/schedules/' : `/schedules/?view=${next}`, { scroll: false })
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={<SegmentedControl aria-label={t('views')} value={view} onChange={show} data={views.map((value) => ({ value, label: t(`view.${value}`) }))} />}
    >
      {view === 'list' && <ScheduleOverview />}
      {view === 'list' && <WatchList />}
      {view === 'list' && <SystemTasks />}
      {view === 'calendar' && <CalendarView />}
      {view === 'history' && <InstantHistory flowId={flowId} />}
    </Page>
  )
}
