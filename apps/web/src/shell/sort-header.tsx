'use client'

import { Group, Table, UnstyledButton, type TableThProps } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react'

export interface SortOrder<Field extends string> {
  /** Null: the list's own order. */
  readonly field: Field | null
  readonly isDescending: boolean
}

export interface SortHeaderProps<Field extends string> extends Omit<TableThProps, 'onChange'> {
  readonly field: Field
  readonly order: SortOrder<Field>
  readonly onOrder: (order: SortOrder<Field>) => void
  readonly children: React.ReactNode
}

/** The head of a column that the list can be sorted by: up, down. */
export function SortHeader<Field extends string>({ field, order, onOrder, children, ...cell }: SortHeaderProps<Field>) {
  const isSorted = order.field === field
  const Icon = !isSorted ? IconArrowsSort : order.isDescending ? IconArrowDown : IconArrowUp
  return (
    <Table.Th {...cell} aria-sort={!isSorted ? 'none' : order.isDescending ? 'descending' : 'ascending'}>
      <UnstyledButton onClick={() => onOrder({ field, isDescending: isSorted && !order.isDescending })} fz="sm" fw={isSorted ? 700 : 600}>
        <Group gap={4} wrap="nowrap">
          {children}
          <Icon size={14} aria-hidden opacity={isSorted ? 1 : 0.45} />
        </Group>
      </UnstyledButton>
    </Table.Th>
  )
}
