'use client'

import { SegmentedControl } from '@mantine/core'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/page.js'
import { AlertHistory } from './alert-history.js'
import { AlertRules } from './alert-rules.js'
import { OpenAlertList } from './open-alert-list.js'

const views = ['open', 'history', 'rules'] as const

/** What is wrong now, what was, and what is watched. */
export function AlertsPage() {
  const { t } = useTranslation('alerts')
  const router = useRouter()
  const search = useSearchParams()
  const view = views.find((known) => known === search.get('view')) ?? 'open'
  const show = (next: string) => router.replace(next === 'open' ? '/alerts/' : `/alerts/?view=${next}`, { scroll: false })
  return (
    <Page title={t('title')} intro={t('intro')} actions={<SegmentedControl aria-label={t('views')} value={view} onChange={show} data={views.map((value) => ({ value, label: t(`view.${value}`) }))} />}>
      {view === 'open' && <OpenAlertList />}
      {view === 'history' && <AlertHistory />}
      {view === 'rules' && <AlertRules />}
    </Page>
  )
}
