'use client'

import { Avatar, Group, Menu, SegmentedControl, Stack, Text, UnstyledButton, VisuallyHidden, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconLogout, IconSelector } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isLocale } from '@maillon/kernel'
import { useApiMutation } from '../api/use-api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { useLocale } from '../i18n/locale-provider.js'
import classes from './account-menu.module.css'
import { useSession } from './session.js'

/** Who is logged in; language, light or dark, log out. */
export function AccountMenu({ isNarrow }: { readonly isNarrow: boolean }) {
  const { t } = useTranslation('shell')
  const { session, logout } = useSession()
  const showError = useErrorNotice()
  if (session === null) return null
  const { user, workspace } = session
  return (
    <Menu position={isNarrow ? 'right-end' : 'top-start'} width={260} withinPortal shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <VisuallyHidden>{t('account', { name: user.name })}</VisuallyHidden>
          <Avatar name={user.name} color="initials" size={32} radius="xl" />
          {!isNarrow && (
            <>
              <Stack gap={0} flex={1} miw={0}>
                <Text size="sm" fw={500} truncate>
                  {user.name}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {workspace.name}
                </Text>
              </Stack>
              <IconSelector size={16} aria-hidden />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Stack gap="xs" px="sm" pb="sm">
          <LanguageChoice />
          <SchemeChoice />
        </Stack>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void logout().catch(showError)}>
          {t('logout')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function LanguageChoice() {
  const { t } = useTranslation('shell')
  const { locale, setLocale } = useLocale()
  const { accept } = useSession()
  const change = useApiMutation('changeMe', { onSuccess: accept })
  return (
    <Choice label={t('language')}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('language')}
        value={locale}
        data={[
          { value: 'fr', label: 'Français' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(value) => {
          if (!isLocale(value)) return
          setLocale(value)
          change.mutate({ body: { locale: value } })
        }}
      />
    </Choice>
  )
}

function SchemeChoice() {
  const { t } = useTranslation('shell')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Choice label={t('scheme.label')}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('scheme.label')}
        value={colorScheme}
        data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`scheme.${value}`) }))}
        onChange={(value) => setColorScheme(value as MantineColorScheme)}
      />
    </Choice>
  )
}

function Choice({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {label}
      </Text>
      <Group>{children}</Group>
    </div>
  )
}
