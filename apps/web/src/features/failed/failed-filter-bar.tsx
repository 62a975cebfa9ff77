'use client'

import { Button, Group, Select, Switch } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useTranslation } from 'react-i18next'
import type { FailedStepsPage } from '@maillon/api-contract'
import { periods, type Period } from '../runs/period-bounds.js'
import { failedFiltersText, noFailedFilters, type FailedFilters } from './failed-filters.js'

const DayRange = dynamic(() => import('../runs/day-range.js').then((module) => module.DayRange), { ssr: false })

export interface FailedFilterBarProps {
  readonly filters: FailedFilters
  /** What can be chosen. */
  readonly choices: Pick<FailedStepsPage, 'codes' | 'lanes' | 'flows'>
  readonly onChange: (filters: FailedFilters) => void
}

export function FailedFilterBar({ filters, choices, onChange }: FailedFilterBarProps) {
  const { t } = useTranslation(['queues', 'runs', 'common'])
  // A filter that came with the address stays to be seen where nothing fits it any more.
  const codes = withChosen(choices.codes.map(({ code, count }) => ({ value: code, label: `${code} (${count})` })), filters.code)
  const lanes = withChosen(choices.lanes.map((lane) => ({ value: lane, label: lane })), filters.lane)
  return (
    <Group gap="sm" p="md" align="center">
      <Select w={{ base: '100%', xs: 250 }} placeholder={t('failed.allCodes')} aria-label={t('failed.code')} clearable searchable data={codes} value={filters.code} onChange={(code) => onChange({ ...filters, code })} />
      <Select w={{ base: '100%', xs: 170 }} placeholder={t('failed.allLanes')} aria-label={t('failed.lane')} clearable data={lanes} value={filters.lane} onChange={(lane) => onChange({ ...filters, lane })} />
      <Select w={{ base: '100%', xs: 200 }} placeholder={t('runs:filter.allFlows')} aria-label={t('runs:filter.flow')} clearable searchable data={choices.flows.map(({ id, name }) => ({ value: id, label: name }))} value={filters.flowId} onChange={(flowId) => onChange({ ...filters, flowId })} />
      <Select w={{ base: '100%', xs: 160 }} aria-label={t('runs:filter.period')} data={periods.map((value) => ({ value, label: t(`runs:period.${value}`) }))} value={filters.period} onChange={(period) => onChange({ ...filters, period: period as Period })} allowDeselect={false} />
      {filters.period === 'range' && <DayRange from={filters.from} to={filters.to} onChange={(from, to) => onChange({ ...filters, from, to })} />}
      <Switch label={t('failed.withRetried')} checked={filters.withRetried} onChange={(event) => onChange({ ...filters, withRetried: event.currentTarget.checked })} />
      {failedFiltersText(filters) !== '' && (
        <Button variant="subtle" color="gray" leftSection={<IconFilterOff size={17} aria-hidden />} onClick={() => onChange(noFailedFilters)}>
          {t('common:action.clearFilters')}
        </Button>
      )}
    </Group>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
}

function withChosen(choices: readonly Choice[], chosen: string | null): Choice[] {
  return chosen === null || choices.some(({ value }) => value === chosen) ? [...choices] : [...choices, { value: chosen, label: chosen }]
}
