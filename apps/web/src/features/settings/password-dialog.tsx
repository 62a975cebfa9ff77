'use client'

import { Alert, Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '@maillon/api-contract'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

export interface PasswordDialogProps {
  readonly title: string
  readonly isPending: boolean
  readonly error: ApiError | null
  readonly onGiven: (password: string) => void
  readonly onClose: () => void
}

/** The password once more, before something that an open session alone must not do. */
export function PasswordDialog({ title, isPending, error, onGiven, onClose }: PasswordDialogProps) {
  const { t } = useTranslation(['settings', 'common', 'welcome'])
  useReturningFocus()
  const textOf = useErrorText()
  const [password, setPassword] = useState('')
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    if (password !== '') onGiven(password)
  }
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form onSubmit={send} noValidate>
        <Stack>
          {error !== null && (
            <Alert color="red" role="alert" title={textOf(error).sentence}>
              {textOf(error).hint}
            </Alert>
          )}
          <PasswordInput label={t('password.current')} autoComplete="current-password" data-autofocus visibilityToggleButtonProps={{ 'aria-label': t('welcome:showPassword') }} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {t('password.goOn')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
