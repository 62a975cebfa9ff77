import type { Json, Locale, LocalizedText } from '@maillon/kernel'
import { userError } from './errors.js'
import { readBoolean } from './read-boolean.js'
import { readDate, type DateReading } from './read-date.js'
import { readNumber } from './read-number.js'

/**
 * The comparisons that people pick in conditions and filters. Each says the type that it compares as, so nothing is guessed:
 * text is compared as text, and "1 234,56" is a number where a number is asked for.
 */
export const comparisons = [
  'equals', 'differs', 'contains', 'lacks', 'starts', 'ends', 'among',
  'number-equals', 'number-differs', 'greater', 'at-least', 'less', 'at-most',
  'same-day', 'before', 'after',
  'is-true', 'is-false', 'empty', 'not-empty',
] as const
export type Comparison = (typeof comparisons)[number]

/** The comparisons that look at one value only. */
export const unaryComparisons: readonly Comparison[] = ['is-true', 'is-false', 'empty', 'not-empty']

/** How each comparison reads on the screen, between the two values. */
export const comparisonLabels: { readonly [C in Comparison]: LocalizedText } = {
  equals: { fr: 'est égal à (texte)', en: 'is (text)' },
  differs: { fr: 'est différent de (texte)', en: 'is not (text)' },
  contains: { fr: 'contient', en: 'contains' },
  lacks: { fr: 'ne contient pas', en: 'does not contain' },
  starts: { fr: 'commence par', en: 'starts with' },
  ends: { fr: 'finit par', en: 'ends with' },
  among: { fr: 'est l’un de (séparés par ;)', en: 'is one of (separated by ;)' },
  'number-equals': { fr: '= (nombre)', en: '= (number)' },
  'number-differs': { fr: '≠ (nombre)', en: '≠ (number)' },
  greater: { fr: '> (nombre)', en: '> (number)' },
  'at-least': { fr: '≥ (nombre)', en: '≥ (number)' },
  less: { fr: '< (nombre)', en: '< (number)' },
  'at-most': { fr: '≤ (nombre)', en: '≤ (number)' },
  'same-day': { fr: 'est le même jour que', en: 'is the same day as' },
  before: { fr: 'est avant (date)', en: 'is before (date)' },
  after: { fr: 'est après (date)', en: 'is after (date)' },
  'is-true': { fr: 'est vrai', en: 'is true' },
  'is-false': { fr: 'est faux', en: 'is false' },
  empty: { fr: 'est vide', en: 'is empty' },
  'not-empty': { fr: 'n’est pas vide', en: 'is not empty' },
}

/** One comparison with its place, so that what can't be compared is shown at its field. */
export interface ComparisonRule {
  readonly left: Json | undefined
  readonly operator: Comparison
  readonly right: Json | undefined
  /** JSON pointers of the parameters that gave the two values. */
  readonly leftPointer: string
  readonly rightPointer: string
}

export interface ComparisonPlace {
  readonly locale: Locale
  /** IANA name: in which zone a date without an offset stands. */
  readonly timeZone: string
  /** Upper and lower case count as the same in text comparisons. */
  readonly ignoreCase: boolean
}

/**
 * Whether the rule holds.
 * An empty left value (null, missing, empty text) is not greater, smaller, before or after anything and equals nothing.
 *
 * @throws UserError at the field where a value isn't of the type that the operator compares, or the right one is missing.
 */
export function holds(rule: ComparisonRule, place: ComparisonPlace): boolean {
  const { operator } = rule
  if (isOneOf(numberTests, operator)) return holdsForNumbers(rule, operator, place)
  if (isOneOf(dateTests, operator)) return holdsForDates(rule, operator, place)
  if (isOneOf(textTests, operator)) return holdsForTexts(rule, operator, place)
  switch (operator) {
    case 'empty':
      return isEmpty(rule.left)
    case 'not-empty':
      return !isEmpty(rule.left)
    case 'is-true':
      return booleanOf(rule) === true
    case 'is-false':
      return booleanOf(rule) === false
  }
}

function isOneOf<Name extends Comparison>(tests: { readonly [N in Name]: unknown }, operator: Comparison): operator is Name {
  return Object.hasOwn(tests, operator)
}

type TextComparison = 'equals' | 'differs' | 'contains' | 'lacks' | 'starts' | 'ends' | 'among'
type NumberComparison = 'number-equals' | 'number-differs' | 'greater' | 'at-least' | 'less' | 'at-most'
type DateComparison = 'same-day' | 'before' | 'after'

