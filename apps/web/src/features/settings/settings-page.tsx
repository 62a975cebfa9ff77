'use client'

import { Tabs } from '@mantine/core'
import { IconApi, IconHistory, IconPackage, IconRobot, IconUser, IconUsers, IconVariable } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/page.js'
import { useMay } from '../../shell/use-may.js'

const parts = [
  { id: 'account', href: '/settings/', icon: IconUser, role: 'viewer' },
  { id: 'people', href: '/settings/people/', icon: IconUsers, role: 'administrator' },
  { id: 'variables', href: '/settings/variables/', icon: IconVariable, role: 'viewer' },
  { id: 'tokens', href: '/settings/tokens/', icon: IconRobot, role: 'viewer' },
  { id: 'api', href: '/settings/api/', icon: IconApi, role: 'viewer' },
  { id: 'packages', href: '/settings/packages/', icon: IconPackage, role: 'administrator' },
  { id: 'audit', href: '/settings/audit/', icon: IconHistory, role: 'administrator' },
] as const

export interface SettingsPageProps {
  readonly part: (typeof parts)[number]['id']
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** One part of the settings, with the way to the others that this person may see. */
export function SettingsPage({ part, actions, children }: SettingsPageProps) {
  const { t } = useTranslation('settings')
  const router = useRouter()
  const may = useMay()
  const shown = parts.filter(({ role }) => may.be(role))
  const isAllowed = shown.some(({ id }) => id === part)
  return (
    <Page title={t(`part.${part}.title`)} intro={t(`part.${part}.intro`)} actions={isAllowed ? actions : undefined}>
      <Tabs value={part} onChange={(next) => router.push(parts.find(({ id }) => id === next)?.href ?? '/settings/')} activateTabWithKeyboard={false}>
        <Tabs.List aria-label={t('title')}>
          {shown.map(({ id, icon: Icon }) => (
            <Tabs.Tab key={id} value={id} leftSection={<Icon size={17} aria-hidden />}>
              {t(`part.${id}.tab`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={part} pt="lg">
          {isAllowed ? children : t('notAllowed')}
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
