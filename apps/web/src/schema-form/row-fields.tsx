'use client'

import type { JsonObject } from '@maillon/kernel'
import { withKey } from './change-value.js'
import type { FormField } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import classes from './schema-form.module.css'

export interface RowFieldsProps {
  readonly fields: readonly FormField[]
  readonly value: JsonObject
  readonly onChange: (next: JsonObject) => void
}

const wideKinds: readonly FormField['kind'][] = ['rows', 'group', 'html', 'json', 'json-text', 'multi-line', 'schedule', 'file', 'recipients', 'scalars', 'fields']

/** Fields side by side; what needs room has a line of its own. */
export function RowFields({ fields, value, onChange }: RowFieldsProps) {
  const { Field } = useFormSurroundings()
  return (
    <div className={classes.grid}>
      {fields.map((field) => (
        <div key={field.key} data-wide={wideKinds.includes(field.kind) || undefined} className={classes.cell}>
          <Field field={field} onChange={(next) => onChange(withKey(value, field.key, next))} />
        </div>
      ))}
    </div>
  )
}
