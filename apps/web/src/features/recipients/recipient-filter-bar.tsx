'use client'

import { Button, Group, Select } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { recipientTypes, type RecipientType } from '@maillon/api-contract'
import { WordsInput } from '../../shell/words-input.js'

export interface RecipientFilters {
  readonly words: string
  readonly type: RecipientType | null
  readonly group: string | null
  readonly active: boolean | null
}

export const noRecipientFilters: RecipientFilters = { words: '', type: null, group: null, active: null }

export function hasRecipientFilters({ words, type, group, active }: RecipientFilters): boolean {
  return words !== '' || type !== null || group !== null || active !== null
}

export interface RecipientFilterBarProps {
  readonly filters: RecipientFilters
  readonly groups: readonly { readonly name: string; readonly size: number }[]
  readonly onChange: (filters: RecipientFilters) => void
}

export function RecipientFilterBar({ filters, groups, onChange }: RecipientFilterBarProps) {
  const { t } = useTranslation(['recipients', 'common'])
  const states = [
    { value: 'true', label: t('state.active') },
    { value: 'false', label: t('state.inactive') },
  ]
  return (
    <Group gap="sm" p="md" align="flex-end">
      <WordsInput words={filters.words} label={t('filter.words')} onChange={(words) => onChange({ ...filters, words })} />
      <Select w={{ base: '100%', xs: 180 }} placeholder={t('filter.allTypes')} aria-label={t('filter.type')} clearable data={recipientTypes.map((value) => ({ value, label: t(`type.${value}`) }))} value={filters.type} onChange={(type) => onChange({ ...filters, type: type as RecipientType | null })} />
      <Select w={{ base: '100%', xs: 180 }} placeholder={t('filter.allGroups')} aria-label={t('filter.group')} clearable searchable data={groups.map(({ name, size }) => ({ value: name, label: `${name} (${size})` }))} value={filters.group} onChange={(group) => onChange({ ...filters, group })} />
      <Select w={{ base: '100%', xs: 150 }} placeholder={t('filter.allStates')} aria-label={t('filter.state')} clearable data={states} value={filters.active === null ? null : String(filters.active)} onChange={(active) => onChange({ ...filters, active: active === null ? null : active === 'true' })} />
      {hasRecipientFilters(filters) && (
        <Button variant="subtle" color="gray" leftSection={<IconFilterOff size={17} aria-hidden />} onClick={() => onChange(noRecipientFilters)}>
          {t('common:action.clearFilters')}
        </Button>
      )}
    </Group>
  )
}
