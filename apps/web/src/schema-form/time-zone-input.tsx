'use client'

import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFieldFrame } from './field-frame.js'
import { effectiveValue, type FieldInputProps } from './form-field.js'

export function TimeZoneInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const frame = useFieldFrame(field)
  const value = effectiveValue(field)
  const present = typeof value === 'string' && value !== '' ? value : null
  const zones = useMemo(() => {
    // The browser's list leaves out UTC, and aliases that a document may name.
    const known = ['UTC', ...Intl.supportedValuesOf('timeZone')]
    return [...new Set(present === null ? known : [...known, present])]
  }, [present])
  return (
    <Select
      {...frame}
      data={zones}
      value={present}
      placeholder={t('timeZone.choose')}
      nothingFoundMessage={t('timeZone.none')}
      searchable
      clearable={!field.isRequired && !frame.readOnly}
      limit={60}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}
