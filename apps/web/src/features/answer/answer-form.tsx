'use client'

import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json, JsonObject } from '@maillon/kernel'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
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
  const [values, setValues] = useState<{ readonly [name: string]: Json }>(() => Object.fromEntries(form.fields.map(({ name, value }) => [name, value])))
  const [comment, setComment] = useState('')
  const give = useApiMutation('giveAnswer', { onSuccess: ({ outcome }) => onOutcome(outcome) })
  const answer = (choice: string) => {
    const body: JsonObject = { choice, ...(form.fields.length === 0 ? {} : { values }), ...(comment.trim() === '' ? {} : { comment: comment.trim() }) }
    give.mutate({ params: { token }, body })
  }
  return (
    <Stack>
      {form.text !== '' && <Text style={{ whiteSpace: 'pre-wrap' }}>{form.text}</Text>}
      {form.fields.map((field) => (
        <CorrectedValue key={field.name} field={field} value={values[field.name] ?? null} onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))} />
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

function CorrectedValue({ field, value, onChange }: { readonly field: AnswerField; readonly value: Json; readonly onChange: (value: Json) => void }) {
  if (typeof field.value === 'boolean') return <Checkbox label={field.label} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : value === null ? '' : JSON.stringify(value)
  return <TextInput label={field.label} inputMode={typeof field.value === 'number' ? 'decimal' : 'text'} value={text} onChange={(event) => onChange(typedLike(field.value, event.currentTarget.value))} />
}
