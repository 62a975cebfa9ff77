'use client'

import { Alert, Button, EmptyState, Group, Pagination, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCalendarTime, IconPlugConnectedX, IconSearch } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SchedulesPage } from '@maillon/api-contract'
import { scheduleStates, type ScheduleState } from '@maillon/plan'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { ExportMenu } from '../../shell/export-menu.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { AskedRuns } from './asked-runs.js'
import { ScheduleFigures } from './schedule-figures.js'
import { ScheduleTable } from './schedule-table.js'

const pageSize = 50
const refreshMs = 5_000

/** Figures, who looks after the schedules, and all of them with their states. */
export function ScheduleOverview() {
  const { t } = useTranslation('schedules')
  const [words, setWords] = useState('')
  const [state, setState] = useState<ScheduleState | null>(null)
  const [page, setPage] = useState(1)
  const [asked] = useDebouncedValue(words, 350)
  const filters = { ...(asked === '' ? {} : { words: asked }), ...(state === null ? {} : { state }) }
  const query = { limit: pageSize, offset: (page - 1) * pageSize, ...filters }
  const schedules = useApiQuery('schedules', { query }, { keepPrevious: true, refetchInterval: refreshMs })
  const { data } = schedules
  const isFiltered = asked !== '' || state !== null
  return (
    <>
      {schedules.isError && <Problem error={schedules.error} onRetry={() => void schedules.refetch()} />}
      {data !== undefined && <SchedulerDown scheduler={data.scheduler} />}
      {data !== undefined && <ScheduleFigures page={data} />}
      {data !== undefined && data.asked.length > 0 && <AskedRuns asked={data.asked} />}
      <Panel p={0}>
        <Group gap="sm" p="md">
          <TextInput
            flex={1}
            miw={220}
            leftSection={<IconSearch size={17} aria-hidden />}
            placeholder={t('filter.words')}
            aria-label={t('filter.words')}
            value={words}
            onChange={(event) => {
              setWords(event.currentTarget.value)
              setPage(1)
            }}
          />
          <Select
            w={{ base: '100%', xs: 200 }}
            aria-label={t('filter.state')}
            placeholder={t('filter.allStates')}
            data={scheduleStates.map((value) => ({ value, label: `${t(`state.${value}`)} (${data?.states[value] ?? 0})` }))}
            value={state}
            onChange={(value) => {
              setState(scheduleStates.find((known) => known === value) ?? null)
              setPage(1)
            }}
            clearable
          />
          <ExportMenu path="/api/schedules/export" query={filters} />
        </Group>
        {schedules.isPending && <LoadingLines count={6} />}
        {data?.schedules.length === 0 && <NoSchedules isFiltered={isFiltered} />}
        {data !== undefined && data.schedules.length > 0 && <ScheduleTable schedules={data.schedules} />}
        {data !== undefined && data.total > pageSize && (
          <Group justify="center" p="md">
            <Pagination value={page} onChange={setPage} total={Math.ceil(data.total / pageSize)} />
          </Group>
        )}
      </Panel>
    </>
  )
}

function SchedulerDown({ scheduler }: { readonly scheduler: SchedulesPage['scheduler'] }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  if (scheduler.isAlive) return null
  return (
    <Alert color="orange" icon={<IconPlugConnectedX size={20} aria-hidden />} title={t('down.title')} role="alert">
      {scheduler.seenAt === null ? t('down.never') : t('down.since', { ago: formats.ago(scheduler.seenAt) })}
    </Alert>
  )
}

function NoSchedules({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation('schedules')
  const router = useRouter()
  return (
    <EmptyState py="xl" variant="light" icon={<IconCalendarTime />} title={t(isFiltered ? 'nothingFits' : 'empty.title')} description={isFiltered ? undefined : t('empty.text')}>
      {!isFiltered && (
        <EmptyState.Actions>
          <Button onClick={() => router.push('/flows/')}>{t('empty.action')}</Button>
        </EmptyState.Actions>
      )}
    </EmptyState>
  )
}
