'use client'

import { Autocomplete } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFieldFrame } from './field-frame.js'
import type { FieldInputProps } from './field-input.js'
import { useFormSurroundings } from './form-surroundings.js'
import classes from './schema-form.module.css'

/** The name of a field of the incoming rows: picked, or typed where it isn't known yet. */
export function FieldPicker({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const { context } = useFormSurroundings()
  const frame = useFieldFrame(field)
  const known = new Map(context.fieldsOf(field.port).map(({ name, type }) => [name, type]))
  const text = typeof field.value === 'string' ? field.value : ''
  return (
    <Autocomplete
      {...frame}
      data={[...known.keys()]}
      value={text}
      placeholder={t('pickField')}
      spellCheck={false}
      // With a field chosen the whole list is wanted again, not the one that fits.
      {...(known.has(text) ? { filter: ({ options }) => options } : {})}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => (
        <span className={classes.suggestion}>
          <span>{option.value}</span>
          <span className={classes.detail}>{t(typeKey(known.get(option.value)))}</span>
        </span>
      )}
      onChange={(next) => onChange(next === '' && !field.isRequired ? undefined : next)}
    />
  )
}

const types = ['text', 'number', 'boolean', 'date', 'object', 'list'] as const

function typeKey(type: string | undefined) {
  return `type.${types.find((known) => known === type) ?? 'unknown'}` as const
}
