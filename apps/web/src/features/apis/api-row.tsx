'use client'

import { ActionIcon, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ApiDocumentView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'

export function ApiRow({ document }: { readonly document: ApiDocumentView }) {
  const { t } = useTranslation('apis')
  const formats = useFormats()
  const confirm = useConfirm()
  const remove = useApiMutation('deleteApiDocument', { invalidates: ['apiDocuments', 'catalogue'], onSuccess: () => notifications.show({ message: t('deleted', { name: document.title }) }) })
  const ask = async () => {
    const isSure = await confirm({ title: t('deleteTitle', { name: document.title }), message: t('deleteText'), action: t('deleteAction') })
    if (isSure) remove.mutate({ params: { name: document.name } })
  }
  return (
    <Group justify="space-between" wrap="nowrap" p="md" align="flex-start">
      <Stack gap={2}>
        <Text fw={500}>{document.title}</Text>
        <Text size="sm" c="dimmed">
          {[document.address, t('operations', { count: document.operations.length }), ...(document.updatedAt === null ? [] : [t('changed', { when: formats.when(document.updatedAt) })])].join(' · ')}
        </Text>
        {document.usedBy.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('usedBy', { flows: document.usedBy.join(', ') })}
          </Text>
        )}
      </Stack>
      <ActionIcon variant="subtle" color="gray" onClick={() => void ask()} loading={remove.isPending} aria-label={t('deleteOf', { name: document.title })}>
        <IconTrash size={18} />
      </ActionIcon>
    </Group>
  )
}
