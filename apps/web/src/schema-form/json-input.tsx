'use client'

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeField } from './code-input.js'
import type { FieldInputProps } from './form-field.js'
import { jsonOfText, textOfJson } from './loose-value.js'

/** Any JSON value. Only what can be read is stored; what is half typed stays in the editor. */
export function JsonInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const stored = textOfJson(field.value)
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: string } | null>(null)
  // A draft counts as long as nobody else changed the value under it.
  const text = draft !== null && draft.of === stored ? draft.text : stored
  return (
    <CodeField
      field={field}
      language="json"
      text={text}
      wrong={jsonOfText(text) === null ? t('jsonInvalid') : null}
      onText={(next) => {
        const read = jsonOfText(next)
        setDraft({ text: next, of: read === null ? stored : textOfJson(read.value) })
        if (read !== null) onChange(read.value)
      }}
    />
  )
}
