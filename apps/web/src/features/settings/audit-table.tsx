'use client'

import { Group, Stack, Table, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AuditEntryView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { changedFields } from './changed-fields.js'
import { useActionName } from './use-action-name.js'

export function AuditTable({ entries }: { readonly entries: readonly AuditEntryView[] }) {
  const { t } = useTranslation('settings')
  const formats = useFormats()
  const actionName = useActionName()
  return (
    <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="xs" horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('audit.column.when')}</Table.Th>
          <Table.Th>{t('audit.column.person')}</Table.Th>
          <Table.Th>{t('audit.column.what')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Table.Tr key={entry.id} style={{ verticalAlign: 'top' }}>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              <Text size="sm" title={formats.exactTime(entry.at)}>
                {formats.dateTime(entry.at)}
              </Text>
            </Table.Td>
            <Table.Td>
              <Text size="sm">{entry.person}</Text>
              <Text size="xs" c="dimmed">
                {[...(entry.token === null ? [] : [t('audit.byToken', { name: entry.token })]), ...(entry.address === null ? [] : [entry.address])].join(' · ')}
              </Text>
            </Table.Td>
            <Table.Td>
              <Text size="sm" fw={500}>
                {actionName(entry.action)}
              </Text>
              <Changes entry={entry} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Before and after of each field; long values are cut here and whole in the export. */
function Changes({ entry }: { readonly entry: AuditEntryView }) {
  const { t } = useTranslation('settings')
  return (
    <Stack gap={2}>
      {changedFields(entry.before, entry.after).map(({ field, before, after }) => (
        <Group key={field} gap={6} wrap="wrap">
          <Text size="xs" c="dimmed">
            {field}
          </Text>
          {before !== null && (
            <Text size="xs" td={after === null ? 'line-through' : undefined} lineClamp={1} maw={320}>
              {before}
            </Text>
          )}
          {before !== null && after !== null && <IconArrowRight size={12} aria-label={t('audit.becomes')} />}
          {after !== null && (
            <Text size="xs" lineClamp={1} maw={320}>
              {after}
            </Text>
          )}
        </Group>
      ))}
    </Stack>
  )
}
