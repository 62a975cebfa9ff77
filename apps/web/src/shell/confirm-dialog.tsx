'use client'

import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Confirmation } from './confirm.js'

export interface ConfirmDialogProps {
  readonly confirmation: Confirmation
  readonly isOpen: boolean
  readonly onAnswer: (yes: boolean) => void
}

export function ConfirmDialog({ confirmation, isOpen, onAnswer }: ConfirmDialogProps) {
  const { t } = useTranslation('common')
  return (
    <Modal opened={isOpen} onClose={() => onAnswer(false)} title={confirmation.title} centered>
      <Stack>
        <Text component="div" size="sm">
          {confirmation.message}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onAnswer(false)} data-autofocus>
            {t('action.cancel')}
          </Button>
          <Button color={confirmation.isDestructive === false ? 'accent' : 'red.8'} onClick={() => onAnswer(true)}>
            {confirmation.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
