import { differsByItem } from './compile-params.js'
import type { Expression } from './expression.js'
import type { Reference } from './reference.js'

/** Everything that an expression reads from its surroundings, in the order of its text. */
export function referencesOf(expression: Expression): readonly Reference[] {
  return expression.references
}

/** True where the whole text is one `{{…}}`: the result then has the value's own type instead of being text. */
export function isWholeValue(expression: Expression): boolean {
  return expression.whole !== null
}

/** True where the result can differ from item to item. */
export function usesItem(expression: Expression): boolean {
  return expression.references.some(differsByItem)
}
