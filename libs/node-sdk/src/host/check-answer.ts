import { isJsonObject, type Json, type JsonObject, type Locale } from '@maillon/kernel'
import type { AnswerForm } from '../context.js'
import { readNumber } from '../read-number.js'

/** What is wrong with an answer. `field`: the name of the value that doesn't fit. */
export type AnswerProblem = { readonly problem: 'choice' | 'comment' | 'values' } | { readonly problem: 'value'; readonly field: string }

export type CheckedAnswer = { readonly ok: true; readonly answer: JsonObject } | ({ readonly ok: false } & AnswerProblem)

const longestText = 10_000

/**
 * What somebody answered to a form, with nothing in it but what was asked: one of the choices, the named values in the type that they
 * had, a comment where one is wanted. Check it before the step goes on: a step that was answered can't be answered again.
 */
export function checkAnswer(form: AnswerForm, given: JsonObject, locale: Locale): CheckedAnswer {
  const choice = own(given, 'choice')
  if (!form.choices.some(({ id }) => id === choice)) return { ok: false, problem: 'choice' }
  const comment = form.comment === true ? (own(given, 'comment') ?? '') : ''
  if (typeof comment !== 'string' || comment.length > longestText) return { ok: false, problem: 'comment' }
  const checked = checkValues(form.fields ?? [], own(given, 'values') ?? {}, locale)
  if (!checked.ok) return checked
  const { values } = checked
  return { ok: true, answer: { choice: choice as string, ...(comment === '' ? {} : { comment }), ...(values.length === 0 ? {} : { values: Object.fromEntries(values) }) } }
}

type CheckedValues = { readonly ok: true; readonly values: readonly (readonly [string, Json])[] } | ({ readonly ok: false } & AnswerProblem)

function checkValues(fields: NonNullable<AnswerForm['fields']>, given: Json, locale: Locale): CheckedValues {
  if (!isJsonObject(given)) return { ok: false, problem: 'values' }
  const values: [string, Json][] = []
  for (const { name, value } of fields) {
    const corrected = Object.hasOwn(given, name) ? asTypeOf(value, given[name] as Json, locale) : value
    if (corrected === undefined) return { ok: false, problem: 'value', field: name }
    values.push([name, corrected])
  }
  return { ok: true, values }
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Undefined: it doesn't fit. Where nothing stood before, a text. */
function asTypeOf(before: Json, given: Json, locale: Locale): Json | undefined {
  if (JSON.stringify(given).length > longestText) return undefined
  if (typeof before === 'number') return readNumber(given, locale) ?? undefined
  if (before === null) return given === null || typeof given === 'string' ? given : undefined
  return typeof given === typeof before && Array.isArray(given) === Array.isArray(before) ? given : undefined
}
