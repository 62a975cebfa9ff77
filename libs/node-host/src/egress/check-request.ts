/** Judges a request before any socket is opened. Pure. */
import { MaillonError } from '@maillon/kernel'
import type { HttpRequest } from '@maillon/node-sdk'

export const requestMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type RequestMethod = (typeof requestMethods)[number]

/** A request that may be sent, as far as it can be told by looking at it. */
export interface CheckedRequest {
  readonly method: RequestMethod
  readonly url: URL
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string }
}

const headerName = /^[a-z0-9!#$%&'*+.^_`|~-]+$/
// Visible ASCII, blanks and Latin-1; no CR, LF, NUL or other control characters, nothing that can't be one byte.
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/
// These steer the connection itself; they are the client's own.
const ownHeaders: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'proxy-authorization',
  'proxy-connection',
  'http2-settings',
])

/** @throws MaillonError `EGRESS_URL_INVALID`, `EGRESS_URL_LOGIN`, `EGRESS_METHOD_REFUSED`, `EGRESS_HEADER_INVALID` (user) */
export function checkRequest(request: HttpRequest): CheckedRequest {
  const method = request.method ?? 'GET'
  if (!requestMethods.includes(method)) throw refused('EGRESS_METHOD_REFUSED', { method: String(method).slice(0, 40) })
  const url = checkUrl(request.url)
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, String(value))
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const lower = name.toLowerCase()
    if (!headerName.test(lower) || ownHeaders.has(lower) || typeof value !== 'string' || !headerValue.test(value))
      throw refused('EGRESS_HEADER_INVALID', { header: name.replace(/[^\x20-\x7e]/g, '?').slice(0, 100) })
    headers[lower] = value
  }
  return { method, url, headers }
}

/** An http or https address without login in it. The check is on what will be connected, not on the text. */
export function checkUrl(text: string, base?: URL): URL {
  if (typeof text !== 'string' || !URL.canParse(text, base?.href)) throw refused('EGRESS_URL_INVALID', { url: String(text).slice(0, 200) })
  const url = new URL(text, base?.href)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused('EGRESS_URL_INVALID', { url: text.slice(0, 200) })
  if (url.username !== '' || url.password !== '') throw refused('EGRESS_URL_LOGIN', { host: url.host })
  url.hash = ''
  return url
}

function refused(code: string, params: { readonly [name: string]: string }): MaillonError {
  return new MaillonError({ code, kind: 'user', retryable: false, params })
}
