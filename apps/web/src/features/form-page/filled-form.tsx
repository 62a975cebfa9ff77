'use client'

import { Alert, Button, Stack, Text } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, type FormField } from '@maillon/api-contract'
import { useErrorText } from '../../api/use-error-text.js'
import { FormQuestion } from './form-question.js'
import { sendForm, type FilledIn } from './send-form.js'

export interface FilledFormProps {
  readonly form: string
  /** The wait whose form this is, see `FormView`; null: the published one. */
  readonly awaited: string | null
  readonly fields: readonly FormField[]
  /** With what the author says to those who sent it; empty: nothing. */
  readonly onSent: (thanks: string) => void
}

/** The questions, and the button that sends the answers. The server says what is wrong with them, each at its field. */
export function FilledForm({ form, awaited, fields, onSent }: FilledFormProps) {
  const { t } = useTranslation('formPage')
  const textOf = useErrorText()
  // Names this filling-in: a button that is pressed twice, or a line that broke, makes one run.
  const [submission] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'))
  const [values, setValues] = useState<FilledIn>({})
  const [failure, setFailure] = useState<ApiError | null>(null)
  const [isSending, setIsSending] = useState(false)
  const problems = new Map((failure?.body.error.problems ?? []).map(({ path, message }) => [path.slice(1), message]))
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setIsSending(true)
    setFailure(null)
    try {
      const { thanks } = await sendForm(form, { fields, values, submission, awaited })
      onSent(thanks)
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError(0, { error: { code: 'API_SERVER_UNREACHABLE', message: '' } }))
      setIsSending(false)
    }
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack>
        {fields.map((field) => (
          <FormQuestion key={field.name} field={field} value={values[field.name] ?? (field.type === 'boolean' ? false : null)} problem={problems.get(field.name) ?? null} onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))} />
        ))}
        {failure !== null && (
          <Alert color="red" role="alert">
            <Text size="sm">{problems.size > 0 ? t('toCorrect', { count: problems.size }) : textOf(failure).sentence}</Text>
          </Alert>
        )}
        <Button type="submit" loading={isSending}>
          {t('send')}
        </Button>
      </Stack>
    </form>
  )
}
