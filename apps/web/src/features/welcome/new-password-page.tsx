'use client'

import { Alert, Anchor, Button, Stack } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { EntrancePage } from './entrance-page.js'
import { NewPasswordField } from './new-password-field.js'
import { shortestPassword } from './password-strength.js'
import { useLinkSecret } from './use-link-secret.js'

/** `/new-password/#…`: a new password by a link that is good once. */
export function NewPasswordPage() {
  const { t } = useTranslation('welcome')
  const textOf = useErrorText()
  const token = useLinkSecret()
  const [password, setPassword] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const reset = useApiMutation('resetPassword', { onError: () => undefined })
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (password.length >= shortestPassword) reset.mutate({ body: { token: token.padEnd(20, '-'), password } })
  }
  return (
    <EntrancePage title={t('newPassword.title')} intro={t('newPassword.intro')}>
      <form onSubmit={send} noValidate>
        <Stack>
          {reset.isError && (
            <Alert color="red" role="alert" title={textOf(reset.error).sentence}>
              {textOf(reset.error).hint}
            </Alert>
          )}
          {reset.isSuccess ? (
            <Alert color="green" role="status" icon={<IconCircleCheck size={20} aria-hidden />} title={t('newPassword.done')}>
              {t('newPassword.doneText')}
            </Alert>
          ) : (
            <>
              <NewPasswordField password={password} value={password} autoFocus onChange={(event) => setPassword(event.currentTarget.value)} error={isAsked && password.length < shortestPassword && t('needed.longPassword', { count: shortestPassword })} />
              <Button type="submit" loading={reset.isPending} fullWidth>
                {t('newPassword.set')}
              </Button>
            </>
          )}
          <Anchor href="/login/" size="sm" ta="center">
            {t('toLogin')}
          </Anchor>
        </Stack>
      </form>
    </EntrancePage>
  )
}
