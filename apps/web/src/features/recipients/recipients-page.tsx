'use client'

import { Button, EmptyState } from '@mantine/core'
import { IconAddressBook, IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { recipientSorts, RecipientsQuery, RecipientView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { ExportMenu } from '../../shell/export-menu.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Pager } from '../../shell/pager.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import type { SortOrder } from '../../shell/sort-header.js'
import { hasRecipientFilters, noRecipientFilters, RecipientFilterBar, type RecipientFilters } from './recipient-filter-bar.js'
import { RecipientTable } from './recipient-table.js'

const RecipientDialog = dynamic(() => import('./recipient-dialog.js').then((module) => module.RecipientDialog), { ssr: false })
const pageSize = 25

/** The directory: who is told things, by what channel, and in which groups. */
export function RecipientsPage() {
  const { t } = useTranslation('recipients')
  const [filters, setFilters] = useState<RecipientFilters>(noRecipientFilters)
  const [order, setOrder] = useState<SortOrder<(typeof recipientSorts)[number]>>({ field: 'name', isDescending: false })
  const [page, setPage] = useState(1)
  /** `new`, or the one that is changed. */
  const [edited, setEdited] = useState<RecipientView | 'new' | null>(null)
  const query = queryOf(filters, order)
  const read = useApiQuery('recipients', { query: { ...query, offset: (page - 1) * pageSize, limit: pageSize } }, { keepPrevious: true })
  const { recipients = [], total = 0, groups = [] } = read.data ?? {}
  const isFiltered = hasRecipientFilters(filters)
  const isListed = total > 0 || isFiltered
  const fromStart = <Value,>(set: (value: Value) => void) => (value: Value) => {
    set(value)
    setPage(1)
  }
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        isListed && (
          <>
            <ExportMenu path="/api/recipients/export" query={query} />
            {add}
          </>
        )
      }
    >
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      <Panel p={0}>
        {isListed && <RecipientFilterBar filters={filters} groups={groups} onChange={fromStart(setFilters)} />}
        {read.isPending && <LoadingLines count={6} />}
        {recipients.length > 0 && <RecipientTable recipients={recipients} order={order} onOrder={fromStart(setOrder)} onEdit={setEdited} />}
        {read.isSuccess && total === 0 && <Nobody add={add} onClear={isFiltered ? () => fromStart(setFilters)(noRecipientFilters) : null} />}
        <Pager page={page} pageSize={pageSize} total={total} onPage={setPage} />
      </Panel>
      {edited !== null && <RecipientDialog recipient={edited === 'new' ? null : edited} groups={groups.map(({ name }) => name)} onClose={() => setEdited(null)} />}
    </Page>
  )
}

/** `onClear` null: there is nobody at all, whatever the filters. */
function Nobody({ add, onClear }: { readonly add: React.ReactNode; readonly onClear: (() => void) | null }) {
  const { t } = useTranslation(['recipients', 'common'])
  if (onClear === null) {
    return (
      <EmptyState py="xl" variant="light" icon={<IconAddressBook />} title={t('empty.title')} description={t('empty.text')}>
        <EmptyState.Actions>{add}</EmptyState.Actions>
      </EmptyState>
    )
  }
  return (
    <EmptyState py="xl" variant="light" icon={<IconAddressBook />} title={t('nothingFits')}>
      <EmptyState.Actions>
        <Button variant="default" onClick={onClear}>
          {t('common:action.clearFilters')}
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  )
}

function queryOf({ words, type, group, active }: RecipientFilters, { field, isDescending }: SortOrder<(typeof recipientSorts)[number]>): Omit<RecipientsQuery, 'offset' | 'limit'> {
  return {
    ...(words === '' ? {} : { words }),
    ...(type === null ? {} : { type }),
    ...(group === null ? {} : { group }),
    ...(active === null ? {} : { active }),
    ...(field === null ? {} : { sort: field }),
    ...(isDescending ? { descending: true } : {}),
  }
}
