'use client'

import { Button, Group, MultiSelect, Select, type ComboboxItem } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useTranslation } from 'react-i18next'
import { runOrigins, runStatuses, type RunStatus } from '@maillon/plan'
import { useApiQuery } from '../../api/use-api.js'
import { tagsOf } from '../flows/flow-filter.js'
import { WordsInput } from '../../shell/words-input.js'
import { StatusBadge } from '../../theme/status-badge.js'
import { periods, type Period } from './period-bounds.js'
import { hasFilters, noFilters, type RunFilters } from './run-filters.js'

const DayRange = dynamic(() => import('./day-range.js').then((module) => module.DayRange), { ssr: false })

/** On a phone two stand side by side. */
const half = 'calc(50% - 6px)'

export interface RunFilterBarProps {
  readonly filters: RunFilters
  readonly onChange: (filters: RunFilters) => void
}

export function RunFilterBar({ filters, onChange }: RunFilterBarProps) {
  const { t } = useTranslation(['runs', 'common'])
  const flows = useApiQuery('flows', {}, { staleTime: 30_000 }).data?.flows ?? []
  // The tag that is asked for stands there even where no flow has it any more.
  const tags = [...new Set([...tagsOf(flows), ...(filters.tag === null ? [] : [filters.tag])])]
  const people = useApiQuery('runStarters', {}, { staleTime: 30_000 }).data?.people ?? []
  return (
    <Group gap="sm" p="md" align="flex-end">
      <WordsInput words={filters.words} label={t('filter.words')} onChange={(words) => onChange({ ...filters, words })} />
      <Select
        w={{ base: half, xs: 190 }}
        placeholder={t('filter.allFlows')}
        aria-label={t('filter.flow')}
        data={flows.map((flow) => ({ value: flow.id, label: flow.name }))}
        value={filters.flowId}
        onChange={(flowId) => onChange({ ...filters, flowId })}
        searchable
        clearable
        nothingFoundMessage={t('filter.noFlow')}
      />
      {tags.length > 0 && (
        <Select
          w={{ base: half, xs: 160 }}
          placeholder={t('filter.allTags')}
          aria-label={t('filter.tag')}
          data={[...tags]}
          value={filters.tag}
          onChange={(tag) => onChange({ ...filters, tag })}
          searchable
          clearable
        />
      )}
      <MultiSelect
        w={{ base: half, xs: 190 }}
        placeholder={filters.statuses.length === 0 ? t('filter.allStatuses') : ''}
        aria-label={t('filter.status')}
        data={runStatuses.map((value) => ({ value, label: t(`common:status.${value}`) }))}
        renderOption={({ option }: { option: ComboboxItem }) => <StatusBadge status={option.value as RunStatus} />}
        value={[...filters.statuses]}
        onChange={(statuses) => onChange({ ...filters, statuses: statuses as RunStatus[] })}
        clearable
      />
      <Select
        w={{ base: half, xs: 185 }}
        aria-label={t('filter.period')}
        data={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
        value={filters.period}
        onChange={(period) => onChange({ ...filters, period: period as Period })}
        allowDeselect={false}
      />
      <Select
        w={{ base: half, xs: 185 }}
        placeholder={t('filter.allOrigins')}
        aria-label={t('filter.origin')}
        data={runOrigins.map((value) => ({ value, label: t(`origin.${value}`) }))}
        value={filters.origin}
        onChange={(origin) => onChange({ ...filters, origin: runOrigins.find((known) => known === origin) ?? null })}
        clearable
      />
      {people.length > 0 && (
        <Select
          w={{ base: half, xs: 185 }}
          placeholder={t('filter.anybody')}
          aria-label={t('filter.startedBy')}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={filters.startedBy}
          onChange={(startedBy) => onChange({ ...filters, startedBy })}
          searchable
          clearable
        />
      )}
      {filters.period === 'range' && <DayRange from={filters.from} to={filters.to} onChange={(from, to) => onChange({ ...filters, from, to })} />}
      {hasFilters(filters) && (
        <Button variant="subtle" color="gray" leftSection={<IconFilterOff size={17} aria-hidden />} onClick={() => onChange(noFilters)}>
          {t('common:action.clearFilters')}
        </Button>
      )}
    </Group>
  )
}
