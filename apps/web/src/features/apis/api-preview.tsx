'use client'

import { Alert, Badge, Group, List, ScrollArea, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ApiDocumentView } from '@maillon/api-contract'

/** What a document gives: its operations, and what of it is left out. */
export function ApiPreview({ document }: { readonly document: ApiDocumentView }) {
  const { t } = useTranslation('apis')
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">{t('found', { title: document.title, address: document.address, count: document.operations.length })}</Text>
      <ScrollArea.Autosize mah={220} tabIndex={0}>
        <Stack gap={4}>
          {document.operations.map(({ type, title, writes }) => (
            <Group key={type} gap="xs" wrap="nowrap">
              <Badge variant="light" color={writes ? 'orange' : 'blue'}>
                {t(writes ? 'writes' : 'reads')}
              </Badge>
              <Text size="sm">{title}</Text>
            </Group>
          ))}
        </Stack>
      </ScrollArea.Autosize>
      {document.notes.length > 0 && (
        <Alert color="orange" title={t('leftOut', { count: document.notes.length })}>
          <List size="sm">
            {document.notes.slice(0, 20).map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  )
}
