'use client'

import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json, JsonObject } from '@maillon/kernel'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats, type Formats } from '../../i18n/use-formats.js'
import { typedLike, type AnswerField, type AnswerFormView } from './read-answer-form.js'

export interface AnswerFormProps {
  readonly token: string
  readonly form: AnswerFormView
  /** ISO 8601; null: none. */
  readonly deadline: string | null
  readonly onOutcome: (outcome: 'taken' | 'early' | 'late') => void
}

const colours = { good: 'green', bad: 'red' } as const

/** The question, values that may be corrected, and a button for each choice. */
export function AnswerForm({ token, form, deadline, onOutcome }: AnswerFormProps) {
  const { t } = useTranslation('answer')
  const formats = useFormats()
  // As typed: a number is read when the answer is given, so that "12," can become "12,5".
  const [typed, setTyped] = useState<{ readonly [name: string]: string | boolean }>(() => Object.fromEntries(form.fields.map(({ name, value }) => [name, shownValue(value, formats)])))
  const [comment, setComment] = useState('')
  const give = useApiMutation('giveAnswer', { onSuccess: ({ outcome }) => onOutcome(outcome) })
  const answer = (choice: string) => {
    const values = Object.fromEntries(form.fields.map(({ name, value }) => [name, valueOf(value, typed[name] ?? '')]))
    const body: JsonObject = { choice, ...(form.fields.length === 0 ? {} : { values }), ...(comment.trim() === '' ? {} : { comment: comment.trim() }) }
    give.mutate({ params: { token }, body })
  }
  return (
    <Stack>
      {form.text !== '' && <Text style={{ whiteSpace: 'pre-wrap' }}>{form.text}</Text>}
      {form.fields.map((field) => (
        <CorrectedValue key={field.name} field={field} value={typed[field.name] ?? ''} onChange={(value) => setTyped((before) => ({ ...before, [field.name]: value }))} />
      ))}
      {form.comment && <Textarea label={t('comment')} description={t('commentHint')} autosize minRows={2} maxLength={5000} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />}
      {deadline !== null && (
        <Text size="sm" c="dimmed">
          {t('deadline', { when: formats.dateTime(deadline) })}
        </Text>
      )}
      <Group grow preventGrowOverflow={false}>
        {form.choices.map(({ id, label, look }, index) => (
          <Button key={id} variant={index === 0 ? 'filled' : 'default'} {...(look === null || index > 0 ? {} : { color: colours[look] })} loading={give.isPending && give.variables.body['choice'] === id} disabled={give.isPending} onClick={() => answer(id)}>
            {label}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}

function CorrectedValue({ field, value, onChange }: { readonly field: AnswerField; readonly value: string | boolean; readonly onChange: (value: string | boolean) => void }) {
  if (typeof value === 'boolean') return <Checkbox label={field.label} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
  return <TextInput label={field.label} inputMode={typeof field.value === 'number' ? 'decimal' : 'text'} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
}

function shownValue(value: Json, formats: Formats): string | boolean {
  if (typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return formats.plainNumber(value)
  return value === null ? '' : JSON.stringify(value)
}

function valueOf(before: Json, typed: string | boolean): Json {
  return typeof typed === 'boolean' ? typed : typedLike(before, typed)
}
