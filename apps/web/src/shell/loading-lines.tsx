'use client'

import { Skeleton, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useIsSlow } from './use-is-slow.js'

/** Holds the place of a list while it is read; where that takes long, a word says that it goes on. */
export function LoadingLines({ count = 4 }: { readonly count?: number }) {
  const { t } = useTranslation('common')
  const isSlow = useIsSlow(true)
  return (
    <Stack gap="sm">
      {isSlow && (
        <Text size="sm" c="dimmed" role="status">
          {t('slow')}
        </Text>
      )}
      <Stack gap="sm" aria-hidden>
        {Array.from({ length: count }, (_, index) => (
          <Skeleton key={index} height={44} radius="md" />
        ))}
      </Stack>
    </Stack>
  )
}
