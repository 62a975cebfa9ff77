import type { FormField } from '@maillon/api-contract'
import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

export interface SubmissionProblem {
  readonly field: string
  readonly code: string
  readonly params: { readonly [name: string]: number }
}

export type CheckedSubmission = { readonly ok: true; readonly values: JsonObject } | { readonly ok: false; readonly problems: readonly SubmissionProblem[] }

/**
 * What a form's fields say, as values: numbers are numbers, what was left empty is null. A file's value is its name. Pure.
 * @param texts as they were sent, by field
 * @param fileNames of the files that came along, by field
 */
export function checkSubmission(fields: readonly FormField[], texts: ReadonlyMap<string, string>, fileNames: ReadonlyMap<string, string>): CheckedSubmission {
  const values: { [name: string]: Json } = {}
  const problems: SubmissionProblem[] = []
  for (const field of fields) {
    const given = field.type === 'file' ? (fileNames.get(field.name) ?? '') : (texts.get(field.name) ?? '').trim()
    const read = field.type === 'file' ? given || null : valueOf(field, given)
    if (isProblem(read)) problems.push({ field: field.name, ...read })
    else if (isMissing(read) && field.required) problems.push({ field: field.name, code: 'FORM_FIELD_MISSING', params: {} })
    else values[field.name] = read
  }
  return problems.length === 0 ? { ok: true, values } : { ok: false, problems }
}

interface ValueProblem {
  readonly code: string
  readonly params: { readonly [name: string]: number }
}

function valueOf({ type, choices }: FormField, text: string): Json | ValueProblem {
  if (type === 'boolean') return text === 'true' || text === 'on'
  if (text === '') return null
  if (type === 'choice') return choices.includes(text) ? text : problem('FORM_CHOICE_UNKNOWN')
  return readers[type](text)
}

const readers: { readonly [Type in Exclude<FormField['type'], 'boolean' | 'choice'>]: (text: string) => Json | ValueProblem } = {
  text: (text) => textOf(text, 1000),
  'long-text': (text) => textOf(text, 20_000),
  file: (text) => textOf(text, 1000),
  number: numberOf,
  date: dateOf,
  // The length first: the pattern takes time by its square.
  email: (text) => (text.length <= 320 && /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text) ? text : problem('FORM_EMAIL_EXPECTED')),
}

function textOf(text: string, most: number): Json | ValueProblem {
  return text.length <= most ? plain(text) : problem('FORM_TEXT_TOO_LONG', { most })
}

/** `1 234,5` as well as `1234.5`: phones offer the comma of their language. */
function numberOf(text: string): Json | ValueProblem {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(/^([+-]?\d+),(\d+)$/, '$1.$2')
  const value = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(bare) ? Number(bare) : Number.NaN
  return Number.isFinite(value) ? value : problem('FORM_NUMBER_EXPECTED')
}

function dateOf(text: string): Json | ValueProblem {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : problem('FORM_DATE_EXPECTED')
}

/** Without what no keyboard types: line breaks and tabs stay. */
function plain(text: string): string {
  return text.replace(/[^\P{Cc}\n\r\t]|[\u202a-\u202e\u2066-\u2069]/gu, '').replace(/\p{Surrogate}/gu, '\ufffd')
}

/** A box that must be ticked and is not counts as missing. */
function isMissing(value: Json): boolean {
  return value === null || value === '' || value === false
}

function problem(code: string, params: ValueProblem['params'] = {}): ValueProblem {
  return { code, params }
}

function isProblem(value: Json | ValueProblem): value is ValueProblem {
  return isJsonObject(value as Json) && typeof (value as { readonly code?: unknown }).code === 'string'
}
