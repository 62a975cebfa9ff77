import { assertNever, type Locale } from '@maillon/kernel'
import cronstrue from 'cronstrue'
import 'cronstrue/locales/fr.js'
import { normalizeCron, readCron } from './cron-fields.js'
import { dayWords, exceptionWords } from './exception-words.js'
import type { ScheduleParam } from './schedule-param.js'
import { dayOf } from './schedule-rule.js'

const weekdays: { readonly [L in Locale]: readonly string[] } = {
  fr: ['lundis', 'mardis', 'mercredis', 'jeudis', 'vendredis', 'samedis', 'dimanches'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

/**
 * A schedule as a person would say it: « Tous les jours à 09:00 », “Every 15 minutes”. Without a full stop.
 *
 * @param except dates on which it doesn't run, said at the end. Default: none.
 */
export function sentence(schedule: ScheduleParam, locale: Locale, except: readonly string[] = []): string {
  const plain = schedule.every === 'cron' ? cronSentence(schedule.cron, locale) : locale === 'fr' ? inFrench(schedule) : inEnglish(schedule)
  return plain + exceptionWords(except, locale)
}

type Plain = Exclude<ScheduleParam, { every: 'cron' }>

function inFrench(schedule: Plain): string {
  switch (schedule.every) {
    case 'minutes':
      return every(schedule.count, ['Toutes les minutes', 'Toutes les # minutes'])
    case 'hours':
      return every(schedule.count, ['Toutes les heures', 'Toutes les # heures'])
    case 'day':
      return `Tous les jours à ${schedule.at}`
    case 'week':
      return `Tous les ${weekdays.fr[schedule.day - 1] ?? schedule.day} à ${schedule.at}`
    case 'month':
      return monthInFrench(schedule.day, schedule.at)
    case 'once':
      return `Une seule fois, le ${dateWords(schedule.date, 'fr')} à ${schedule.at}`
    case 'delay':
      return `Une seule fois, ${delayWords(schedule.minutes, 'fr')} après la mise en service`
    default:
      return assertNever(schedule)
  }
}

function inEnglish(schedule: Plain): string {
  switch (schedule.every) {
    case 'minutes':
      return every(schedule.count, ['Every minute', 'Every # minutes'])
    case 'hours':
      return every(schedule.count, ['Every hour', 'Every # hours'])
    case 'day':
      return `Every day at ${schedule.at}`
    case 'week':
      return `Every ${weekdays.en[schedule.day - 1] ?? schedule.day} at ${schedule.at}`
    case 'month':
      return monthInEnglish(schedule.day, schedule.at)
    case 'once':
      return `Once, on ${dateWords(schedule.date, 'en')} at ${schedule.at}`
    case 'delay':
      return `Once, ${delayWords(schedule.minutes, 'en')} after it is switched on`
    default:
      return assertNever(schedule)
  }
}

function every(count: number, [one, many]: readonly [string, string]): string {
  return count === 1 ? one : many.replace('#', String(count))
}

function monthInFrench(day: number, at: string): string {
  const shorter = day > 28 ? ' (le dernier jour des mois plus courts)' : ''
  return `Le ${day === 1 ? '1er' : day} de chaque mois${shorter} à ${at}`
}

function monthInEnglish(day: number, at: string): string {
  const shorter = day > 28 ? ' (the last day of shorter months)' : ''
  return `On the ${day}${ordinalEnding(day)} of each month${shorter} at ${at}`
}

/** The text itself where it is no date. */
function dateWords(date: string, locale: Locale): string {
  const day = dayOf(date)
  return day === null ? date : dayWords(day, locale)
}

/** « 1 h 30 min », “3 days”. */
function delayWords(minutes: number, locale: Locale): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
  const dayWord = locale === 'fr' ? 'jour' : 'day'
  const parts = [days > 0 ? `${days} ${dayWord}${days > 1 ? 's' : ''}` : '', hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : '']
  return parts.filter((part) => part !== '').join(' ')
}

function ordinalEnding(day: number): string {
  if (day > 10 && day < 14) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

/** The text of the field itself where it can't be read as a cron. */
function cronSentence(cron: string, locale: Locale): string {
  const normal = normalizeCron(cron)
  const fields = readCron(cron)
  if (normal === null || !fields.ok) return cron
  return cronstrue.toString(normal, { locale, use24HourTimeFormat: true, logicalAndDayFields: !fields.value.eitherDay, throwExceptionOnParseError: false }).replaceAll("'", '’')
}
