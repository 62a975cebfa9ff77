'use client'

import { Center, Loader, MantineProvider, MantineThemeProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { createQueryClient } from '../api/query-client.js'
import { LocaleProvider } from '../i18n/locale-provider.js'
import { theme } from '../theme/theme.js'
import { ConfirmProvider } from './confirm.js'
import { startEarlyReads } from './early-reads.js'
import { SessionProvider } from './session.js'

/** Everything that pages take for granted: look, reads, language, notices, confirmations, session. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(() => {
    const client = createQueryClient()
    startEarlyReads(client)
    return client
  })
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <LocaleProvider fallback={<Starting />}>
          <NamedParts>
            <Notifications position="bottom-right" limit={4} />
            <ConfirmProvider>
              <SessionProvider>{children}</SessionProvider>
            </ConfirmProvider>
          </NamedParts>
        </LocaleProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** Names, in the language shown, for what the component library draws without words. */
function NamedParts({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('common')
  const named = useMemo(() => {
    const closeButtonProps = { 'aria-label': t('action.close') }
    return { components: { Modal: { defaultProps: { closeButtonProps } }, Drawer: { defaultProps: { closeButtonProps } }, Notification: { defaultProps: { closeButtonProps } } } }
  }, [t])
  return (
    <MantineThemeProvider theme={named} inherit>
      {children}
    </MantineThemeProvider>
  )
}

/** No words: the language isn't known yet. */
export function Starting() {
  return (
    <Center h="100dvh">
      <Loader type="dots" aria-hidden />
    </Center>
  )
}
