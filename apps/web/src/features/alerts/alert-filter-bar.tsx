'use client'

import { Button, Group, Select } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { alertKinds, type AlertKind } from '@maillon/plan'
import { WordsInput } from '../../shell/words-input.js'

export interface AlertFilters {
  readonly words: string
  readonly kind: AlertKind | null
}

export const noAlertFilters: AlertFilters = { words: '', kind: null }

export interface AlertFilterBarProps {
  readonly filters: AlertFilters
  readonly onChange: (filters: AlertFilters) => void
}

export function AlertFilterBar({ filters, onChange }: AlertFilterBarProps) {
  const { t } = useTranslation(['alerts', 'common'])
  const { words, kind } = filters
  return (
    <Group gap="sm" p="md">
      <WordsInput words={words} label={t('filter.words')} onChange={(typed) => onChange({ ...filters, words: typed })} />
      <Select w={{ base: '100%', xs: 240 }} aria-label={t('filter.kind')} placeholder={t('filter.allKinds')} clearable data={alertKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} value={kind} onChange={(value) => onChange({ ...filters, kind: value as AlertKind | null })} />
      {(words !== '' || kind !== null) && (
        <Button variant="subtle" color="gray" leftSection={<IconFilterOff size={17} aria-hidden />} onClick={() => onChange(noAlertFilters)}>
          {t('common:action.clearFilters')}
        </Button>
      )}
    </Group>
  )
}
