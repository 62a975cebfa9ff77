'use client'

import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Json } from '@maillon/kernel'
import { useLocalized } from '../i18n/use-localized.js'
import { useFieldFrame, wideList } from './field-frame.js'
import { effectiveValue, type FieldInputProps } from './form-field.js'

export function ChoiceInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const say = useLocalized()
  const frame = useFieldFrame(field)
  const present = effectiveValue(field)
  const mayBeEmpty = !field.isRequired && field.fallback === undefined
  const known = field.choices.map(({ value, label }) => ({ value: keyOf(value), label: say(label) }))
  const key = present === undefined ? null : keyOf(present)
  // A value from elsewhere that isn't among the choices is shown as it is, with its problem, and not hidden.
  const data = key === null || known.some(({ value }) => value === key) ? known : [...known, { value: key, label: key }]
  return (
    <Select
      {...frame}
      data={data}
      value={key}
      placeholder={t('choose')}
      allowDeselect={false}
      clearable={mayBeEmpty && !frame.readOnly}
      searchable={field.choices.length > 8}
      comboboxProps={wideList(frame.size)}
      onChange={(chosen) => onChange(chosen === null ? undefined : field.choices.find(({ value }) => keyOf(value) === chosen)?.value)}
    />
  )
}

function keyOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
