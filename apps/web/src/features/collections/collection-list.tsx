'use client'

import { Anchor, Button, EmptyState, Table, Text } from '@mantine/core'
import { IconDatabase, IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CollectionView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'

const NewCollectionDialog = dynamic(() => import('./new-collection-dialog.js').then((module) => module.NewCollectionDialog), { ssr: false })

export function CollectionList() {
  const { t } = useTranslation('collections')
  const read = useApiQuery('collections', {})
  const [isMaking, setIsMaking] = useState(false)
  const all = read.data?.collections ?? []
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setIsMaking(true)}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} intro={t('intro')} actions={all.length > 0 && add}>
      {read.isPending && <LoadingLines />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.isSuccess && (
        <Panel p={0}>
          {all.length > 0 ? (
            <CollectionTable collections={all} />
          ) : (
            <EmptyState py="xl" variant="light" icon={<IconDatabase />} title={t('empty.title')} description={t('empty.text')}>
              <EmptyState.Actions>{add}</EmptyState.Actions>
            </EmptyState>
          )}
        </Panel>
      )}
      {isMaking && <NewCollectionDialog onClose={() => setIsMaking(false)} />}
    </Page>
  )
}

function CollectionTable({ collections }: { readonly collections: readonly CollectionView[] }) {
  const { t } = useTranslation('collections')
  const formats = useFormats()
  return (
    <Table verticalSpacing="xs" horizontalSpacing="md" highlightOnHover data-testid="collections">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('column.name')}</Table.Th>
          <Table.Th ta="right">{t('column.rows')}</Table.Th>
          <Table.Th visibleFrom="sm">{t('column.keys')}</Table.Th>
          <Table.Th visibleFrom="sm">{t('column.changed')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {collections.map(({ id, name, rows, keys, changedAt, usedBy }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <Anchor component={Link} href={`/collections/?id=${encodeURIComponent(id)}`} fw={500} size="sm" c="var(--mantine-color-text)">
                {name}
              </Anchor>
              {usedBy.length > 0 && (
                <Text size="xs" c="dimmed">
                  {t('usedBy', { flows: usedBy.join(', ') })}
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="right">{formats.number(rows)}</Table.Td>
            <Table.Td visibleFrom="sm">{keys.join(', ')}</Table.Td>
            <Table.Td visibleFrom="sm" title={formats.dateTime(changedAt)}>
              {formats.when(changedAt)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
