'use client'

import { ActionIcon, Group, Kbd, Stack, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import { openCommandPalette } from './command-palette-store.js'
import { Logo } from './logo.js'
import { PausedMark } from './paused-mark.js'
import classes from './navigation.module.css'
import { OpenAlerts } from './open-alerts.js'
import { placeOf } from './places.js'
import { usePlaces } from './use-places.js'

export interface NavigationProps {
  /** Icons only. */
  readonly isNarrow: boolean
  /** On a phone, where it lies over the page. Null: it stands beside it. */
  readonly onClose: (() => void) | null
}

export function Navigation({ isNarrow, onClose }: NavigationProps) {
  const { t } = useTranslation('shell')
  const current = placeOf(usePathname())
  const places = usePlaces()
  return (
    <Stack gap="md" className={classes.navigation}>
      <Group justify={isNarrow ? 'center' : 'space-between'} px={isNarrow ? 0 : 6} h={36} wrap="nowrap">
        <Link href="/" className={classes.brand} aria-label={t('toHome')}>
          <Logo size={28} />
          {!isNarrow && (
            <Text fw={650} size="lg">
              Maillon
            </Text>
          )}
        </Link>
        {onClose !== null && (
          <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={t('closeMenu')}>
            <IconX size={18} />
          </ActionIcon>
        )}
      </Group>
      <Labelled label={t('search')} isShown={isNarrow}>
        <UnstyledButton className={classes.search} data-narrow={isNarrow || undefined} onClick={openCommandPalette} aria-label={isNarrow ? t('search') : undefined} aria-keyshortcuts="Control+K">
          <IconSearch size={17} aria-hidden />
          {!isNarrow && (
            <>
              <Text size="sm" flex={1}>
                {t('search')}
              </Text>
              <Kbd size="xs">{isMac() ? '⌘ K' : t('ctrlK')}</Kbd>
            </>
          )}
        </UnstyledButton>
      </Labelled>
      <Stack gap={2} component="ul" className={classes.list}>
          {places.map(({ id, href, icon: Icon }) => (
            <li key={id}>
              <Labelled label={t(`place.${id}`)} isShown={isNarrow}>
                <Link
                  href={href}
                  // Read when it is gone to: the first page doesn't pay for all others.
                  prefetch={false}
                  className={classes.place}
                  data-narrow={isNarrow || undefined}
                  aria-current={current === id ? 'page' : undefined}
                >
                  <Icon size={20} stroke={1.7} aria-hidden />
                  {isNarrow ? <VisuallyHidden>{t(`place.${id}`)}</VisuallyHidden> : t(`place.${id}`)}
                  {id === 'alerts' && <OpenAlerts isNarrow={isNarrow} />}
                  {id === 'queues' && <PausedMark />}
                </Link>
              </Labelled>
            </li>
          ))}
        </Stack>
    </Stack>
  )
}

function Labelled({ label, isShown, children }: { readonly label: string; readonly isShown: boolean; readonly children: React.ReactElement }) {
  return isShown ? (
    <Tooltip label={label} position="right" openDelay={200}>
      {children}
    </Tooltip>
  ) : (
    children
  )
}

function isMac(): boolean {
  return navigator.userAgent.includes('Mac')
}
