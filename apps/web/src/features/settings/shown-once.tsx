'use client'

import { Alert, Button, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from '../../canvas/copy-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

export interface ShownOnceProps {
  readonly title: string
  readonly text: string
  /** The secret: a link, a token, or several codes. */
  readonly secrets: readonly string[]
  readonly onClose: () => void
}

/** A secret that is seen this once: to be copied before the dialog is closed, which takes a button and not a slip beside it. */
export function ShownOnce({ title, text, secrets, onClose }: ShownOnceProps) {
  const { t } = useTranslation(['settings', 'common'])
  useReturningFocus()
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => setIsCopied(await copyText(secrets.join('\n')))
  return (
    <Modal opened onClose={onClose} title={title} size="lg" centered closeOnClickOutside={false} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack>
        <Text size="sm">{text}</Text>
        <Code block fz="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', userSelect: 'all' }}>
          {secrets.join('\n')}
        </Code>
        <Alert color="orange" icon={<IconEyeOff size={20} aria-hidden />}>
          {t('shownOnce')}
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" leftSection={isCopied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />} onClick={() => void copy()} data-autofocus>
            {t(isCopied ? 'common:action.copied' : 'common:action.copy')}
          </Button>
          <Button onClick={onClose}>{t('common:action.close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
