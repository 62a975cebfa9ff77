'use client'

import { Group, Pagination, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/use-formats.js'

export interface PagerProps {
  /** From 1. */
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly onPage: (page: number) => void
}

/** Beneath a list: which part of it is seen, and the way to the others. */
export function Pager({ page, pageSize, total, onPage }: PagerProps) {
  const { t } = useTranslation('shell')
  const formats = useFormats()
  if (total === 0) return null
  const first = (page - 1) * pageSize + 1
  const last = Math.min(total, page * pageSize)
  const pages = Math.ceil(total / pageSize)
  return (
    <Group justify="space-between" p="md">
      <Text size="sm" c="dimmed">
        {t('pager.part', { first: formats.number(first), last: formats.number(last), total: formats.number(total) })}
      </Text>
      {pages > 1 && (
        <Pagination
          size="sm"
          value={page}
          total={pages}
          onChange={onPage}
          getControlProps={(control) => ({ 'aria-label': t(`pager.${control}`) })}
          getItemProps={(item) => ({ 'aria-label': t('pager.page', { page: item }) })}
        />
      )}
    </Group>
  )
}
