'use client'

import { Button, Center, Code, EmptyState } from '@mantine/core'
import { IconBug } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** A page that broke: the frame stays, the details are there for whom it may concern. */
export function Crash({ error }: { readonly error: Error }) {
  const { t } = useTranslation('common')
  return (
    <Center flex={1} p="xl">
      <EmptyState variant="light" color="red" icon={<IconBug />} title={t('crash.title')} description={t('crash.text')}>
        <EmptyState.Actions>
          <Button onClick={() => location.reload()}>{t('action.retry')}</Button>
        </EmptyState.Actions>
        <details>
          <summary>{t('error.details')}</summary>
          <Code block>{error.stack ?? error.message}</Code>
        </details>
      </EmptyState>
    </Center>
  )
}
