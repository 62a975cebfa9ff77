'use client'

import { Stack } from '@mantine/core'
import { isJsonObject } from '@maillon/kernel'
import { CompactContext } from './compact.js'
import { FieldSet } from './field-set.js'
import { effectiveValue, type FieldInputProps } from './form-field.js'
import { ObjectFields } from './object-fields.js'
import { RowFields } from './row-fields.js'

/** An object inside the parameters: its fields, side by side where there is room. */
export function GroupInput({ field, onChange }: FieldInputProps) {
  const value = effectiveValue(field)
  const object = isJsonObject(value) ? value : {}
  const isFlat = field.fields.every(({ kind }) => !['rows', 'group', 'html', 'json', 'multi-line', 'json-text', 'schedule'].includes(kind))
  return (
    <FieldSet field={field}>
      {isFlat ? (
        <CompactContext value>
          <RowFields fields={field.fields} value={object} onChange={onChange} />
        </CompactContext>
      ) : (
        <Stack gap="sm">
          <ObjectFields fields={field.fields} value={object} onChange={onChange} />
        </Stack>
      )}
    </FieldSet>
  )
}
