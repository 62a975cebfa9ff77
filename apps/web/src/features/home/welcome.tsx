'use client'

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../shell/panel.js'
import { GalleryList } from '../gallery/gallery-list.js'

/** Before the first flow: what one could do, ready to be taken. */
export function Welcome() {
  const { t } = useTranslation(['home', 'gallery'])
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>{t('home:welcome.question')}</Title>
        <Text c="dimmed" size="sm">
          {t('gallery:samplesAbout')}
        </Text>
      </div>
      <GalleryList only="samples" />
      <Panel>
        <Group justify="space-between">
          <div>
            <Text fw={500}>{t('home:welcome.ownTitle')}</Text>
            <Text size="sm" c="dimmed">
              {t('home:welcome.ownText')}
            </Text>
          </div>
          <Group gap="sm">
            <Button variant="default" component={Link} prefetch={false} href="/gallery/">
              {t('home:welcome.allFlows')}
            </Button>
            <Button variant="default" component={Link} prefetch={false} href="/import/">
              {t('home:welcome.import')}
            </Button>
            <Button variant="default" component={Link} prefetch={false} href="/flows/?new=1">
              {t('home:welcome.blank')}
            </Button>
          </Group>
        </Group>
      </Panel>
    </Stack>
  )
}
