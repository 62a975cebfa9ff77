'use client'

import { Center, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isLocale } from '@maillon/kernel'
import { useLocale } from '../../i18n/locale-provider.js'
import { Logo } from '../../shell/logo.js'
import panelClasses from '../../shell/panel.module.css'

/** What stands around a page before the login. */
export function EntrancePage({ title, intro, children }: { readonly title: string; readonly intro: string; readonly children: ReactNode }) {
  useDocumentTitle(`${title} · Maillon`)
  const { t } = useTranslation('shell')
  const { locale, setLocale } = useLocale()
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack w="100%" maw={440} gap="lg">
        <Group gap="sm" justify="center">
          <Logo size={36} />
          <Text fw={650} fz={24}>
            Maillon
          </Text>
        </Group>
        <Paper p={{ base: 'lg', xs: 'xl' }} radius="lg" className={panelClasses.panel}>
          <Title order={1} mb={6}>
            {title}
          </Title>
          <Text c="dimmed" size="sm" mb="lg">
            {intro}
          </Text>
          {children}
        </Paper>
        <Center>
          <SegmentedControl
            size="xs"
            aria-label={t('language')}
            value={locale}
            onChange={(value) => isLocale(value) && setLocale(value)}
            data={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Center>
      </Stack>
    </Center>
  )
}
