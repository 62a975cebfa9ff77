'use client'

import { Button, CloseButton, Group, NativeSelect, Pill, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { rowFilterKinds, type RowFilter, type RowFilterKind } from '@maillon/api-contract'

export interface RowFilterBarProps {
  readonly filters: readonly RowFilter[]
  /** The column whose filter is being written; null: none. */
  readonly field: string | null
  readonly onFilters: (filters: readonly RowFilter[]) => void
  readonly onClose: () => void
}

/** What is asked of the columns, one filter each, and the one that is being written. */
export function RowFilterBar({ filters, field, onFilters, onClose }: RowFilterBarProps) {
  const { t } = useTranslation('runs')
  const keep = (filter: RowFilter) => {
    onFilters([...filters.filter((other) => other.field !== filter.field), filter])
    onClose()
  }
  return (
    <>
      {field !== null && <FilterForm key={field} field={field} known={filters.find((filter) => filter.field === field)} onKeep={keep} onClose={onClose} />}
      {filters.length > 0 && (
        <Group gap="xs" mb="xs">
          {filters.map((filter) => {
            const text = t(`rows.chip.${filter.is}`, { field: filter.field, value: filter.value ?? '' })
            return (
              <Pill key={filter.field} size="md" withRemoveButton removeButtonProps={{ 'aria-label': t('rows.remove', { filter: text }), tabIndex: 0, 'aria-hidden': false }} onRemove={() => onFilters(filters.filter((other) => other !== filter))}>
                {text}
              </Pill>
            )
          })}
        </Group>
      )}
    </>
  )
}

interface FilterFormProps {
  readonly field: string
  readonly known: RowFilter | undefined
  readonly onKeep: (filter: RowFilter) => void
  readonly onClose: () => void
}

function FilterForm({ field, known, onKeep, onClose }: FilterFormProps) {
  const { t } = useTranslation('runs')
  const [is, setIs] = useState<RowFilterKind>(known?.is ?? 'contains')
  const [value, setValue] = useState(known?.value ?? '')
  const hasValue = is !== 'empty' && is !== 'filled'
  const send = (event: FormEvent) => {
    event.preventDefault()
    onKeep({ field, is, ...(hasValue ? { value: value.trim() } : {}) })
  }
  return (
    <form
      onSubmit={send}
      data-testid="row-filter"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The dialog or drawer around it stays open.
        event.stopPropagation()
        onClose()
      }}
    >
      <Group gap="xs" mb="xs" align="flex-end">
        <NativeSelect size="xs" label={t('rows.filtering', { field })} aria-label={`${t('rows.filtering', { field })} · ${t('rows.condition')}`} value={is} onChange={(event) => setIs(event.currentTarget.value as RowFilterKind)} data={rowFilterKinds.map((kind) => ({ value: kind, label: t(`rows.is.${kind}`) }))} data-testid="row-filter-kind" />
        {hasValue && <TextInput size="xs" label={t('rows.value')} value={value} maxLength={500} onChange={(event) => setValue(event.currentTarget.value)} data-autofocus autoFocus data-testid="row-filter-value" />}
        <Button size="xs" type="submit" disabled={hasValue && value.trim() === ''} data-testid="row-filter-apply">
          {t('rows.apply')}
        </Button>
        <CloseButton size={30} aria-label={t('rows.abandon')} onClick={onClose} />
      </Group>
    </form>
  )
}
