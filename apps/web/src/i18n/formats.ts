import type { Locale } from '@maillon/kernel'
import { durationText, sizeText } from '@maillon/messages'

/** Dates and quantities as the reader writes them: his language, the workspace's time zone. Instants are ISO 8601 text. */
export interface Formats {
  /** `12 mars 2026, 08:00` */
  dateTime(instant: string): string
  /** With seconds: logs, attempts. */
  exactTime(instant: string): string
  /** `12 mars 2026` */
  date(instant: string): string
  /** `12/03` */
  shortDay(instant: string): string
  /** `08:00` */
  time(instant: string): string
  /** As one says it: `today at 08:00`, `tomorrow at 08:00`, `Monday at 08:00`, `12 March at 08:00`. */
  when(instant: string): string
  /** `3 minutes ago`, `in 2 hours`. */
  ago(instant: string): string
  number(value: number): string
  /** A value out of data: no grouping (it may be a reference), every decimal. */
  plainNumber(value: number): string
  /** 0 to 1. */
  percent(share: number): string
  /** Milliseconds. */
  duration(ms: number): string
  /** Bytes. */
  size(bytes: number): string
}

const tags: { readonly [L in Locale]: string } = { fr: 'fr-FR', en: 'en-GB' }
const dayMs = 86_400_000

/** @param now milliseconds since 1970, asked at each call so that a page that stays open stays right. */
export function createFormats(locale: Locale, timeZone: string, now: () => number): Formats {
  const tag = tags[locale]
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone, ...options })
  const dateTime = format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })
  const exactTime = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 })
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const shortDay = format({ day: '2-digit', month: '2-digit' })
  const weekday = format({ weekday: 'long' })
  const dayOfYear = format({ day: 'numeric', month: 'long' })
  const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 })
  const plainNumber = new Intl.NumberFormat(tag, { useGrouping: false, maximumFractionDigits: 15 })
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const at = locale === 'fr' ? 'à' : 'at'

  return {
    dateTime: (instant) => dateTime.format(new Date(instant)),
    exactTime: (instant) => exactTime.format(new Date(instant)),
    date: (instant) => date.format(new Date(instant)),
    shortDay: (instant) => shortDay.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    when: (instant) => {
      const then = new Date(instant)
      const days = Math.round((Date.parse(isoDay.format(then)) - Date.parse(isoDay.format(new Date(now())))) / dayMs)
      const day = Math.abs(days) <= 1 ? relative.format(days, 'day') : days > 1 && days < 7 ? weekday.format(then) : Math.abs(days) < 180 ? dayOfYear.format(then) : date.format(then)
      return `${day} ${at} ${time.format(then)}`
    },
    ago: (instant) => relativeText(relative, Date.parse(instant) - now()),
    number: (value) => number.format(value),
    plainNumber: (value) => plainNumber.format(value),
    percent: (share) => percent.format(share),
    duration: (ms) => durationText(Math.max(0, ms), locale),
    size: (bytes) => sizeText(bytes, locale),
  }
}

function relativeText(relative: Intl.RelativeTimeFormat, deltaMs: number): string {
  const steps = [
    ['day', dayMs],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const
  const found = steps.find(([, ms]) => Math.abs(deltaMs) >= ms)
  if (found === undefined) return relative.format(Math.round(deltaMs / 1000), 'second')
  return relative.format(Math.round(deltaMs / found[1]), found[0])
}
