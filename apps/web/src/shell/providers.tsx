'use client'

import { Center, Loader, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { createQueryClient } from '../api/query-client.js'
import { LocaleProvider } from '../i18n/locale-provider.js'
import { theme } from '../theme/theme.js'
import { ConfirmProvider } from './confirm.js'
import { SessionProvider } from './session.js'

/** Everything that pages take for granted: look, reads, language, notices, confirmations, session. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <LocaleProvider fallback={<Starting />}>
          <Notifications position="bottom-right" limit={4} />
          <ConfirmProvider>
            <SessionProvider>{children}</SessionProvider>
          </ConfirmProvider>
        </LocaleProvider>
      </QueryClientProvider>
    </MantineProvider>
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
