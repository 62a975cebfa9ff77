'use client'

import { Alert, Anchor, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { ApiError, SessionView } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'

export interface LoginFormProps {
  /** Whose session it is: only this person can go on. Null: anybody. */
  readonly email: string | null
  /** Where to go afterwards, for a login by another service. Absent: none is offered. */
  readonly next?: string
  readonly onLogin: (session: SessionView) => void
}

/** Address and password; the code of the second factor where the account asks for one. */
export function LoginForm({ email, next, onLogin }: LoginFormProps) {
  const { t } = useTranslation('welcome')
  const textOf = useErrorText()
  const login = useApiMutation('login', { onSuccess: onLogin, onError: () => undefined })
  const asksForCode = codeAsked.includes(codeOf(login.error))
  const isFirstAsk = codeOf(login.error) === 'API_SECOND_FACTOR_NEEDED'
  const form = useForm({
    initialValues: { email: email ?? '', password: '', code: '' },
    validate: { email: (value) => (value.trim() === '' ? t('needed.email') : null), password: (value) => (value === '' ? t('needed.password') : null) },
  })
  const send = ({ email: typed, password, code }: { readonly email: string; readonly password: string; readonly code: string }) => login.mutate({ body: { email: typed.trim(), password, ...(code.trim() === '' ? {} : { code: code.trim() }) } })
  return (
    <form onSubmit={form.onSubmit(send)} noValidate>
      <Stack>
        {login.isError && (
          <Alert color={isFirstAsk ? 'blue' : 'red'} role="alert" title={textOf(login.error).sentence}>
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
        {(asksForCode || form.values.code !== '') && <TextInput label={t('code')} description={t('codeHelp')} autoComplete="one-time-code" autoFocus {...form.getInputProps('code')} />}
        <Button type="submit" loading={login.isPending} fullWidth mt="xs">
          {t('login')}
        </Button>
        {email === null && (
          <Anchor component={Link} href="/forgotten/" size="sm" ta="center">
            {t('forgotten.link')}
          </Anchor>
        )}
        {next !== undefined && <OtherWay next={next} />}
      </Stack>
    </form>
  )
}

const codeAsked = ['API_SECOND_FACTOR_NEEDED', 'API_SECOND_FACTOR_REFUSED']

function codeOf(error: ApiError | null): string {
  return error?.body.error.code ?? ''
}

function OtherWay({ next }: { readonly next: string }) {
  const { t } = useTranslation('welcome')
  const name = useApiQuery('loginWays', {}, { staleTime: Infinity }).data?.openId ?? null
  if (name === null) return null
  return (
    <>
      <Divider label={t('or')} />
      <Button variant="default" component="a" href={`/api/openid/begin?next=${encodeURIComponent(next)}`} fullWidth>
        {t('loginBy', { name })}
      </Button>
    </>
  )
}
