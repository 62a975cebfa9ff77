'use client'

import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../api/use-error-text.js'

/** An error in the page: what happened, what to do, and (where that helps) the button to try again. */
export function Problem({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation('common')
  const { sentence, hint } = useErrorText()(error)
  return (
    <Alert color="red" icon={<IconAlertCircle size={20} aria-hidden />} title={sentence} role="alert">
      <Group justify="space-between">
        <Text size="sm">{hint}</Text>
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
