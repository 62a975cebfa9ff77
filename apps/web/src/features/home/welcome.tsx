'use client'

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../shell/panel.js'
import { GalleryList } from '../gallery/gallery-list.js'

/** Before the first flow: what one could do, ready to be taken. */
export function Welcome() {
  const { t } = useTranslation('home')
  return (
    <Stack gap="lg">
      <Title order={2}>{t('welcome.question')}</Title>
      <GalleryList columns={2} />
      <Panel>
        <Group justify="space-between">
          <div>
            <Text fw={500}>{t('welcome.ownTitle')}</Text>
            <Text size="sm" c="dimmed">
              {t('welcome.ownText')}
            </Text>
          </div>
          <Group gap="sm">
            <Button variant="default" component={Link} prefetch={false} href="/flows/?new=import">
              {t('welcome.import')}
            </Button>
            <Button variant="default" component={Link} prefetch={false} href="/flows/?new=1">
              {t('welcome.blank')}
            </Button>
          </Group>
        </Group>
      </Panel>
    </Stack>
  )
}
