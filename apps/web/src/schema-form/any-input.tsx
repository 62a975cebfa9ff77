'use client'

import { useState } from 'react'
import { ExpressionInput } from './expression-input.js'
import type { FieldInputProps } from './form-field.js'
import { looseOfText, textOfLoose } from './loose-value.js'
import { usePlaceholder } from './use-placeholder.js'

/** What a number's button stores: the beginning of an expression, which opens the list of data. */
export const openedExpression = '{{'

/** Text, a number, a list or object in JSON, or an expression. */
export function AnyInput({ field, onChange }: FieldInputProps) {
  const placeholder = usePlaceholder(field)
  const [draft, setDraft] = useState<string | null>(null)
  const stored = textOfLoose(field.value)
  // What was typed stays as it was typed (`[1, 2]`) as long as it means what is stored.
  const text = draft !== null && textOfLoose(looseOfText(draft)) === stored ? draft : stored
  return (
    <ExpressionInput
      field={field}
      text={text}
      placeholder={placeholder}
      // An expression that was just begun, by the button of a number.
      isFocusedAtFirst={field.askedKind === 'number' && text === openedExpression}
      onText={(next) => {
        setDraft(next)
        onChange(looseOfText(next) ?? (field.isRequired && field.askedKind === 'any' ? '' : undefined))
      }}
    />
  )
}
