'use client'

import { EmptyState, Stack } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Pager } from '../../shell/pager.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { NoticeState } from './notice-state.js'
import { OpenAlert } from './open-alert.js'

const pageSize = 25
const refreshMs = 5_000

/** Everything that is wrong at the moment, the newest first. */
export function OpenAlertList() {
  const { t } = useTranslation('alerts')
  const [page, setPage] = useState(1)
  const read = useApiQuery('alerts', { query: { open: true, offset: (page - 1) * pageSize, limit: pageSize } }, { keepPrevious: true, refetchInterval: refreshMs })
  const { data } = read
  return (
    <Stack gap="md">
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {data !== undefined && <NoticeState notices={data.notices} />}
      {read.isPending && (
        <Panel>
          <LoadingLines count={4} />
        </Panel>
      )}
      {data?.total === 0 && (
        <Panel>
          <EmptyState py="xl" variant="light" color="green" icon={<IconCircleCheck />} title={t('allWell.title')} description={t('allWell.text')} />
        </Panel>
      )}
      <Stack gap="sm" data-testid="open-alert-list">
        {data?.alerts.map((alert) => <OpenAlert key={alert.id} alert={alert} />)}
      </Stack>
      {data !== undefined && data.total > pageSize && <Pager page={page} pageSize={pageSize} total={data.total} onPage={setPage} />}
    </Stack>
  )
}
