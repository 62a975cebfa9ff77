import { parseOutsideJson, type Json, type JsonObject } from '@maillon/node-sdk'
import { resultInvalid, resultRefused } from './code-errors.js'

/** What comes out of the code is outside data like any other. */
const limits = { maxDepth: 64, maxNodes: 20_000_000 }

/** The row or rows that the code gave; null: none. @throws UserError `CODE_RESULT_INVALID`, `CODE_RESULT_REFUSED` */
export function readResult(text: string | null): JsonObject | readonly JsonObject[] | null {
  if (text === null) return null
  const parsed = parseOutsideJson(text, limits)
  if (!parsed.ok) throw resultRefused(`${parsed.problem.code} ${parsed.problem.path}`)
  const result = parsed.value as { readonly list?: readonly Json[]; readonly one?: Json }
  if (result.list === undefined) return isRow(result.one) ? result.one : refuse(null)
  return result.list.map((row, place) => (isRow(row) ? row : refuse(place)))
}

function isRow(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuse(place: number | null): never {
  throw resultInvalid(place)
}
