import type { QueryClient } from '@tanstack/react-query'
import type { RequestOf, RouteName } from '@maillon/api-contract'
import { quietApi } from '../api/api.js'
import { currentLocale, setCurrentLocale } from '../i18n/current-locale.js'
import { readSession } from './read-session.js'

/**
 * What a page is sure to ask for, asked for while its scripts are still on their way instead of one after the other. What fails here is
 * simply read again by who needs it.
 */
export function startEarlyReads(client: QueryClient): void {
  if (typeof window === 'undefined') return
  setCurrentLocale(currentLocale(null))
  void client.prefetchQuery({ queryKey: ['session'], queryFn: readSession, staleTime: Infinity, retry: 1 })
  const { pathname, search } = window.location
  const id = new URLSearchParams(search).get('id')
  if (pathname !== '/flow/' || id === null) return
  const read = <Name extends RouteName>(name: Name, request: RequestOf<Name>) => void client.prefetchQuery({ queryKey: [name, request], queryFn: ({ signal }) => quietApi.call(name, request, signal), retry: false })
  read('catalogue', {})
  read('flow', { params: { id } })
}
