import { isJsonArray, type Json } from '@maillon/kernel'
import type { EvaluationState } from './evaluation-state.js'

/**
 * A value as it stands in the middle of a text: null gives nothing, numbers and booleans as in JSON (a format is asked for by a function),
 * lists of plain values with ", " between, anything else as JSON.
 */
export function renderText(state: EvaluationState, value: Json | undefined): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if (isJsonArray(value) && value.every((element) => typeof element !== 'object' || element === null)) {
    state.allowList(value.length)
    return value.map((element) => renderText(state, element)).join(', ')
  }
  checkShape(state, value)
  return JSON.stringify(value)
}

/** Operations for each field or element that is written as JSON: it is that much slower than looking at one. */
const costOfJson = 4

/** Without recursion, since it is the depth that is in question; what is too deep or too large never reaches `JSON.stringify`. */
function checkShape(state: EvaluationState, value: Json): void {
  const open: { value: Json; depth: number }[] = [{ value, depth: 0 }]
  let characters = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > state.limits.maxDepth) state.fail('EXPRESSION_DEPTH_EXCEEDED', { limit: state.limits.maxDepth })
    if (typeof next.value === 'string') characters += next.value.length
    if (typeof next.value !== 'object' || next.value === null) continue
    const children = Object.entries(next.value)
    state.spend(children.length * costOfJson)
    for (const [key, child] of children) {
      characters += key.length
      open.push({ value: child, depth: next.depth + 1 })
    }
    state.allowText(characters)
  }
}

const entities: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;', '=': '&#61;' }

/** For HTML text and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`=]/g, (character) => entities[character] as string)
}
