import { isLocale, type Locale } from '@maillon/kernel'
import type { FastifyRequest } from 'fastify'
import { callerOf } from './caller.js'

/** What the client's screens are in, as a parameter of the address where it can't send headers (event streams, downloads). */
const addressParam = 'locale'

/**
 * The language to answer in: the one that the client shows (it says so explicitly), else the account's, else English.
 * So a sentence of the server is never in another language than the page around it.
 */
export function requestLocale(request: FastifyRequest): Locale {
  return wantedLocale(request) ?? callerOf(request)?.user.locale ?? 'en'
}

/** The language that the request asks for itself; null where it asks for none. */
export function wantedLocale(request: FastifyRequest): Locale | null {
  return localeInAddress(request.query) ?? acceptedLocale(request.headers['accept-language'])
}

/** The first language of the header that we speak; null where it names none (programs send `*` or nothing). */
function acceptedLocale(header: string | undefined): Locale | null {
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase()
    if (isLocale(language)) return language
  }
  return null
}

function localeInAddress(query: unknown): Locale | null {
  const value = typeof query === 'object' && query !== null && Object.hasOwn(query, addressParam) ? (query as { readonly [addressParam]: unknown })[addressParam] : null
  return isLocale(value) ? value : null
}
