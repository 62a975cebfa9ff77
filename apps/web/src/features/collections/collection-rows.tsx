'use client'

import { ActionIcon, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconKey, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CollectionRowView } from '@maillon/api-contract'
import type { Json } from '@maillon/kernel'
import { useFormats } from '../../i18n/use-formats.js'
import { useShownValue } from '../../i18n/use-shown-value.js'
import { SortHeader, type SortOrder } from '../../shell/sort-header.js'

/** More columns than that can't be read; the dialog of a row and the export have all of them. */
const mostColumns = 30

export interface CollectionRowsProps {
  readonly fields: readonly string[]
  readonly keys: readonly string[]
  readonly rows: readonly CollectionRowView[]
  readonly order: SortOrder<string>
  readonly onOrder: (order: SortOrder<string>) => void
  readonly onEdit: (row: CollectionRowView) => void
}

export function CollectionRows({ fields, keys, rows, order, onOrder, onEdit }: CollectionRowsProps) {
  const { t } = useTranslation('collections')
  const formats = useFormats()
  const shown = useShownValue()
  const columns = [...keys, ...fields.filter((field) => !keys.includes(field))].slice(0, mostColumns)
  return (
    <Table.ScrollContainer minWidth={Math.min(2400, 160 * (columns.length + 1))}>
      <Table verticalSpacing={6} horizontalSpacing="md" highlightOnHover fz="sm" data-testid="collection-rows">
        <Table.Thead>
          <Table.Tr>
            {/* First: with many columns the last ones are out of sight. */}
            <Table.Th w={44}>
              <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
            </Table.Th>
            {columns.map((field) => (
              <SortHeader key={field} field={field} order={order} onOrder={onOrder}>
                {keys.includes(field) && <IconKey size={14} aria-label={t('key')} />}
                {field}
              </SortHeader>
            ))}
            <Table.Th>{t('column.changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td pr={0}>
                <ActionIcon variant="subtle" color="gray" onClick={() => onEdit(row)} aria-label={t('editRow')}>
                  <IconPencil size={18} />
                </ActionIcon>
              </Table.Td>
              {columns.map((field) => (
                <Table.Td key={field} ta={typeof row.row[field] === 'number' ? 'right' : undefined}>
                  <Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
                    {Object.hasOwn(row.row, field) ? shown(row.row[field] as Json) : ''}
                  </Text>
                </Table.Td>
              ))}
              <Table.Td title={formats.dateTime(row.changedAt)}>
                <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                  {formats.when(row.changedAt)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
