'use client'

import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LaneView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useMay } from '../../shell/use-may.js'
import { LaneNotices } from './lane-notices.js'
import { LaneTable } from './lane-table.js'
import { ProcessTable } from './process-table.js'
import { StandingRuns } from './standing-runs.js'

const LaneDialog = dynamic(() => import('./lane-dialog.js').then((module) => module.LaneDialog), { ssr: false })

const readEveryMs = 3_000

/** Lanes, the processes that serve them, and the runs that stand still. */
export function QueuesPage() {
  const { t } = useTranslation('queues')
  const may = useMay()
  /** `new`, or the one that is changed. */
  const [edited, setEdited] = useState<LaneView | 'new' | null>(null)
  const read = useApiQuery('queues', {}, { refetchInterval: readEveryMs })
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} intro={t('intro')} actions={may.have('queues.manage') && add}>
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && <LaneNotices lanes={read.data.lanes} />}
      <Panel p={0}>
        {read.isPending && <LoadingLines count={6} />}
        {read.data !== undefined && <LaneTable lanes={read.data.lanes} onEdit={setEdited} />}
      </Panel>
      <Panel title={t('workers')}>
        {read.isPending && <LoadingLines count={2} />}
        {read.data !== undefined && <ProcessTable processes={read.data.processes} />}
      </Panel>
      <StandingRuns />
      {edited !== null && <LaneDialog lane={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}
