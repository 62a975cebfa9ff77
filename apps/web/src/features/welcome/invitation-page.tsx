'use client'

import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useLocale } from '../../i18n/locale-provider.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { useSession } from '../../shell/session.js'
import { EntrancePage } from './entrance-page.js'
import { NewPasswordField } from './new-password-field.js'
import { shortestPassword } from './password-strength.js'
import { useLinkSecret } from './use-link-secret.js'

/** `/invitation/#…`: who invites, to what, and the account of who follows it. */
export function InvitationPage() {
  const { t } = useTranslation(['welcome', 'settings'])
  const textOf = useErrorText()
  const { locale } = useLocale()
  const token = useLinkSecret().padEnd(20, '-')
  const { accept: acceptSession } = useSession()
  const client = useQueryClient()
  const router = useRouter()
  const open = useApiMutation('openInvitation', { onError: () => undefined })
  const { mutate: look } = open
  useEffect(() => look({ body: { token } }), [look, token])
  const accept = useApiMutation('acceptInvitation', {
    onSuccess: (session) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
      acceptSession(session)
      router.replace('/')
    },
    onError: () => undefined,
  })
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: { name: (value) => (value.trim() === '' ? t('needed.name') : null), password: (value) => (value.length < shortestPassword ? t('needed.longPassword', { count: shortestPassword }) : null) },
  })
  const error = open.error ?? accept.error
  const invited = open.data
  const intro = invited === undefined ? '' : t('invitation.intro', { by: invited.invitedBy, workspace: invited.workspace, role: t(`settings:role.name.${invited.role}`) })
  return (
    <EntrancePage title={t('invitation.title')} intro={intro}>
      {open.isPending && <LoadingLines />}
      {error !== null && (
        <Alert color="red" role="alert" mb="md" title={textOf(error).sentence}>
          {textOf(error).hint}
        </Alert>
      )}
      {invited !== undefined && (
        <form onSubmit={form.onSubmit(({ name, password }) => accept.mutate({ body: { token, name: name.trim(), password, locale } }))} noValidate>
          <Stack>
            <TextInput label={t('email')} description={t('emailHelp')} value={invited.email} readOnly autoComplete="username" />
            <TextInput label={t('name')} autoComplete="name" autoFocus {...form.getInputProps('name')} />
            <NewPasswordField password={form.values.password} {...form.getInputProps('password')} />
            <Button type="submit" loading={accept.isPending} fullWidth mt="xs">
              {t('invitation.accept')}
            </Button>
          </Stack>
        </form>
      )}
      {open.isError && (
        <Anchor href="/login/" size="sm">
          {t('toLogin')}
        </Anchor>
      )}
    </EntrancePage>
  )
}
