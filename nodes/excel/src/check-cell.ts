import { readBoolean, readDate, readNumber, type Json, type Locale, type LocalizedText } from '@maillon/node-sdk'
import type { RawCell } from './raw-row.js'
import { isBlank, plain, typedCell, type CellReading } from './typed-cell.js'
import type { ColumnRule } from './validate-params.js'

/** A value that keeps the rules of its column, or a clause that says which one it breaks. */
export type CheckedCell = { readonly value: Json } | { readonly problem: LocalizedText }

/** A column's rules, its bounds read once. */
export interface CellCheck {
  readonly rule: ColumnRule
  check(cell: RawCell, address: string): CheckedCell
}

/** Where the rules were written, which may be another language than that of the file. */
export interface RulePlace {
  readonly locale: Locale
  readonly timeZone: string
}

/** @param reading how the cells are written; @param place how the rule is. */
export function cellCheck(rule: ColumnRule, reading: CellReading, place: RulePlace): CellCheck {
  const bounds = { min: boundOf(rule.min, rule, place), max: boundOf(rule.max, rule, place) }
  const allowed = new Set(rule.allowed.map((value) => folded(allowedOf(value, rule, place))))
  const seen = new Map<string, string>()
  const check = (cell: RawCell, address: string): CheckedCell => {
    if (isBlank(cell)) return rule.required ? { problem: { fr: 'ne peut pas être vide', en: 'may not be empty' } } : { value: null }
    const found = valueOf(cell, rule, reading)
    if ('problem' in found) return found
    const key = folded(String(found.value))
    const problem = boundProblem(measureOf(found.value, rule, reading), rule, bounds) ?? (allowed.size > 0 && !allowed.has(key) ? notAllowed(rule.allowed) : null)
    if (problem !== null) return { problem }
    return rule.unique ? unseen(found, { key, address, seen }) : found
  }
  return { rule, check }
}

interface Bound {
  readonly at: number
  readonly shown: string
}

function boundProblem(measure: number | null, rule: ColumnRule, { min, max }: { readonly min: Bound | null; readonly max: Bound | null }): LocalizedText | null {
  if (measure === null) return null
  if (min !== null && measure < min.at) return outOfBounds('min', rule, min.shown)
  return max !== null && measure > max.at ? outOfBounds('max', rule, max.shown) : null
}

function unseen(found: CheckedCell, { key, address, seen }: { readonly key: string; readonly address: string; readonly seen: Map<string, string> }): CheckedCell {
  const first = seen.get(key)
  if (first !== undefined) return { problem: { fr: `se trouve déjà dans la cellule ${first}`, en: `is already in cell ${first}` } }
  seen.set(key, address)
  return found
}

function valueOf(cell: RawCell, { type }: ColumnRule, reading: CellReading): CheckedCell {
  const found = typedCell(cell, type === 'any' ? null : type === 'integer' ? 'number' : type, reading)
  if ('problem' in found) return { problem: found.problem === 'error' ? { fr: 'est une erreur d’Excel', en: 'is an error of Excel' } : notOfType(type) }
  if (type === 'integer' && !Number.isInteger(found.value)) return { problem: notOfType(type) }
  return { value: found.value ?? plain(cell) }
}

const types: { readonly [T in ColumnRule['type']]: LocalizedText } = {
  any: { fr: 'n’est pas lisible', en: 'is not readable' },
  text: { fr: 'n’est pas un texte', en: 'is not a text' },
  number: { fr: 'n’est pas un nombre', en: 'is not a number' },
  integer: { fr: 'n’est pas un nombre entier', en: 'is not a whole number' },
  date: { fr: 'n’est pas une date', en: 'is not a date' },
  boolean: { fr: 'n’est pas un oui ou non', en: 'is not a yes or no' },
}

function notOfType(type: ColumnRule['type']): LocalizedText {
  return types[type]
}

/** What is compared with the bounds: the number, the instant, or the length of the text. */
function measureOf(value: Json, { type }: ColumnRule, reading: CellReading): number | null {
  if (type === 'number' || type === 'integer') return typeof value === 'number' ? value : null
  if (type === 'date') return readDate(value, reading)?.at ?? null
  return type === 'text' ? String(value).length : null
}

/** An allowed value as cells of its type are compared: `1,50` is 1.5, `31/12/2026` is 2026-12-31, `oui` is true. */
function allowedOf(value: string, { type }: ColumnRule, place: RulePlace): string {
  const meant = type === 'number' || type === 'integer' ? readNumber(value, place.locale) : type === 'date' ? readDate(value, place)?.day : type === 'boolean' ? readBoolean(value) : value
  return String(meant ?? value)
}

function boundOf(bound: unknown, rule: ColumnRule, reading: RulePlace): Bound | null {
  if (bound === undefined || bound === null || bound === '') return null
  const at = rule.type === 'date' ? (readDate(bound as Json, reading)?.at ?? null) : readNumber(bound as Json, reading.locale)
  return at === null ? null : { at, shown: String(bound) }
}

function outOfBounds(side: 'min' | 'max', { type }: ColumnRule, shown: string): LocalizedText {
  if (type === 'text') return side === 'min' ? { fr: `compte moins de ${shown} caractères`, en: `has fewer than ${shown} characters` } : { fr: `compte plus de ${shown} caractères`, en: `has more than ${shown} characters` }
  if (type === 'date') return side === 'min' ? { fr: `est avant le ${shown}`, en: `is before ${shown}` } : { fr: `est après le ${shown}`, en: `is after ${shown}` }
  return side === 'min' ? { fr: `est plus petit que ${shown}`, en: `is less than ${shown}` } : { fr: `est plus grand que ${shown}`, en: `is more than ${shown}` }
}

function notAllowed(allowed: readonly string[]): LocalizedText {
  const few = allowed.slice(0, 5)
  const more = allowed.length > few.length ? '…' : ''
  return { fr: `n’est pas une valeur permise (${few.map((one) => `« ${one} »`).join(', ')}${more})`, en: `is not an allowed value (${few.map((one) => `“${one}”`).join(', ')}${more})` }
}

function folded(text: string): string {
  return text.trim().normalize('NFC').toLocaleLowerCase('fr')
}
