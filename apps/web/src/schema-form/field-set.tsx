'use client'

import { Input } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { useFieldFrame } from './field-frame.js'
import type { FormField } from './form-field.js'
import classes from './schema-form.module.css'

/** Name, help and problems around several inputs. */
export function FieldSet({ field, children }: { readonly field: FormField; readonly children: ReactNode }) {
  const id = useId()
  const { label, description, error, withAsterisk, size } = useFieldFrame(field)
  return (
    <div role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-about`} data-testid={`param${field.pointer}`} className={classes.set}>
      <Input.Label component="div" id={`${id}-label`} required={withAsterisk} size={size}>
        {label}
      </Input.Label>
      <div id={`${id}-about`}>
        {description !== null && (
          <Input.Description size={size} mb={6}>
            {description}
          </Input.Description>
        )}
        {error !== null && (
          <Input.Error size={size} mb={6}>
            {error}
          </Input.Error>
        )}
      </div>
      {children}
    </div>
  )
}
