import type { Json, JsonObject } from '@maillon/kernel'

/** A rule of ours as conditions, switches and filters have them. */
export interface Rule {
  readonly left: Json
  readonly operator: string
  readonly value?: Json
}

/** What our comparisons don't have is asked of a function, and its answer compared. */
export function functionRule(name: string, args: readonly (string | null)[], isTrue: boolean): Rule | null {
  if (args.some((arg) => arg === null)) return null
  return { left: `{{${[name, ...args].join(' ')}}}`, operator: isTrue ? 'is-true' : 'is-false' }
}

/** A value of ours as an argument of a function; null: it can't be one (text with expressions in it). */
export function argumentOf(value: Json | undefined): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return null
  const whole = /^\{\{((?:(?!\}\}).)*)\}\}$/s.exec(value)?.[1]
  // A path may have spaces in its brackets: `item.[Prix HT]`.
  if (whole !== undefined) return whole.replace(/\[[^\]]*\]/g, '').includes(' ') ? `(${whole})` : whole
  if (value.includes('{{') || value.endsWith('\\')) return null
  return value.includes('"') ? (value.includes("'") ? null : `'${value}'`) : `"${value}"`
}

export function ruleJson({ left, operator, value }: Rule): JsonObject {
  return value === undefined ? { left, operator } : { left, operator, value }
}
