'use client'

import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/page.js'
import { GalleryList } from './gallery-list.js'

export function GalleryPage() {
  const { t } = useTranslation('gallery')
  return (
    <Page title={t('title')} intro={t('intro')}>
      <GalleryList columns={2} />
    </Page>
  )
}
