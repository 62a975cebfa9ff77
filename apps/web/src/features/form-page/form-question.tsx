'use client'

import { Checkbox, FileInput, Select, Textarea, TextInput } from '@mantine/core'
import type { FormField } from '@maillon/api-contract'
import { useTranslation } from 'react-i18next'

export interface FormQuestionProps {
  readonly field: FormField
  readonly value: string | boolean | File | null
  /** In words; null: it is right as far as is known. */
  readonly problem: string | null
  readonly onChange: (value: string | boolean | File | null) => void
}

/** One question of a form, by the kind of answer that it asks for. */
export function FormQuestion({ field, value, problem, onChange }: FormQuestionProps) {
  const { t } = useTranslation('formPage')
  const { label, help, required, type, choices } = field
  const shared = { label, description: help === '' ? undefined : help, withAsterisk: required, error: problem, 'aria-required': required, name: field.name }
  const text = typeof value === 'string' ? value : ''
  switch (type) {
    case 'boolean':
      return <Checkbox label={label} description={shared.description} error={problem} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'choice':
      return <Select {...shared} data={[...choices]} value={text === '' ? null : text} clearable={!required} placeholder={t('choose')} onChange={(chosen) => onChange(chosen ?? '')} />
    case 'file':
      return <FileInput {...shared} value={value instanceof File ? value : null} clearable placeholder={t('chooseFile')} onChange={onChange} />
    case 'long-text':
      return <Textarea {...shared} autosize minRows={3} maxLength={20_000} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'text':
    case 'email':
    case 'number':
    case 'date':
      return <TextInput {...shared} {...inputs[type]} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
  }
}

const inputs = {
  text: { maxLength: 1000 },
  email: { type: 'email', autoComplete: 'email', maxLength: 320 },
  number: { inputMode: 'decimal', maxLength: 40 },
  date: { type: 'date' },
} as const
