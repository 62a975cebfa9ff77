import { isJsonArray, type Json } from '@maillon/kernel'

const maxShown = 60

/** A value in a message: short, and told from its kind (`"abc"`, `12`, `[3]`, `{…}`). */
export function shown(value: Json | undefined): string {
  if (typeof value === 'string') return `"${value.length > maxShown ? `${value.slice(0, maxShown)}…` : value}"`
  if (isJsonArray(value)) return `[${value.length}]`
  return typeof value === 'object' && value !== null ? '{…}' : String(value ?? null)
}
