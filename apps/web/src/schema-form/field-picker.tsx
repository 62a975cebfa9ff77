'use client'

import { Autocomplete } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFieldFrame, wideList } from './field-frame.js'
import type { FieldInputProps } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import { useTypeName } from './use-type-name.js'
import classes from './schema-form.module.css'

/** The name of a field of the incoming rows: picked, or typed where it isn't known yet. */
export function FieldPicker({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const typeName = useTypeName()
  const { context } = useFormSurroundings()
  const frame = useFieldFrame(field)
  const known = new Map(context.fieldsOf(field.port ?? context.portAt?.(field.pointer)).map(({ name, type }) => [name, type]))
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
      comboboxProps={wideList(frame.size)}
      renderOption={({ option }) => (
        <span className={classes.suggestion}>
          <span>{option.value}</span>
          <span className={classes.detail}>{typeName(known.get(option.value))}</span>
        </span>
      )}
      onChange={(next) => onChange(next === '' && !field.isRequired ? undefined : next)}
    />
  )
}
