'use client'

import { Input, Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useId } from 'react'
import type { CodeLanguage } from './code-editor.js'
import { useFieldFrame } from './field-frame.js'
import type { FieldInputProps, FormField } from './form-field.js'
import { LiveValue } from './live-value.js'
import { usePlaceholder } from './use-placeholder.js'

const CodeEditor = dynamic(() => import('./code-editor.js').then((module) => module.CodeEditor), { ssr: false, loading: () => <Skeleton height={92} /> })

/** Several lines of text, HTML or JSON text. */
export function CodeInput({ field, onChange }: FieldInputProps) {
  const language = field.kind === 'html' ? 'html' : field.kind === 'json-text' ? 'json' : 'text'
  const text = typeof field.value === 'string' ? field.value : field.value === undefined || field.value === null ? '' : JSON.stringify(field.value)
  return <CodeField field={field} language={language} text={text} onText={(next) => onChange(next === '' && !field.isRequired ? undefined : next)} wrong={null} />
}

export interface CodeFieldProps {
  readonly field: FormField
  readonly language: CodeLanguage
  readonly text: string
  readonly onText: (text: string) => void
  /** A problem of what is written and not stored yet. */
  readonly wrong: string | null
}

/** The editor with the same label, help and problems as every input. (JSON has no live value: its expressions stand for values, not for text.) */
export function CodeField({ field, language, text, onText, wrong }: CodeFieldProps) {
  const id = useId()
  const placeholder = usePlaceholder(field)
  const { label, description, error, withAsterisk, size, readOnly, inputWrapperOrder } = useFieldFrame(field, field.mayHoldExpression && field.kind !== 'json' ? <LiveValue text={text} pointer={field.pointer} /> : null)
  const problem = wrong ?? error
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      description={description}
      descriptionProps={{ id: `${id}-about` }}
      error={problem}
      errorProps={{ id: `${id}-error` }}
      withAsterisk={withAsterisk}
      size={size}
      inputWrapperOrder={inputWrapperOrder}
    >
      <CodeEditor
        text={text}
        onText={onText}
        language={language}
        placeholder={placeholder}
        isReadOnly={readOnly}
        mayHoldExpression={field.mayHoldExpression}
        labelledBy={`${id}-label`}
        describedBy={`${id}-about ${id}-error`}
        isWrong={problem !== null}
        testId={`param${field.pointer}`}
      />
    </Input.Wrapper>
  )
}
