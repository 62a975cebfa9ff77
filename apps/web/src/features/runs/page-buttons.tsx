'use client'

import { Button, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../i18n/use-formats.js'

export interface PageButtonsProps {
  readonly offset: number
  /** Rows on this page. */
  readonly shown: number
  readonly total: number
  readonly pageSize: number
  readonly onOffset: (offset: number) => void
}

/** From one page of rows to the next. Nothing where all are shown. */
export function PageButtons({ offset, shown, total, pageSize, onOffset }: PageButtonsProps) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  if (total <= pageSize) return null
  return (
    <Group justify="space-between" mt="xs">
      <Button size="compact-sm" variant="default" leftSection={<IconChevronLeft size={15} aria-hidden />} disabled={offset === 0} onClick={() => onOffset(Math.max(0, offset - pageSize))}>
        {t('previous')}
      </Button>
      <Text size="xs" c="dimmed" className="figures">
        {t('pageOf', { from: formats.number(offset + 1), to: formats.number(offset + shown), total: formats.number(total) })}
      </Text>
      <Button size="compact-sm" variant="default" rightSection={<IconChevronRight size={15} aria-hidden />} disabled={offset + shown >= total} onClick={() => onOffset(offset + pageSize)}>
        {t('next')}
      </Button>
    </Group>
  )
}
