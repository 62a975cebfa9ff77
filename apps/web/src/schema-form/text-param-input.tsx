'use client'

import { TextInput } from '@mantine/core'
import { ExpressionInput } from './expression-input.js'
import { useFieldFrame } from './field-frame.js'
import type { FieldInputProps } from './form-field.js'
import { usePlaceholder } from './use-placeholder.js'

/** A line of text; an empty one that isn't needed is not stored. */
export function TextParamInput({ field, onChange }: FieldInputProps) {
  const placeholder = usePlaceholder(field)
  const text = field.value === undefined || field.value === null ? '' : String(field.value)
  const change = (next: string) => onChange(next === '' && !field.isRequired ? undefined : next)
  if (field.mayHoldExpression) return <ExpressionInput field={field} text={text} onText={change} placeholder={placeholder} />
  return <PlainText field={field} onChange={change} text={text} placeholder={placeholder} />
}

interface PlainTextProps {
  readonly field: FieldInputProps['field']
  readonly text: string
  readonly placeholder: string
  readonly onChange: (text: string) => void
}

function PlainText({ field, text, placeholder, onChange }: PlainTextProps) {
  const frame = useFieldFrame(field)
  return <TextInput {...frame} value={text} placeholder={placeholder} autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.currentTarget.value)} />
}
