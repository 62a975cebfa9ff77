'use client'

import { Anchor, Table, Text } from '@mantine/core'
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
  /** By row: the fields that are marked. Absent: none. */
  readonly marks?: readonly ReadonlySet<string>[]
}

/** Items as lines, fields as columns; figures stand at the right. */
export function ItemsTable({ items, offset, marks }: ItemsTableProps) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const columns = columnsOf(items)
  const hasFiles = items.some((item) => item.files !== undefined && Object.keys(item.files).length > 0)
  return (
    <Table.ScrollContainer minWidth={0} maxHeight={440} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table stickyHeader className={classes.table} verticalSpacing={6} horizontalSpacing="sm" withRowBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.number}>#</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column} ta={typeof items.find(({ json }) => json[column] != null)?.json[column] === 'number' ? 'right' : 'left'}>
                {column}
              </Table.Th>
            ))}
            {hasFiles && <Table.Th>{t('filesColumn')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, index) => (
            <Table.Tr key={offset + index}>
              <Table.Td className={classes.number}>{offset + index + 1}</Table.Td>
              {columns.map((column) => (
                <Cell key={column} value={item.json[column]} number={formats.plainNumber} isMarked={marks?.[index]?.has(column) ?? false} />
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

function Cell({ value, number, isMarked }: { readonly value: Json | undefined; readonly number: (value: number) => string; readonly isMarked: boolean }) {
  const mark = isMarked || undefined
  if (value === undefined || value === null) return <Table.Td className={classes.absent} data-marked={mark}>—</Table.Td>
  if (typeof value === 'number') return <Table.Td className={classes.figure} data-marked={mark}>{number(value)}</Table.Td>
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <Table.Td title={text.length > 60 ? text.slice(0, 1000) : undefined} data-marked={mark}>
      <span className={classes.text}>{text.slice(0, 400)}</span>
    </Table.Td>
  )
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
function columnsOf(items: readonly Item[]): readonly string[] {
  return [...new Set(items.flatMap((item) => Object.keys(item.json)))]
}
