'use client'

import { Alert, Button, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRouter } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useLocale } from '../../i18n/locale-provider.js'
import { useSession } from '../../shell/session.js'
import { EntrancePage } from './entrance-page.js'
import { NewPasswordField } from './new-password-field.js'
import { shortestPassword } from './password-strength.js'

/** The first start: makes the owner. */
export function SetupPage() {
  const { t } = useTranslation('welcome')
  const { locale } = useLocale()
  const { accept } = useSession()
  const router = useRouter()
  const textOf = useErrorText()
  const setup = useApiMutation('setup', {
    onSuccess: (session) => {
      accept(session)
      router.replace('/')
    },
    onError: () => undefined,
  })
  const form = useForm({
    initialValues: { name: '', email: '', password: '', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    validate: {
      name: (value) => (value.trim() === '' ? t('needed.name') : null),
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t('needed.email')),
      password: (value) => (value.length < shortestPassword ? t('needed.longPassword', { count: shortestPassword }) : null),
    },
  })
  return (
    <EntrancePage title={t('setupTitle')} intro={t('setupIntro')}>
      <form onSubmit={form.onSubmit(({ name, email, ...rest }) => setup.mutate({ body: { ...rest, name: name.trim(), email: email.trim(), locale } }))} noValidate>
        <Stack>
          {setup.isError && (
            <Alert color="red" role="alert" title={textOf(setup.error).sentence}>
              {textOf(setup.error).hint}
            </Alert>
          )}
          <TextInput label={t('name')} autoComplete="name" autoFocus {...form.getInputProps('name')} />
          <TextInput label={t('email')} description={t('emailHelp')} type="email" autoComplete="username" {...form.getInputProps('email')} />
          <NewPasswordField password={form.values.password} {...form.getInputProps('password')} />
          <Select label={t('timeZone')} description={t('timeZoneHelp')} searchable allowDeselect={false} data={timeZones(form.values.timeZone)} {...form.getInputProps('timeZone')} />
          <Button type="submit" loading={setup.isPending} fullWidth mt="xs">
            {t('setup')}
          </Button>
        </Stack>
      </form>
    </EntrancePage>
  )
}

function timeZones(own: string): string[] {
  const all = Intl.supportedValuesOf('timeZone')
  return all.includes(own) ? all : [own, ...all]
}
