'use client'

import { Button, Center, EmptyState, VisuallyHidden } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconMap2 } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'

export function NotFound() {
  const { t } = useTranslation('common')
  useDocumentTitle(`${t('notFound.title')} · Maillon`)
  return (
    <Center flex={1} p="xl">
      <VisuallyHidden component="h1">{t('notFound.title')}</VisuallyHidden>
      <EmptyState variant="light" icon={<IconMap2 />} title={t('notFound.title')} description={t('notFound.text')}>
        <EmptyState.Actions>
          <Button component={Link} href="/">
            {t('notFound.home')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  )
}
