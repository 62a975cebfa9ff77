'use client'

import { Button, Center, EmptyState } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../api/use-error-text.js'

const retryEveryMs = 4_000

/** At the very first: the server doesn't answer. Tries again by itself. */
export function Unreachable({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation('common')
  const textOf = useErrorText()
  useEffect(() => {
    const timer = setInterval(onRetry, retryEveryMs)
    return () => clearInterval(timer)
  }, [onRetry])
  const { sentence, hint } = textOf(error)
  return (
    <Center h="100dvh" p="md">
      <EmptyState icon={<IconPlugConnectedX />} title={sentence} description={hint}>
        <EmptyState.Actions>
          <Button onClick={onRetry}>{t('action.retry')}</Button>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  )
}
