'use client'

import { ActionIcon, Code, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { copyText } from '../copy-text.js'

/** The whole address that another program calls, as this browser reaches it. */
export function AddressToCopy({ method, path }: { readonly method: string; readonly path: string }) {
  const { t } = useTranslation('canvas')
  const address = `${window.location.origin}${path}`
  const copy = async () => {
    const isCopied = await copyText(address)
    notifications.show(isCopied ? { message: t('nextCall.copied') } : { color: 'orange', message: t('fields.notCopied', { text: address }) })
  }
  return (
    <Group gap={4} wrap="nowrap" style={{ minWidth: 0 }}>
      <Code style={{ overflowWrap: 'anywhere' }} data-testid="call-address">
        {method} {address}
      </Code>
      <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('nextCall.copy', { address })} onClick={() => void copy()}>
        <IconCopy size={15} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
