'use client'

import { AppShell, Burger, Group, Text } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LiveEventsProvider } from '../api/live-events.js'
import { useSessionExpiry } from '../api/session-expiry.js'
import { AccountMenu } from './account-menu.js'
import classes from './app-frame.module.css'
import { openCommandPalette, paletteAsked } from './command-palette-store.js'
import { Logo } from './logo.js'
import { Navigation } from './navigation.js'
import { OfflineBanner } from './offline-banner.js'
import { Starting } from './providers.js'
import { useSession } from './session.js'
import { Unreachable } from './unreachable.js'
import { useHeldKeys } from './use-held-keys.js'

const CommandPalette = dynamic(() => import('./command-palette.js').then((module) => module.CommandPalette), { ssr: false })

const LoginDialog = dynamic(() => import('./login-dialog.js').then((module) => module.LoginDialog), { ssr: false })

/** What stands around every page. The canvas gets the whole height and a narrow navigation. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const { entrance, error, retry } = useSession()
  const { isExpired } = useSessionExpiry()
  if (entrance.kind === 'unreachable') return <Unreachable error={error} onRetry={retry} />
  if (entrance.kind !== 'show') return <Starting />
  if (entrance.frame === 'open') return children
  return (
    <LiveEventsProvider>
      <Frame>{children}</Frame>
      {isExpired && <LoginDialog />}
      <PaletteOnDemand />
    </LiveEventsProvider>
  )
}

/** The palette is loaded when it is asked for; the canvas' fields hold text too, and there the shortcut works all the same. */
function PaletteOnDemand() {
  const asked = useStore(paletteAsked, ({ times }) => times)
  useHotkeys([['mod+K', openCommandPalette]], [], true)
  useHeldKeys(asked === 0 ? false : asked)
  return asked === 0 ? null : <CommandPalette asked={asked} />
}

function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('shell')
  const path = usePathname()
  const isCanvas = path.startsWith('/flow/') || path === '/flow'
  const [isMenuOpen, menu] = useDisclosure(false)
  const { close } = menu
  useEffect(close, [path, close])

  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: isCanvas ? 64 : 232, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      transitionDuration={0}
    >
      <a href="#main" className="skip-link">
        {t('skipToContent')}
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes.header}>
        <Group h="100%" px="md" gap="sm">
          <Burger opened={isMenuOpen} onClick={menu.toggle} size="sm" aria-label={t('openMenu')} />
          <Logo size={24} />
          <Text fw={600}>Maillon</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t('navigation')}>
        <Navigation isNarrow={isCanvas && !isMenuOpen} onClose={isMenuOpen ? menu.close : null} />
        <AccountMenu isNarrow={isCanvas && !isMenuOpen} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main} mod={{ 'whole-height': isCanvas }}>
        <OfflineBanner />
        {children}
      </AppShell.Main>
    </AppShell>
  )
}
