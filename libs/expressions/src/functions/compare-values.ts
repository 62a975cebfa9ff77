import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'
import { shown } from '../shown.js'
import { instantOf } from './date-value.js'

/** Same kind and same content; lists and objects are compared by what is in them, whatever the order of keys. */
export function sameValue(state: EvaluationState, a: Json | undefined, b: Json | undefined): boolean {
  const open: [Json | undefined, Json | undefined][] = [[a ?? null, b ?? null]]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [left, right] = pair
    if (left === right) continue
    if (!isContainer(left) || !isContainer(right) || isJsonArray(left) !== isJsonArray(right)) return false
    const keys = Object.keys(left)
    if (keys.length !== Object.keys(right).length) return false
    state.spend(keys.length)
    for (const key of keys) {
      if (!Object.hasOwn(right, key)) return false
      open.push([left[key], right[key]])
    }
  }
  return true
}

/** A list or an object; both are read by their own keys. */
function isContainer(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null
}

const collator = new Intl.Collator('fr', { numeric: false })

/**
 * Which comes first, for two numbers, two dates (as dates: `2026-11-21` and an instant can be compared) or two texts (in dictionary order).
 *
 * @returns below 0, 0 or above 0; stops with EXPRESSION_VALUES_NOT_COMPARABLE for anything else.
 */
export function compareValues(state: EvaluationState, a: Json | undefined, b: Json | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(state, a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return state.fail('EXPRESSION_VALUES_NOT_COMPARABLE', { left: shown(a), right: shown(b) })
}

function compareTexts(state: EvaluationState, a: string, b: string): number {
  const [left, right] = [instantOf(a, state.scope.timeZone), instantOf(b, state.scope.timeZone)]
  return left !== null && right !== null ? left - right : collator.compare(a, b)
}

/** For sorting, where kinds may be mixed: empty values last, then numbers before texts before the rest. */
export function orderOf(state: EvaluationState, a: Json | undefined, b: Json | undefined): number {
  const [left, right] = [rankOf(a), rankOf(b)]
  if (left !== right) return left - right
  return left === 0 || left === 1 || left === 2 ? compareValues(state, a, b) : 0
}

function rankOf(value: Json | undefined): number {
  if (typeof value === 'number') return 0
  if (typeof value === 'string') return 1
  if (typeof value === 'boolean') return 2
  return isJsonObject(value) || isJsonArray(value) ? 3 : 4
}
