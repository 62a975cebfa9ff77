import type { Locale } from '@maillon/kernel'
import { dayOf, type LocalDay } from './schedule-rule.js'

/** So many dates are named; more are counted. */
const mostNamed = 3

/** « , sauf le 25 décembre », “, except on 25 December”; '' where there are no exceptions. */
export function exceptionWords(texts: readonly string[], locale: Locale): string {
  if (texts.length === 0) return ''
  if (texts.length > mostNamed) return locale === 'fr' ? `, sauf ${texts.length} dates` : `, except on ${texts.length} dates`
  const named = texts.map((text) => oneException(text, locale))
  const last = named.at(-1) ?? ''
  const list = named.length === 1 ? last : `${named.slice(0, -1).join(', ')} ${locale === 'fr' ? 'et' : 'and'} ${last}`
  return locale === 'fr' ? `, sauf ${list}` : `, except ${list}`
}

function oneException(text: string, locale: Locale): string {
  const [from, to] = text.split('/').map((part) => wordsOf(part.trim(), locale))
  if (to === undefined) return locale === 'fr' ? `le ${from}` : `on ${from}`
  return locale === 'fr' ? `du ${from} au ${to}` : `from ${from} to ${to}`
}

function wordsOf(text: string, locale: Locale): string {
  const yearly = dayOf(`2024-${text}`)
  const day = yearly ?? dayOf(text)
  return day === null ? text : dayWords(day, locale, { hasYear: yearly === null })
}

/** A date in words: « 1er décembre 2026 », “1 December 2026”. */
export function dayWords(day: LocalDay, locale: Locale, { hasYear = true }: { readonly hasYear?: boolean } = {}): string {
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'long', ...(hasYear ? { year: 'numeric' } : {}), timeZone: 'UTC' })
  const text = format.format(day)
  return locale === 'fr' ? text.replace(/^1 /, '1er ') : text
}
