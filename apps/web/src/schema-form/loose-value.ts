import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'

/** Text of a value in an input that takes anything. */
export function textOfLoose(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/**
 * What was typed, as a value: a plain number (`12.5`, not `007` or `1,5`, which may be codes or national writing) is a
 * number, a list or object in JSON is one, everything else is text. Empty: undefined.
 */
export function looseOfText(text: string): Json | undefined {
  if (text === '') return undefined
  if (/^-?(0|[1-9]\d{0,14})(\.\d*[1-9])?$/.test(text) && text !== '-0') return Number(text)
  if (!/^(\[|\{(?!\{))/.test(text)) return text
  const parsed = parse(text)
  return isJsonArray(parsed) || isJsonObject(parsed) ? parsed : text
}

/** JSON in an editor; a lone expression is shown without quotes. */
export function textOfJson(value: Json | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' && isLoneExpression(value) ? value : JSON.stringify(value, null, 2)
}

/** null: no JSON (yet). An empty text is "nothing", and a text that begins as an expression stays one. */
export function jsonOfText(text: string): { readonly value: Json | undefined } | null {
  const trimmed = text.trim()
  if (trimmed === '') return { value: undefined }
  if (isLoneExpression(trimmed)) return { value: trimmed }
  const parsed = parse(trimmed)
  return parsed === undefined ? null : { value: parsed }
}

/** Not two nested objects of half-written JSON, which begin alike. */
function isLoneExpression(text: string): boolean {
  return /^\{\{\s*[\p{L}_$@([]/u.test(text) && text.endsWith('}}')
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
