'use client'

import { Alert, Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { FactorEnrolment } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { QrCode } from './qr-code.js'

export interface EnrolDialogProps {
  readonly enrolment: FactorEnrolment
  readonly onDone: (recoveryCodes: readonly string[]) => void
  readonly onClose: () => void
}

/** The picture for the phone, and the first code of it: only then the second factor counts. */
export function EnrolDialog({ enrolment, onDone, onClose }: EnrolDialogProps) {
  const { t } = useTranslation(['settings', 'common'])
  useReturningFocus()
  const textOf = useErrorText()
  const [code, setCode] = useState('')
  const confirm = useApiMutation('confirmSecondFactor', { invalidates: ['account'], onSuccess: ({ codes }) => onDone(codes), onError: () => undefined })
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    if (code.trim().length >= 6) confirm.mutate({ body: { code: code.trim() } })
  }
  return (
    <Modal opened onClose={onClose} title={t('factor.enrolTitle')} centered closeOnClickOutside={false} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form onSubmit={send} noValidate>
        <Stack>
          <Text size="sm">{t('factor.scan')}</Text>
          <Group justify="center">
            <QrCode text={enrolment.uri} label={t('factor.picture')} />
          </Group>
          <Text size="sm" c="dimmed">
            {t('factor.typeSecret')}
          </Text>
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {enrolment.secret.match(/.{1,4}/g)?.join(' ')}
          </Code>
          {confirm.isError && (
            <Alert color="red" role="alert" title={textOf(confirm.error).sentence}>
              {textOf(confirm.error).hint}
            </Alert>
          )}
          <TextInput label={t('factor.code')} inputMode="numeric" autoComplete="one-time-code" data-autofocus value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button type="submit" loading={confirm.isPending}>
              {t('factor.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
