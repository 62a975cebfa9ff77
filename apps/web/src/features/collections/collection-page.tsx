'use client'

import { ActionIcon, Anchor, Button, EmptyState, Group, Text, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowLeft, IconPlus, IconTableOff, IconTrash } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CollectionDetail, CollectionRowsQuery, CollectionRowView } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { ExportMenu } from '../../shell/export-menu.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Pager } from '../../shell/pager.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import type { SortOrder } from '../../shell/sort-header.js'
import { WordsInput } from '../../shell/words-input.js'
import { CollectionChanges } from './collection-changes.js'
import { CollectionRows } from './collection-rows.js'

const RowDialog = dynamic(() => import('./row-dialog.js').then((module) => module.RowDialog), { ssr: false })
const pageSize = 50

/** One collection: its rows, and what was done to it lately. */
export function CollectionPage({ id }: { readonly id: string }) {
  const { t } = useTranslation('collections')
  const read = useApiQuery('collection', { params: { id } })
  const back = (
    <Anchor component={Link} href="/collections/" size="sm" c="dimmed">
      <Group gap={4} mb="xs">
        <IconArrowLeft size={15} aria-hidden />
        {t('title')}
      </Group>
    </Anchor>
  )
  if (read.data !== undefined) return <Loaded collection={read.data} back={back} />
  return (
    <Page title={t('title')} back={back}>
      {read.isError ? <Problem error={read.error} onRetry={() => void read.refetch()} /> : <LoadingLines count={8} />}
    </Page>
  )
}

function Loaded({ collection, back }: { readonly collection: CollectionDetail; readonly back: React.ReactNode }) {
  const { t } = useTranslation('collections')
  const formats = useFormats()
  const [search, setSearch] = useState<RowSearch>({ words: '', order: { field: null, isDescending: false } })
  const [edited, setEdited] = useState<CollectionRowView | 'new' | null>(null)
  const { words, order } = search
  const query = { ...(words === '' ? {} : { words }), ...(order.field === null ? {} : { sort: order.field }), ...(order.isDescending ? { descending: true } : {}) }
  return (
    <Page
      title={collection.name}
      back={back}
      intro={t('about', { count: collection.rows, rows: formats.number(collection.rows), keys: collection.keys.join(', '), when: formats.when(collection.changedAt) })}
      actions={
        <>
          <RemoveButton collection={collection} />
          <ExportMenu path={`/api/collections/${encodeURIComponent(collection.id)}/export`} query={query} />
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
            {t('addRow')}
          </Button>
        </>
      }
    >
      <RowsPanel collection={collection} search={search} query={query} onSearch={setSearch} onEdit={setEdited} />
      {collection.usedBy.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('usedBy', { flows: collection.usedBy.join(', ') })}
        </Text>
      )}
      {collection.changes.length > 0 && <CollectionChanges changes={collection.changes} />}
      {edited !== null && <RowDialog collection={collection} row={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}

interface RowSearch {
  readonly words: string
  readonly order: SortOrder<string>
}

interface RowsPanelProps {
  readonly collection: CollectionDetail
  readonly search: RowSearch
  readonly query: CollectionRowsQuery
  readonly onSearch: (search: RowSearch) => void
  readonly onEdit: (row: CollectionRowView) => void
}

function RowsPanel({ collection, search, query, onSearch, onEdit }: RowsPanelProps) {
  const { t } = useTranslation('collections')
  const [page, setPage] = useState(1)
  const read = useApiQuery('collectionRows', { params: { id: collection.id }, query: { ...query, offset: (page - 1) * pageSize, limit: pageSize } }, { keepPrevious: true })
  const { rows = [], total = 0 } = read.data ?? {}
  const { words, order } = search
  const fromStart = (changed: RowSearch) => {
    onSearch(changed)
    setPage(1)
  }
  return (
    <>
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      <Panel p={0}>
        {(total > 0 || words !== '') && (
          <Group p="md">
            <WordsInput words={words} label={t('search')} onChange={(typed) => fromStart({ words: typed, order })} />
          </Group>
        )}
        {read.isPending && <LoadingLines count={8} />}
        {rows.length > 0 && <CollectionRows fields={collection.fields} keys={collection.keys} rows={rows} order={order} onOrder={(next) => fromStart({ words, order: next })} onEdit={onEdit} />}
        {read.isSuccess && total === 0 && <NoRows isSearched={words !== ''} />}
        <Pager page={page} pageSize={pageSize} total={total} onPage={setPage} />
      </Panel>
    </>
  )
}

function NoRows({ isSearched }: { readonly isSearched: boolean }) {
  const { t } = useTranslation('collections')
  return isSearched ? <EmptyState py="xl" variant="light" icon={<IconTableOff />} title={t('nothingFits')} /> : <EmptyState py="xl" variant="light" icon={<IconTableOff />} title={t('noRows.title')} description={t('noRows.text')} />
}

function RemoveButton({ collection: { id, name, rows } }: { readonly collection: CollectionDetail }) {
  const { t } = useTranslation('collections')
  const formats = useFormats()
  const router = useRouter()
  const confirm = useConfirm()
  const remove = useApiMutation('deleteCollection', {
    invalidates: ['collections'],
    onSuccess: () => {
      notifications.show({ message: t('deleted', { name }) })
      router.push('/collections/')
    },
  })
  const ask = async () => {
    if (await confirm({ title: t('deleteTitle', { name }), message: t('deleteText', { count: rows, rows: formats.number(rows) }), action: t('deleteAction') })) remove.mutate({ params: { id } })
  }
  return (
    <Tooltip label={t('deleteAction')}>
      <ActionIcon variant="default" size={36} onClick={() => void ask()} loading={remove.isPending} aria-label={t('deleteAction')}>
        <IconTrash size={18} />
      </ActionIcon>
    </Tooltip>
  )
}
