import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '../theme/global.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { AppFrame } from '../shell/app-frame.js'
import { Providers } from '../shell/providers.js'

export const metadata: Metadata = { title: 'Maillon', icons: { icon: '/icon.svg' } }
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    // Language and colour scheme are set by the browser, before and after React takes over.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* eslint-disable-next-line @next/next/no-sync-scripts */}
        <script src="/color-scheme.js" />
      </head>
      <body>
        <Providers>
          <AppFrame>{children}</AppFrame>
        </Providers>
        {/* Dialogs and menus come here: after the page, not before it, where the component library would put them while the page is still being read. */}
        <div data-portal="true" data-mantine-shared-portal-node="true" />
      </body>
    </html>
  )
}
