'use client'

import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretLink } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { RightsFields, type Rights } from './rights-fields.js'

/** Asks for the address and the rights of somebody new. */
export function InviteDialog({ onMade, onClose }: { readonly onMade: (link: SecretLink) => void; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  useReturningFocus()
  const textOf = useErrorText()
  const [email, setEmail] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const [rights, setRights] = useState<Rights>({ role: 'operator', permissions: [] })
  const invite = useApiMutation('invite', { invalidates: ['members'], onSuccess: onMade, onError: () => undefined })
  const isAddress = /^\S+@\S+$/.test(email.trim())
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (isAddress) invite.mutate({ body: { email: email.trim(), ...rights } })
  }
  return (
    <Modal opened onClose={onClose} title={t('invite.title')} centered closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form onSubmit={send} noValidate>
        <Stack>
          {invite.isError && (
            <Alert color="red" role="alert" title={textOf(invite.error).sentence}>
              {textOf(invite.error).hint}
            </Alert>
          )}
          <TextInput label={t('invite.email')} type="email" autoComplete="off" data-autofocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={isAsked && !isAddress && t('invite.emailNeeded')} />
          <RightsFields rights={rights} onChange={setRights} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={invite.isPending}>
              {t('invite.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
