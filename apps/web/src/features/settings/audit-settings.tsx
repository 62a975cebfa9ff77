'use client'

import { EmptyState, Group, Select } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { ExportMenu } from '../../shell/export-menu.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Pager } from '../../shell/pager.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { useMay } from '../../shell/use-may.js'
import { periodBounds, type Day } from '../runs/period-bounds.js'
import { AuditTable } from './audit-table.js'
import { SettingsPage } from './settings-page.js'
import { useActionName } from './use-action-name.js'

const DayRange = dynamic(() => import('../runs/day-range.js').then((module) => module.DayRange), { ssr: false })
const pageSize = 50

/** Who changed what, and when. */
export function AuditSettings() {
  const { t } = useTranslation('settings')
  const timeZone = useWorkspaceTimeZone()
  const isAllowed = useMay().be('administrator')
  const actionName = useActionName()
  const [filter, setFilter] = useState<{ readonly person: string | null; readonly action: string | null; readonly from: Day | null; readonly to: Day | null; readonly page: number }>({ person: null, action: null, from: null, to: null, page: 1 })
  const choices = useApiQuery('auditChoices', {}, { enabled: isAllowed }).data
  const bounds = filter.from === null ? {} : periodBounds({ period: 'range', from: filter.from, to: filter.to ?? filter.from }, timeZone, 0)
  const query = { ...(filter.person === null ? {} : { person: filter.person }), ...(filter.action === null ? {} : { action: filter.action }), ...bounds }
  const read = useApiQuery('audit', { query: { ...query, offset: (filter.page - 1) * pageSize, limit: pageSize } }, { keepPrevious: true, enabled: isAllowed })
  const change = (changed: Partial<typeof filter>) => setFilter({ ...filter, page: 1, ...changed })
  return (
    <SettingsPage part="audit" actions={<ExportMenu path="/api/audit/export" query={query} />}>
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      <Panel p={0}>
        <Group p="md" gap="sm">
          <Select aria-label={t('audit.person')} placeholder={t('audit.person')} clearable searchable data={(choices?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))} value={filter.person} onChange={(person) => change({ person })} />
          <Select aria-label={t('audit.action')} placeholder={t('audit.action')} clearable searchable w={{ base: '100%', xs: 280 }} data={(choices?.actions ?? []).map((value) => ({ value, label: actionName(value) }))} value={filter.action} onChange={(action) => change({ action })} />
          <DayRange from={filter.from} to={filter.to} onChange={(from, to) => change({ from, to })} />
        </Group>
        {read.isPending && <LoadingLines count={6} />}
        {read.data?.count === 0 && <EmptyState py="xl" size="sm" icon={<IconHistory />} title={t('audit.nothing')} />}
        {read.data !== undefined && read.data.entries.length > 0 && <AuditTable entries={read.data.entries} />}
        {read.data !== undefined && <Pager page={filter.page} pageSize={pageSize} total={read.data.count} onPage={(page) => setFilter({ ...filter, page })} />}
      </Panel>
    </SettingsPage>
  )
}
