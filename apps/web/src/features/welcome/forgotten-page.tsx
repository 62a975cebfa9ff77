'use client'

import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import Link from 'next/link'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { EntrancePage } from './entrance-page.js'

/** Asks for the address; the answer is the same whoever asks. */
export function ForgottenPage() {
  const { t } = useTranslation('welcome')
  const textOf = useErrorText()
  const [email, setEmail] = useState('')
  const ask = useApiMutation('askReset', { onError: () => undefined })
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    if (email.trim() !== '') ask.mutate({ body: { email: email.trim() } })
  }
  return (
    <EntrancePage title={t('forgotten.title')} intro={t('forgotten.intro')}>
      <form onSubmit={send} noValidate>
        <Stack>
          {ask.isError && (
            <Alert color="red" role="alert" title={textOf(ask.error).sentence}>
              {textOf(ask.error).hint}
            </Alert>
          )}
          {ask.isSuccess ? (
            <Alert color="green" role="status" icon={<IconMail size={20} aria-hidden />} title={t('forgotten.sent')}>
              {t('forgotten.sentText')}
            </Alert>
          ) : (
            <>
              <TextInput label={t('email')} type="email" autoComplete="username" autoFocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
              <Button type="submit" loading={ask.isPending} fullWidth>
                {t('forgotten.send')}
              </Button>
            </>
          )}
          <Anchor component={Link} href="/login/" size="sm" ta="center">
            {t('toLogin')}
          </Anchor>
        </Stack>
      </form>
    </EntrancePage>
  )
}
