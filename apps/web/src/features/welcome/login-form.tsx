'use client'

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'

export interface LoginFormProps {
  /** Whose session it is: only this person can go on. Null: anybody. */
  readonly email: string | null
  readonly onLogin: (session: SessionView) => void
}

export function LoginForm({ email, onLogin }: LoginFormProps) {
  const { t } = useTranslation('welcome')
  const textOf = useErrorText()
  const login = useApiMutation('login', { onSuccess: onLogin, onError: () => undefined })
  const form = useForm({
    initialValues: { email: email ?? '', password: '' },
    validate: { email: (value) => (value.trim() === '' ? t('needed.email') : null), password: (value) => (value === '' ? t('needed.password') : null) },
  })
  return (
    <form onSubmit={form.onSubmit(({ email: typed, password }) => login.mutate({ body: { email: typed.trim(), password } }))} noValidate>
      <Stack>
        {login.isError && (
          <Alert color="red" role="alert" title={textOf(login.error).sentence}>
            {textOf(login.error).hint}
          </Alert>
        )}
        <TextInput label={t('email')} type="email" autoComplete="username" readOnly={email !== null} autoFocus={email === null} {...form.getInputProps('email')} />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          data-autofocus={email !== null || undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={login.isPending} fullWidth mt="xs">
          {t('login')}
        </Button>
      </Stack>
    </form>
  )
}
