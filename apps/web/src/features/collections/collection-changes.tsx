'use client'

import { Anchor, Table, Text, Title } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { CollectionDetail } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'

/** What was done to a collection lately, and by whom. */
export function CollectionChanges({ changes }: { readonly changes: CollectionDetail['changes'] }) {
  const { t } = useTranslation('collections')
  const formats = useFormats()
  return (
    <Panel p={0}>
      <Title order={2} size="h4" p="md" pb="xs">
        {t('changes.title')}
      </Title>
      <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing={6} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('changes.when')}</Table.Th>
              <Table.Th>{t('changes.who')}</Table.Th>
              <Table.Th ta="right">{t('changes.added')}</Table.Th>
              <Table.Th ta="right">{t('changes.changed')}</Table.Th>
              <Table.Th ta="right">{t('changes.deleted')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ at, runId, who, added, changed, deleted }) => (
              <Table.Tr key={`${at} ${runId ?? ''} ${who}`}>
                <Table.Td title={formats.dateTime(at)}>{formats.when(at)}</Table.Td>
                <Table.Td>
                  {runId === null ? (
                    <Text size="sm">{who}</Text>
                  ) : (
                    <Anchor component={Link} href={`/run/?id=${encodeURIComponent(runId)}`} size="sm">
                      {who}
                    </Anchor>
                  )}
                </Table.Td>
                <Table.Td ta="right">{formats.number(added)}</Table.Td>
                <Table.Td ta="right">{formats.number(changed)}</Table.Td>
                <Table.Td ta="right">{formats.number(deleted)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}
