import type { Json, JsonObject, Locale } from '@maillon/kernel'
import { diagnosticSentence, errorSentence, hintOf, messageOf, numberText, type MessageParams } from '@maillon/messages'
import { filesKey } from './comparable-row.js'
import type { TestFinding } from './test-finding.js'

/** A finding as a person reads it. */
export interface FindingSentence {
  readonly sentence: string
  /** What to do. Null: nothing more to say. */
  readonly hint: string | null
}

/** The sentence of a finding. Rows, calls and elements of lists are counted from 1, as people do. */
export function findingSentence(finding: TestFinding, locale: Locale): FindingSentence {
  const { code, params } = coded(finding, locale)
  return { sentence: messageOf(code, params, locale), hint: hintOf(code, params, locale) }
}

function coded(finding: TestFinding, locale: Locale): { readonly code: string; readonly params: MessageParams } {
  if (finding.kind === 'value') return { code: changeOf(finding, ['TEST_VALUE_CHANGED', 'TEST_FIELD_GONE', 'TEST_FIELD_NEW']), params: { name: finding.name, row: finding.row + 1, ...valuesOf(finding, locale) } }
  if (finding.kind === 'request') return { code: changeOf(finding, ['TEST_REQUEST_CHANGED', 'TEST_REQUEST_FIELD_GONE', 'TEST_REQUEST_FIELD_NEW']), params: { name: finding.name, call: finding.call + 1, ...valuesOf(finding, locale) } }
  return { code: codes[finding.kind], params: paramsOf(finding, locale) }
}

type Plain = Exclude<TestFinding, Differing>

const codes: { readonly [Kind in Plain['kind']]: string } = {
  'row-count': 'TEST_ROWS_CHANGED',
  'request-count': 'TEST_REQUESTS_CHANGED',
  'call-new': 'TEST_CALL_NEW',
  'node-missing': 'TEST_NODE_MISSING',
  'port-missing': 'TEST_PORT_MISSING',
  'node-failed': 'TEST_NODE_FAILED',
  status: 'TEST_STATUS_CHANGED',
  'trigger-missing': 'TEST_TRIGGER_MISSING',
  'not-compiled': 'TEST_FLOW_REFUSED',
  'too-long': 'TEST_TOO_LONG',
  more: 'TEST_FINDINGS_MORE',
}

/** Names and numbers stand in the finding under the names of the sentence's places; the rest is put into words. */
function paramsOf(finding: Plain, locale: Locale): MessageParams {
  switch (finding.kind) {
    case 'call-new':
      return { name: finding.name, request: requestText(finding.request, locale) }
    case 'node-failed':
      return { name: finding.name, reason: asClause(errorSentence(finding.error, locale).sentence) }
    case 'status':
      return { expected: statusText(finding.expected, locale), got: statusText(finding.got, locale) }
    case 'not-compiled':
      return { reason: finding.diagnostics.slice(0, 3).map((diagnostic) => asClause(diagnosticSentence(diagnostic, locale))).join(' ; ') }
    default:
      return Object.fromEntries(Object.entries(finding).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'))
  }
}

/** A sentence at the end of another one. */
export function asClause(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

type Differing = Extract<TestFinding, { kind: 'value' | 'request' }>

function changeOf({ expected, got }: Differing, [changed, gone, added]: readonly [string, string, string]): string {
  return got === undefined ? gone : expected === undefined ? added : changed
}

function valuesOf({ path, expected, got }: Differing, locale: Locale): MessageParams {
  return { field: placeText(path, locale), expected: valueText(expected, locale), got: valueText(got, locale) }
}

/** A place in a row: `total`, `lines 3 › price`. Empty: the whole row. */
export function placeText(path: string, locale: Locale): string {
  const parts = path.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const words = parts.map((part) => (part === filesKey ? (locale === 'fr' ? 'fichiers' : 'files') : part))
  const text = words.reduce((told, part) => (told === '' ? part : /^\d+$/.test(part) ? `${told} ${Number(part) + 1}` : `${told} › ${part}`), '')
  return text === '' ? (locale === 'fr' ? 'la ligne' : 'the row') : text
}

const longestValue = 120

/** A value in a sentence: numbers with the language's separators, texts in quotes, the rest as JSON, shortened. */
export function valueText(value: Json | undefined, locale: Locale): string {
  const french = locale === 'fr'
  if (value === undefined || value === null) return french ? 'vide' : 'empty'
  if (typeof value === 'number') return hasFewDecimals(value) ? numberText(value, locale) : String(value)
  if (typeof value === 'boolean' && french) return value ? 'vrai' : 'faux'
  if (typeof value !== 'string') return shortened(JSON.stringify(value))
  return french ? `« ${shortened(value)} »` : `“${shortened(value)}”`
}

function shortened(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}

/** So that `numberText` shows all of it. */
function hasFewDecimals(value: number): boolean {
  return Math.abs(value) < 1e15 && Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6
}

function requestText(request: JsonObject, locale: Locale): string {
  const pairs = Object.entries(request).slice(0, 4).map(([key, value]) => `${key} ${valueText(value, locale)}`)
  return pairs.length === 0 ? '–' : pairs.join(', ')
}

const statusTexts: { readonly [L in Locale]: { readonly [status: string]: string } } = {
  fr: { succeeded: 'réussie', warned: 'à vérifier', failed: 'échec', cancelled: 'annulée' },
  en: { succeeded: 'succeeded', warned: 'to check', failed: 'failed', cancelled: 'cancelled' },
}

function statusText(status: string, locale: Locale): string {
  return statusTexts[locale][status] ?? status
}
