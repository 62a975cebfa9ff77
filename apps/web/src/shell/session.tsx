'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react'
import type { SessionView } from '@maillon/api-contract'
import { api } from '../api/api.js'
import { setPagePerson } from '../api/page-person.js'
import { markSessionRenewed } from '../api/session-expiry.js'
import { useLocale } from '../i18n/locale-provider.js'
import { decideEntrance, isOpenPath, type Entrance } from './decide-entrance.js'
import { readSession } from './read-session.js'

interface SessionState {
  /** Null before it is known, and on the pages before the login. */
  readonly session: SessionView | null
  readonly entrance: Entrance
  readonly error: unknown
  readonly retry: () => void
  /** Takes the answer of login, setup or a change of the account. */
  readonly accept: (session: SessionView) => void
  readonly logout: () => Promise<void>
}

const SessionContext = createContext<SessionState | null>(null)

/** Knows who is there and sends people where they can go on: first start, login, or the page they asked for. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const path = usePathname()
  const router = useRouter()
  const client = useQueryClient()
  const { locale, suggestLocale } = useLocale()
  const read = useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: Infinity, retry: 1 })
  const account = read.data
  const session = account?.kind === 'in' ? account.session : null
  const entrance = decideEntrance(account?.kind ?? (read.isError ? 'failed' : 'unknown'), path)

  const accountLocale = session?.user.locale
  useEffect(() => {
    if (accountLocale !== undefined) suggestLocale(accountLocale)
    // Only a change of the account's language counts, not of the function.
  }, [accountLocale]) // eslint-disable-line react-hooks/exhaustive-deps

  // The server's sentences come in the language of the moment they were read in.
  const readIn = useRef(locale)
  useEffect(() => {
    if (readIn.current === locale) return
    readIn.current = locale
    void client.invalidateQueries()
  }, [locale, client])

  useEffect(() => {
    if (entrance.kind !== 'redirect') return
    const back = `${location.pathname}${location.search}`
    const next = entrance.to === '/login/' && !isOpenPath(path) && back !== '/' ? `?next=${encodeURIComponent(back)}` : ''
    router.replace(`${entrance.to}${next}`)
  }, [entrance, path, router])

  const state = useMemo<SessionState>(
    () => ({
      session,
      entrance,
      error: read.error,
      retry: () => void read.refetch(),
      accept: (accepted) => {
        setPagePerson(accepted.user.id)
        client.setQueryData(['session'], { kind: 'in', session: accepted })
        markSessionRenewed()
      },
      logout: async () => {
        await api.call('logout', {})
        setPagePerson(null)
        client.clear()
        client.setQueryData(['session'], { kind: 'out' })
        router.replace('/login/')
      },
    }),
    [session, entrance, read, client, router],
  )
  return <SessionContext value={state}>{children}</SessionContext>
}

export function useSession(): SessionState {
  const state = useContext(SessionContext)
  if (state === null) throw new Error('useSession outside SessionProvider')
  return state
}

/** IANA name. Before anybody is logged in: the browser's. */
export function useWorkspaceTimeZone(): string {
  return useContext(SessionContext)?.session?.workspace.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}
