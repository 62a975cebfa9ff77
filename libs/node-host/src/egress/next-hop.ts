/**
 * Redirects, decided by hand. Pure.
 *
 * 1. At most five.
 * 2. When scheme, host or port change, nothing that could be a login goes along: neither the credential nor any header but the harmless ones.
 * 3. From https to http is refused where a credential is attached.
 * 4. 303 (and 301, 302 of a POST) go on as GET without body; 307 and 308 repeat the body, where it can be sent twice.
 */
import { MaillonError } from '@maillon/kernel'
import { checkUrl, type CheckedRequest } from './check-request.js'

export const maxRedirects = 5

/** A request on its way. */
export interface Hop extends CheckedRequest {
  /** Absent: none. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
  /** Whether the credential goes along. */
  readonly withCredential: boolean
  readonly redirects: number
}

const harmlessHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'accept-encoding',
  'user-agent',
  'content-type',
  'content-language',
  'cache-control',
])
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export interface HopAnswer {
  readonly status: number
  /** Value of the `Location` header. */
  readonly location: string | undefined
}

/** Where the answer sends us; null: it is the final one. */
export function nextHop(hop: Hop, answer: HopAnswer): Hop | null {
  if (!redirectStatuses.has(answer.status) || answer.location === undefined || answer.location === '') return null
  const url = checkUrl(answer.location, hop.url)
  const isSameOrigin = url.origin === hop.url.origin
  const becomesGet = goesOnAsGet(hop, answer.status)
  refuseHop(hop, url, becomesGet)
  const kept = isSameOrigin ? hop.headers : Object.fromEntries(Object.entries(hop.headers).filter(([name]) => harmlessHeaders.has(name)))
  return {
    method: becomesGet ? 'GET' : hop.method,
    url,
    headers: becomesGet ? withoutContent(kept) : kept,
    ...(becomesGet || hop.body === undefined ? {} : { body: hop.body }),
    withCredential: hop.withCredential && isSameOrigin,
    redirects: hop.redirects + 1,
  }
}

function goesOnAsGet(hop: Hop, status: number): boolean {
  return status === 303 ? hop.method !== 'HEAD' : (status === 301 || status === 302) && hop.method === 'POST'
}

function refuseHop(hop: Hop, url: URL, becomesGet: boolean): void {
  if (hop.redirects >= maxRedirects) throw refused('EGRESS_REDIRECTS_TOO_MANY', { url: hop.url.host, limit: maxRedirects })
  if (hop.withCredential && hop.url.protocol === 'https:' && url.protocol === 'http:') throw refused('EGRESS_REDIRECT_INSECURE', { host: url.host })
  const isStream = hop.body !== undefined && typeof hop.body !== 'string' && !(hop.body instanceof Uint8Array)
  if (!becomesGet && isStream) throw refused('EGRESS_REDIRECT_BODY', { host: url.host })
}

function withoutContent(headers: { readonly [name: string]: string }): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')))
}

function refused(code: string, params: { readonly [name: string]: string | number }): MaillonError {
  return new MaillonError({ code, kind: 'operational', retryable: false, params })
}
