import { assertNever, type ErrorInfo, type JsonObject, type Locale } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import type { NoticeLine } from '@maillon/storage'
import { alertTexts } from './alert-texts.js'
import { momentText, type MomentPlace } from './moment-text.js'

export interface NoticePlace extends MomentPlace {
  /** Where people reach this installation; no slash at the end. */
  readonly baseUrl: string
}

export interface NoticeText {
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly link: { readonly text: string; readonly url: string }
}

export type AlertTrouble = Pick<NoticeLine, 'kind' | 'name' | 'since' | 'occurrences' | 'detail'>

/** A message that goes on for ever is read by nobody. */
const mostLines = 12

/** What a notice says. Names come from people: they stay on one line. */
export function noticeText(lines: readonly NoticeLine[], place: NoticePlace): NoticeText {
  const { locale, baseUrl } = place
  const [first] = lines
  const only = lines.length === 1 ? first : undefined
  const more = lines.length - mostLines
  const paragraphs = lines.slice(0, mostLines).map((line) => sentenceOf(line, place))
  if (more > 0) paragraphs.push(locale === 'fr' ? `Et ${more} autre${more > 1 ? 's' : ''}.` : `And ${more} more.`)
  const isRun = only !== undefined && only.runId !== null && only.event !== 'recovered'
  const link = isRun
    ? { text: locale === 'fr' ? 'Voir l’exécution' : 'See the run', url: `${baseUrl}/run/?id=${only.runId}` }
    : { text: locale === 'fr' ? 'Voir les alertes' : 'See the alerts', url: `${baseUrl}/alerts/` }
  return { subject: only === undefined ? subjectOfMany(lines, locale) : `${locale === 'fr' ? 'Maillon :' : 'Maillon:'} ${headline(only, locale)}`, paragraphs, link }
}

/** What is wrong (or was, before it ended), in one sentence without the error. */
export function troubleSentence({ kind, name, since, occurrences, detail }: AlertTrouble, place: MomentPlace): string {
  const named = quoted(name, place.locale)
  return alertTexts[place.locale][kind].trouble({ named, ...momentText(since, place), occurrences, count: numberIn(detail, 'count'), waiting: numberIn(detail, 'waiting'), isMissed: detail?.['missed'] === true })
}

/** The error of the last failure; null: there is none. */
export function errorIn(detail: JsonObject | null): ErrorInfo | null {
  const error = detail?.['error']
  return typeof error === 'object' && error !== null && 'code' in error ? (error as unknown as ErrorInfo) : null
}

/** That nobody needs to do anything: somebody tries whether notices arrive. */
export function trialText({ locale, baseUrl }: NoticePlace, by: string): NoticeText {
  return locale === 'fr'
    ? { subject: 'Maillon : essai d’alerte', paragraphs: [`${by} essaie une règle d’alerte : tout fonctionne, il n’y a rien à faire.`], link: { text: 'Voir les alertes', url: `${baseUrl}/alerts/` } }
    : { subject: 'Maillon: trial of an alert', paragraphs: [`${by} is trying an alert rule: all is well, there is nothing to do.`], link: { text: 'See the alerts', url: `${baseUrl}/alerts/` } }
}

function sentenceOf(line: NoticeLine, place: NoticePlace): string {
  const { locale } = place
  const trouble = () => {
    const error = errorIn(line.detail)
    return [troubleSentence(line, place), ...(error === null ? [] : [errorSentence(error, locale).sentence])].join(' ')
  }
  switch (line.event) {
    case 'opened':
      return trouble()
    case 'again':
      return `${trouble()} ${locale === 'fr' ? `${line.news} de plus depuis le dernier message.` : `${line.news} more since the last message.`}`
    case 'still':
      return `${locale === 'fr' ? 'Toujours ouvert :' : 'Still open:'} ${trouble()}`
    case 'recovered':
      return line.news > 0 && line.news === line.occurrences ? `${trouble()} ${wellSentence(line, place)}` : wellSentence(line, place)
    default:
      return assertNever(line.event)
  }
}

function wellSentence({ kind, name, wellSince, lastAt }: NoticeLine, place: NoticePlace): string {
  return alertTexts[place.locale][kind].well(quoted(name, place.locale), momentText(wellSince ?? lastAt, place).from)
}

function headline({ kind, event, name }: NoticeLine, locale: Locale): string {
  const named = quoted(name, locale)
  if (event === 'recovered') return locale === 'fr' ? `${named} fonctionne de nouveau` : `${named} works again`
  return alertTexts[locale][kind].headline(named)
}

function subjectOfMany(lines: readonly NoticeLine[], locale: Locale): string {
  const over = lines.filter(({ event }) => event === 'recovered').length
  const open = lines.length - over
  if (open === 0) return locale === 'fr' ? `Maillon : ${over} alertes terminées` : `Maillon: ${over} alerts are over`
  return locale === 'fr' ? `Maillon : ${open} alerte${open > 1 ? 's' : ''}` : `Maillon: ${open} alert${open === 1 ? '' : 's'}`
}

function quoted(name: string, locale: Locale): string {
  const clean = name.replaceAll(/\p{C}|\s+/gu, ' ').trim().slice(0, 120)
  return locale === 'fr' ? `«\u00a0${clean}\u00a0»` : `“${clean}”`
}

function numberIn(detail: JsonObject | null, field: string): number {
  const value = detail?.[field]
  return typeof value === 'number' ? value : 1
}
