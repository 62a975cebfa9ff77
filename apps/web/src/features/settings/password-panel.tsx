'use client'

import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { Panel } from '../../shell/panel.js'
import { useSession } from '../../shell/session.js'
import { shortestPassword } from '../welcome/password-strength.js'

export function PasswordPanel({ hasPassword }: { readonly hasPassword: boolean }) {
  const { t } = useTranslation(['settings', 'welcome'])
  const textOf = useErrorText()
  const email = useSession().session?.user.email ?? ''
  const form = useForm({
    initialValues: { current: '', next: '' },
    validate: { current: (value) => (value === '' ? t('welcome:needed.password') : null), next: (value) => (value.length < shortestPassword ? t('welcome:needed.longPassword', { count: shortestPassword }) : null) },
  })
  const change = useApiMutation('changePassword', {
    invalidates: ['account'],
    onSuccess: () => {
      form.reset()
      notifications.show({ message: t('password.changed') })
    },
    onError: () => undefined,
  })
  const eye = { 'aria-label': t('welcome:showPassword') }
  return (
    <Panel title={t('password.title')}>
      {!hasPassword && <Text size="sm">{t('password.none')}</Text>}
      {hasPassword && (
        <form onSubmit={form.onSubmit((body) => change.mutate({ body }))} noValidate>
          <Stack maw={480}>
            {change.isError && (
              <Alert color="red" role="alert" title={textOf(change.error).sentence}>
                {textOf(change.error).hint}
              </Alert>
            )}
            {/* For password managers: whose password it is. */}
            <input type="email" autoComplete="username" value={email} readOnly hidden />
            <PasswordInput label={t('password.current')} autoComplete="current-password" visibilityToggleButtonProps={eye} {...form.getInputProps('current')} />
            <PasswordInput label={t('password.next')} description={t('password.help', { count: shortestPassword })} autoComplete="new-password" visibilityToggleButtonProps={eye} {...form.getInputProps('next')} />
            <Group>
              <Button type="submit" loading={change.isPending}>
                {t('password.change')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Panel>
  )
}
