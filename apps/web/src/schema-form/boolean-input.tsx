'use client'

import { Switch } from '@mantine/core'
import { useFieldFrame } from './field-frame.js'
import { effectiveValue, type FieldInputProps } from './form-field.js'
import { useIsCompact } from './compact.js'
import classes from './schema-form.module.css'

export function BooleanInput({ field, onChange }: FieldInputProps) {
  const isCompact = useIsCompact()
  const { label, description, error, readOnly, size, ...frame } = useFieldFrame(field)
  return (
    <Switch
      label={label}
      description={description}
      error={error}
      size={size}
      disabled={readOnly}
      data-testid={frame['data-testid']}
      className={isCompact ? (classes.switchInRow ?? '') : ''}
      checked={effectiveValue(field) === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
