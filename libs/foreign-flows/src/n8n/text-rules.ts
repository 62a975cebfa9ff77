import type { JsonObject } from '@maillon/kernel'
import { asPlainText } from '../expression-text.js'
import { argumentOf } from '../condition-rules.js'
import { literal } from '../js/written.js'
import { formatted } from '../js/write-date-method.js'
import type { N8nContext } from './n8n-context.js'
import { firstText, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'
import { setDraft } from './set-fields.js'

/** Texts and dates that are made, and kinds of node of which it is known why there is none here. */
export const textRules: N8nRules = {
  html: (node, context) => {
    const operation = textAt(node.params, 'operation') || 'generateHtmlTemplate'
    if (operation !== 'generateHtmlTemplate') return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: operation.slice(0, 60) })
    // A template always has expressions in it, without the sign in front.
    const html = textAt(node.params, 'html')
    return setDraft({ html: html.includes('{{') ? context.text(html.startsWith('=') ? html : `=${html}`) : asPlainText(html) }, false)
  },
  dateTime: dateDraft,
  executeCommand: () => placeholder('FOREIGN_COMMAND'),
  ssh: () => placeholder('FOREIGN_COMMAND'),
}

const adding: ReadonlyMap<string, string> = new Map([['years', 'addYears'], ['months', 'addMonths'], ['weeks', 'addWeeks'], ['days', 'addDays'], ['hours', 'addHours'], ['minutes', 'addMinutes']])

function dateDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const { params } = node
  const operation = node.version >= 2 ? textAt(params, 'operation') || 'getCurrentDate' : textAt(params, 'action') || 'format'
  const name = context.plain(firstText(params, 'outputFieldName', 'dataPropertyName'), defaultNames.get(operation) ?? 'data')
  const include = node.version < 2 || objectAt(params, 'options')['includeInputFields'] === true
  const date = argumentOf(context.text(firstText(params, 'date', 'magnitude', 'value')))
  const made = operation === 'getCurrentDate' ? '{{now}}' : date === null ? null : dateExpression(operation, date, params)
  if (made === null) return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: operation.slice(0, 60) })
  if (operation !== 'getCurrentDate') context.look('FOREIGN_DATE_TEXTS')
  return setDraft({ [name]: made }, include)
}

const defaultNames: ReadonlyMap<string, string> = new Map([['getCurrentDate', 'currentDate'], ['formatDate', 'formattedDate'], ['addToDate', 'newDate'], ['subtractFromDate', 'newDate'], ['extractDate', 'datePart'], ['roundDate', 'roundedDate']])

const signs: ReadonlyMap<string, number> = new Map([['addToDate', 1], ['add', 1], ['subtractFromDate', -1], ['subtract', -1]])

function formatExpression(date: string, params: JsonObject): string | null {
  const isCall = date.startsWith('(')
  const of = { text: isCall ? date.slice(1, -1) : date, form: isCall ? 'call' : 'path', type: 'date' } as const
  const format = textAt(params, 'format') === 'custom' ? textAt(params, 'customFormat') : firstText(params, 'format', 'toFormat')
  const written = /^[\w/:., '-]+$/.test(format) ? formatted(of, format.replaceAll('YYYY', 'yyyy').replaceAll('DD', 'dd')) : null
  return written === null ? null : `{{${written.text}}}`
}

/** What a date becomes, by the operation of any version. Null: it has no counterpart. */
function dateExpression(operation: string, date: string, params: JsonObject): string | null {
  return (dateOperations.get(operation) ?? added(operation))(date, params)
}

type DateWriter = (date: string, params: JsonObject) => string | null

const parts: ReadonlyMap<string, string> = new Map([['year', 'year'], ['month', 'month'], ['week', 'weekNumber'], ['day', 'day'], ['hour', 'hour'], ['minute', 'minute']])

const dateOperations: ReadonlyMap<string, DateWriter> = new Map<string, DateWriter>([
  ['format', formatExpression], ['formatDate', formatExpression],
  ['extractDate', (date, params) => {
    const part = parts.get(textAt(params, 'part') || 'month')
    return part === undefined ? null : `{{${part} ${date}}}`
  }],
  ['roundDate', (date, params) => (textAt(params, 'mode') === 'roundUp' || !parts.has(textAt(params, 'toNearest') || 'month') ? null : `{{startOf ${date} "${textAt(params, 'toNearest') || 'month'}"}}`)],
])

/** A time added or taken away: older versions say which in a parameter. */
function added(operation: string): DateWriter {
  return (date, params) => {
    const sign = signs.get(operation) ?? signs.get(textAt(params, 'operation')) ?? 0
    const add = adding.get(textAt(params, 'timeUnit') || 'days')
    const amount = numberAt(params, 'duration')
    const number = amount === null || sign === 0 ? null : literal(amount * sign)
    return add === undefined || number === null ? null : `{{${add} ${date} ${number.text}}}`
  }
}
