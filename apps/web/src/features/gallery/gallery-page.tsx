'use client'

import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/page.js'
import { GalleryList } from './gallery-list.js'

export function GalleryPage() {
  const { t } = useTranslation('gallery')
  return (
    <Page title={t('title')} intro={t('intro')}>
      {(['samples', 'own'] as const).map((only) => (
        <section key={only} aria-label={t(only)}>
          <Title order={2}>{t(only)}</Title>
          <Text c="dimmed" size="sm" mb="md">
            {t(`${only}About`)}
          </Text>
          <GalleryList only={only} />
        </section>
      ))}
    </Page>
  )
}
