'use client'

import { SimpleGrid, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { ItemsTable } from '../runs/items-table.js'
import { PageButtons } from '../runs/page-buttons.js'
import { fieldsThatDiffer } from './rows-that-differ.js'

const pageSize = 25

export interface ComparedRowsProps {
  /** Ids of the runs. */
  readonly left: string
  readonly right: string
  readonly node: string
  readonly port: string
  /** Whether the port has to be told from others. */
  readonly isNamed: boolean
}

/** What a step gave in two runs, row by row; values that differ are marked. */
export function ComparedRows({ left, right, node, port, isNamed }: ComparedRowsProps) {
  const { t } = useTranslation('compare')
  const formats = useFormats()
  const [offset, setOffset] = useState(0)
  const query = { offset, limit: pageSize }
  const one = useApiQuery('stepOutput', { params: { id: left, node, port }, query }, { keepPrevious: true })
  const other = useApiQuery('stepOutput', { params: { id: right, node, port }, query }, { keepPrevious: true })
  if (one.isPending || other.isPending) return <LoadingLines count={3} />
  const sides = [one.data ?? nothing, other.data ?? nothing] as const
  const marks = [fieldsThatDiffer(sides[0].items, sides[1].items), fieldsThatDiffer(sides[1].items, sides[0].items)] as const
  const count = marks[0].filter((fields, index) => fields.size > 0 || (marks[1][index]?.size ?? 0) > 0).length + Math.max(0, marks[1].length - marks[0].length)
  const total = Math.max(sides[0].total, sides[1].total)
  if (total === 0) return null
  return (
    <section>
      <Text size="sm" fw={500} mb="xs">
        {isNamed && `${port} · `}
        {t('rowsDiffer', { count, number: formats.number(count) })}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {sides.map(({ items, total: rows }, side) => (
          <div key={side}>
            {rows === 0 ? <Text size="sm" c="dimmed">{t('noRows')}</Text> : <ItemsTable items={items} offset={offset} marks={marks[side] ?? []} />}
          </div>
        ))}
      </SimpleGrid>
      <PageButtons offset={offset} shown={Math.max(sides[0].items.length, sides[1].items.length)} total={total} pageSize={pageSize} onOffset={setOffset} />
    </section>
  )
}

const nothing = { items: [], offset: 0, total: 0 } as const
