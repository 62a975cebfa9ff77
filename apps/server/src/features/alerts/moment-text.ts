import type { Locale } from '@maillon/kernel'

export interface MomentPlace {
  readonly locale: Locale
  /** IANA name. */
  readonly timeZone: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** An instant by the clock of a place: `at` « à 09:04 », « le 20 novembre à 09:04 »; `from`, after "since", « 09:04 ». */
export function momentText(at: number, { locale, timeZone, now }: MomentPlace): { readonly at: string; readonly from: string } {
  const time = new Intl.DateTimeFormat('fr', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  const dayOf = (instant: number) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant)
  if (dayOf(at) === dayOf(now)) return { at: `${locale === 'fr' ? 'à' : 'at'} ${time}`, from: time }
  const day = new Intl.DateTimeFormat(locale === 'fr' ? 'fr' : 'en-GB', { timeZone, day: 'numeric', month: 'long' }).format(at)
  if (locale === 'fr') return { at: `le ${day} à ${time}`, from: `le ${day} à ${time}` }
  return { at: `on ${day} at ${time}`, from: `${day} at ${time}` }
}