const textTests: { readonly [C in TextComparison]: (left: string, right: string) => boolean } = {
  equals: (left, right) => left === right,
  differs: (left, right) => left !== right,
  contains: (left, right) => left.includes(right),
  lacks: (left, right) => !left.includes(right),
  starts: (left, right) => left.startsWith(right),
  ends: (left, right) => left.endsWith(right),
  among: (left, right) => right.split(';').some((one) => one.trim() === left),
}

const numberTests: { readonly [C in NumberComparison]: (left: number, right: number) => boolean } = {
  'number-equals': (left, right) => left === right,
  'number-differs': (left, right) => left !== right,
  greater: (left, right) => left > right,
  'at-least': (left, right) => left >= right,
  less: (left, right) => left < right,
  'at-most': (left, right) => left <= right,
}

const dateTests: { readonly [C in DateComparison]: (left: DateReading, right: DateReading) => boolean } = {
  'same-day': (left, right) => left.day === right.day,
  before: (left, right) => left.at < right.at,
  after: (left, right) => left.at > right.at,
}

function holdsForTexts(rule: ComparisonRule, operator: TextComparison, place: ComparisonPlace): boolean {
  const fold = (text: string) => (place.ignoreCase ? text.toLocaleLowerCase(place.locale) : text)
  if (operator === 'among' && Array.isArray(rule.right)) {
    const left = fold(textOf(rule.left, rule.leftPointer))
    return rule.right.some((one: Json) => fold(textOf(one, rule.rightPointer)) === left)
  }
  const left = fold(textOf(rule.left, rule.leftPointer).trim())
  const right = fold(textOf(rule.right, rule.rightPointer).trim())
  return textTests[operator](left, right)
}

function holdsForNumbers(rule: ComparisonRule, operator: NumberComparison, place: ComparisonPlace): boolean {
  const right = readNumber(rule.right, place.locale)
  if (right === null) throw wrongType(rule.right, rule.rightPointer, 'number')
  if (isEmpty(rule.left)) return operator === 'number-differs'
  const left = readNumber(rule.left, place.locale)
  if (left === null) throw wrongType(rule.left, rule.leftPointer, 'number')
  return numberTests[operator](left, right)
}

function holdsForDates(rule: ComparisonRule, operator: DateComparison, place: ComparisonPlace): boolean {
  const right = readDate(rule.right, place)
  if (right === null) throw wrongType(rule.right, rule.rightPointer, 'date')
  if (isEmpty(rule.left)) return false
  const left = readDate(rule.left, place)
  if (left === null) throw wrongType(rule.left, rule.leftPointer, 'date')
  return dateTests[operator](left, right)
}

/** null: empty, so neither true nor false. */
function booleanOf(rule: ComparisonRule): boolean | null {
  if (isEmpty(rule.left)) return null
  const known = readBoolean(rule.left)
  if (known === null) throw wrongType(rule.left, rule.leftPointer, 'boolean')
  return known
}

/** Whether a value counts as empty: missing, null, blank text, an empty list or object. 0 and false don't. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}

function textOf(value: Json | undefined, pointer: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') throw wrongType(value, pointer, 'text')
  return String(value)
}

const typeNames = {
  text: { fr: 'un texte', en: 'a text' },
  number: { fr: 'un nombre', en: 'a number' },
  date: { fr: 'une date', en: 'a date' },
  boolean: { fr: 'un oui ou non', en: 'a yes or no' },
} as const

function wrongType(value: Json | undefined, pointer: string, type: keyof typeof typeNames) {
  const code = `VALUE_${type.toUpperCase()}_EXPECTED`
  if (isEmpty(value)) {
    return userError({
      code,
      text: { fr: `Il manque la valeur avec laquelle comparer (${typeNames[type].fr}).`, en: `The value to compare with is missing (${typeNames[type].en}).` },
      field: pointer,
    })
  }
  const shown = shortText(value)
  return userError({
    code,
    text: { fr: `« ${shown} » n’est pas ${typeNames[type].fr}.`, en: `“${shown}” is not ${typeNames[type].en}.` },
    hint: { fr: 'Corrigez la donnée, ou choisissez une comparaison d’un autre type.', en: 'Correct the data, or choose a comparison of another type.' },
    field: pointer,
  })
}

/** A value as a sentence can show it: at most 60 characters. */
export function shortText(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
