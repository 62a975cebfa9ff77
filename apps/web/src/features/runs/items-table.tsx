'use client'

import { ActionIcon, Anchor, Group, Table, Text } from '@mantine/core'
import { IconFilter, IconFilterFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ItemsPage } from '@maillon/api-contract'
import type { Json } from '@maillon/kernel'
import { useFormats } from '../../i18n/use-formats.js'
import classes from './items-table.module.css'

type Item = ItemsPage['items'][number]
type FileRef = NonNullable<Item['files']>[string]

export interface ItemsTableProps {
  readonly items: readonly Item[]
  /** Of the first item in the whole list. */
  readonly offset: number
  /** By row: its place in the whole list, where the rows don't follow each other. Absent: they do. */
  readonly places?: readonly number[]
  /** By row: the fields that are marked. Absent: none. */
  readonly marks?: readonly ReadonlySet<string>[]
  /** By row: what stood there before, shown where a field is marked. Absent: nothing is known. */
  readonly befores?: readonly (Item | undefined)[]
  /** Makes each column one that can be filtered. */
  readonly filtering?: ColumnFiltering
}

export interface ColumnFiltering {
  /** Columns with a filter; they stay where no row is left. */
  readonly fields: readonly string[]
  readonly onFilter: (field: string) => void
}

/** Items as lines, fields as columns; figures stand at the right. */
export function ItemsTable({ items, offset, places, marks, befores, filtering }: ItemsTableProps) {
  const { t } = useTranslation('runs')
  const columns = columnsOf(items, filtering?.fields ?? [])
  const hasFiles = items.some((item) => item.files !== undefined && Object.keys(item.files).length > 0)
  return (
    <Table.ScrollContainer minWidth={0} maxHeight={440} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table stickyHeader className={classes.table} verticalSpacing={6} horizontalSpacing="sm" withRowBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.number}>#</Table.Th>
            {columns.map((column) => (
              <ColumnHead key={column} column={column} isFigure={typeof items.find(({ json }) => json[column] != null)?.json[column] === 'number'} filtering={filtering} />
            ))}
            {hasFiles && <Table.Th>{t('filesColumn')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, index) => (
            <Table.Tr key={places?.[index] ?? offset + index}>
              <Table.Td className={classes.number}>{(places?.[index] ?? offset + index) + 1}</Table.Td>
              {columns.map((column) => (
                <Cell key={column} value={item.json[column]} isMarked={marks?.[index]?.has(column) ?? false} before={befores?.[index]?.json[column]} />
              ))}
              {hasFiles && (
                <Table.Td>
                  {Object.values(item.files ?? {}).map((file) => (
                    <FileLink key={file.id} file={file} />
                  ))}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function ColumnHead({ column, isFigure, filtering }: { readonly column: string; readonly isFigure: boolean; readonly filtering: ColumnFiltering | undefined }) {
  const { t } = useTranslation('runs')
  if (filtering === undefined) return <Table.Th ta={isFigure ? 'right' : 'left'}>{column}</Table.Th>
  const isFiltered = filtering.fields.includes(column)
  const Icon = isFiltered ? IconFilterFilled : IconFilter
  return (
    <Table.Th>
      <Group gap={2} wrap="nowrap" justify={isFigure ? 'flex-end' : 'flex-start'}>
        {column}
        <ActionIcon variant="subtle" color={isFiltered ? 'blue' : 'gray'} size={22} aria-label={t('rows.filter', { field: column })} title={t('rows.filter', { field: column })} onClick={() => filtering.onFilter(column)} data-testid={`filter-${column}`}>
          <Icon size={14} aria-hidden />
        </ActionIcon>
      </Group>
    </Table.Th>
  )
}

interface CellProps {
  readonly value: Json | undefined
  readonly isMarked: boolean
  readonly before: Json | undefined
}

function Cell({ value, isMarked, before }: CellProps) {
  const { plainNumber } = useFormats()
  const earlier = isMarked && before !== undefined ? <Before value={before} /> : null
  const mark = isMarked || undefined
  if (value === undefined || value === null) return <Table.Td className={classes.absent} data-marked={mark}>—{earlier}</Table.Td>
  if (typeof value === 'number') return <Table.Td className={classes.figure} data-marked={mark}>{plainNumber(value)}{earlier}</Table.Td>
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <Table.Td title={text.length > 60 ? text.slice(0, 1000) : undefined} data-marked={mark}>
      <span className={classes.text}>{text.slice(0, 400)}</span>
      {earlier}
    </Table.Td>
  )
}

function Before({ value }: { readonly value: Json }) {
  const { t } = useTranslation('runs')
  const { plainNumber } = useFormats()
  const text = value === null || value === '' ? '—' : typeof value === 'number' ? plainNumber(value) : typeof value === 'string' ? withSeenEdges(value) : JSON.stringify(value)
  return <span className={classes.before}>{t('rows.before', { value: text.slice(0, 200) })}</span>
}

/** Blanks at the ends, which nobody would see, and which are often what was changed. */
function withSeenEdges(text: string): string {
  return text.replaceAll(/^\s+|\s+$/g, (blanks) => '␣'.repeat(blanks.length))
}

function FileLink({ file }: { readonly file: FileRef }) {
  const formats = useFormats()
  return (
    <Text size="sm" className={classes.file}>
      <Anchor href={`/api/files/${encodeURIComponent(file.id)}/content`} download>
        {file.name}
      </Anchor>{' '}
      <Text span size="xs" c="dimmed">
        {formats.size(file.size)}
      </Text>
    </Text>
  )
}

/** In order of first appearance. */
function columnsOf(items: readonly Item[], more: readonly string[]): readonly string[] {
  return [...new Set([...items.flatMap((item) => Object.keys(item.json)), ...more])]
}
