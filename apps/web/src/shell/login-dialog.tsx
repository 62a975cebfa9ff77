'use client'

import { Anchor, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { LoginForm } from '../features/welcome/login-form.js'
import { useSessionExpiry } from '../api/session-expiry.js'
import { useSession } from './session.js'

/** Over the page, when the session has ended: nothing that stands on the page is lost. */
export function LoginDialog() {
  const { t } = useTranslation('welcome')
  const { session, accept } = useSession()
  const client = useQueryClient()
  const { isTakenOver } = useSessionExpiry()
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t(isTakenOver ? 'takenOver.title' : 'expired.title')} centered>
      <Stack>
        <Text size="sm" c="dimmed">
          {isTakenOver ? t('takenOver.text', { name: session?.user.name ?? '' }) : t('expired.text')}
        </Text>
        <LoginForm
          email={session?.user.email ?? null}
          onLogin={(renewed) => {
            accept(renewed)
            void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
          }}
        />
        <Anchor href="/login/" size="sm" ta="center">
          {t('expired.other')}
        </Anchor>
      </Stack>
    </Modal>
  )
}
