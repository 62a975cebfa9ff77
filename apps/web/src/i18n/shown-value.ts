import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import type { Formats } from './formats.js'

/** A moment as it stands in data; nothing else is taken for one. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

export interface ShowingOf {
  readonly formats: Pick<Formats, 'plainNumber' | 'dateTime'>
  readonly yes: string
  readonly no: string
  /** The value is known to be a date, so a moment is written as one says it. Default false: text is shown as it is. */
  readonly isDate?: boolean
  /** Characters. Default 120. */
  readonly maxLength?: number
}

/** A value of the data in one short line, as the reader writes it: `12,5`, `oui`. Text stays as it is; nested lists and objects are JSON. */
export function shownValue(value: Json, showing: ShowingOf): string {
  const text = textOf(value, showing).replace(/\s+/g, ' ').trim()
  const { maxLength = 120 } = showing
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`
}

function textOf(value: Json, showing: ShowingOf): string {
  if (value === null) return '—'
  if (typeof value === 'number') return showing.formats.plainNumber(value)
  if (typeof value === 'boolean') return value ? showing.yes : showing.no
  if (typeof value === 'string') return showing.isDate === true && instant.test(value) ? showing.formats.dateTime(value) : value
  if (isJsonArray(value) && value.every((element) => !isJsonArray(element) && !isJsonObject(element))) return value.map((element) => textOf(element, showing)).join(' · ')
  return JSON.stringify(value)
}
