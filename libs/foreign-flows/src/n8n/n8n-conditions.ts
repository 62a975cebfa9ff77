import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { argumentOf, functionRule, type Rule } from '../condition-rules.js'
import type { N8nContext } from './n8n-context.js'
import { at, listAt, objectAt, textAt } from './n8n-node.js'

export interface Conditions {
  readonly rules: readonly Rule[]
  readonly match: 'all' | 'any'
  readonly ignoreCase: boolean
}

/** The conditions of if, filter and switch, in the form of any version. Null: there are none. */
export function conditionsOf(conditions: Json | undefined, combine: string, context: N8nContext): Conditions | null {
  const isNew = Array.isArray(at(conditions, 'conditions'))
  const rules = isNew ? newRules(conditions, context) : oldRules(conditions, context)
  if (rules.length === 0) return null
  const match = isNew ? textAt(conditions, 'combinator') : combine
  return { rules, match: match === 'or' || match === 'any' ? 'any' : 'all', ignoreCase: isNew && at(conditions, 'options', 'caseSensitive') === false }
}

function newRules(conditions: Json | undefined, context: N8nContext): readonly Rule[] {
  return listAt(conditions, 'conditions').map((condition) => {
    const operator = objectAt(condition, 'operator')
    const [type, operation] = [textAt(operator, 'type') || 'string', textAt(operator, 'operation') || 'equals']
    return ruleOf({ type, operation, left: context.value(at(condition, 'leftValue')), right: context.value(at(condition, 'rightValue')) }, context)
  })
}

const oldTypes: readonly (readonly [string, string, string])[] = [['string', 'string', 'equal'], ['number', 'number', 'smaller'], ['boolean', 'boolean', 'equal'], ['dateTime', 'dateTime', 'after']]

function oldRules(conditions: Json | undefined, context: N8nContext): readonly Rule[] {
  return oldTypes.flatMap(([list, type, usual]) =>
    listAt(conditions, list).map((condition) =>
      ruleOf({ type, operation: textAt(condition, 'operation') || usual, left: context.value(at(condition, 'value1')), right: context.value(at(condition, 'value2') ?? (type === 'boolean' ? false : '')) }, context),
    ),
  )
}

export interface Comparison {
  /** `string`, `number`, `boolean`, `dateTime`, `array`, `object`. */
  readonly type: string
  readonly operation: string
  readonly left: Json
  readonly right: Json
}

/** Operators of ours by type and operation of n8n, in the names of all versions. */
const operators: { readonly [type: string]: { readonly [operation: string]: string } } = {
  string: {
    equal: 'equals', equals: 'equals', notEqual: 'differs', notEquals: 'differs', contains: 'contains', notContains: 'lacks', startsWith: 'starts', endsWith: 'ends',
    larger: 'greater', largerEqual: 'at-least', smaller: 'less', smallerEqual: 'at-most',
  },
  number: {
    equal: 'number-equals', equals: 'number-equals', notEqual: 'number-differs', notEquals: 'number-differs', larger: 'greater', gt: 'greater', largerEqual: 'at-least', gte: 'at-least',
    smaller: 'less', lt: 'less', smallerEqual: 'at-most', lte: 'at-most',
  },
  dateTime: { after: 'after', before: 'before' },
}

/** A comparison of n8n as a rule of ours. What has none becomes one that the compiler refuses, and is told. */
export function ruleOf(comparison: Comparison, context: N8nContext): Rule {
  const { type, operation, left, right } = comparison
  const presence = presenceRule(operation, left)
  if (presence !== null) return presence
  if (type === 'boolean') return booleanRule(comparison)
  const operator = operators[type] !== undefined && Object.hasOwn(operators[type], operation) ? operators[type][operation] : undefined
  if (operator !== undefined) return { left, operator, value: right }
  const asked = askedRule(comparison)
  if (asked !== null) return asked
  context.look('FOREIGN_COMPARISON_UNKNOWN', { operation: `${type} ${operation}` })
  return { left: `{{fromN8n "${type.replaceAll('"', '')} ${operation.replaceAll('"', '')}"}}`, operator: 'is-true' }
}

function presenceRule(operation: string, left: Json): Rule | null {
  switch (operation) {
    case 'empty':
    case 'isEmpty':
      return functionRule('isEmpty', [argumentOf(left)], true) ?? { left, operator: 'empty' }
    case 'notEmpty':
    case 'isNotEmpty':
      return functionRule('isEmpty', [argumentOf(left)], false) ?? { left, operator: 'not-empty' }
    case 'exists':
      return functionRule('exists', [argumentOf(left)], true)
    case 'notExists':
      return functionRule('exists', [argumentOf(left)], false)
    default:
      return null
  }
}

function booleanRule({ operation, left, right }: Comparison): Rule {
  if (operation === 'true' || operation === 'false') return { left, operator: operation === 'true' ? 'is-true' : 'is-false' }
  const isEqual = operation.startsWith('equal')
  const wanted = new Map<Json, boolean>([[true, true], ['true', true], [false, false], ['false', false], ['', false]]).get(right)
  if (wanted !== undefined) return { left, operator: wanted === isEqual ? 'is-true' : 'is-false' }
  return { left, operator: isEqual ? 'equals' : 'differs', value: right }
}

/** What is asked of a function: patterns, the lengths of lists, what doesn't start with something. */
function askedRule({ type, operation, left, right }: Comparison): Rule | null {
  const [of, to] = [argumentOf(left), argumentOf(right)]
  switch (operation) {
    case 'regex':
    case 'notRegex':
      return functionRule('matches', [of, to], operation === 'regex')
    case 'notStartsWith':
      return functionRule('startsWith', [of, to], false)
    case 'notEndsWith':
      return functionRule('endsWith', [of, to], false)
    case 'contains':
    case 'notContains':
      return functionRule('contains', [of, to], operation === 'contains')
    case 'afterOrEquals':
      return functionRule('gte', [of, to], true)
    case 'beforeOrEquals':
      return functionRule('lte', [of, to], true)
    case 'equals':
    case 'notEquals':
      return type === 'dateTime' ? functionRule('eq', [of, to], operation === 'equals') : null
    default:
      return lengthRule(operation, of, right)
  }
}

const lengths: ReadonlyMap<string, string> = new Map([['lengthEquals', 'number-equals'], ['lengthNotEquals', 'number-differs'], ['lengthGt', 'greater'], ['lengthLt', 'less'], ['lengthGte', 'at-least'], ['lengthLte', 'at-most']])

function lengthRule(operation: string, of: string | null, right: Json): Rule | null {
  const operator = lengths.get(operation)
  return operator === undefined || of === null ? null : { left: `{{length ${of}}}`, operator, value: right }
}

/** A switch of n8n: each rule is an output. */
export function switchCases(node: JsonObject, context: N8nContext): readonly { readonly rules: readonly Rule[]; readonly match: 'all' | 'any'; readonly name: string; readonly ignoreCase: boolean }[] {
  const given = objectAt(node, 'rules')
  const rules = listAt(given, 'values').length > 0 ? listAt(given, 'values') : listAt(given, 'rules')
  return rules.map((rule, index) => {
    const name = textAt(rule, 'outputKey') || String(index)
    const own = isJsonObject(at(rule, 'conditions')) ? conditionsOf(at(rule, 'conditions'), 'all', context) : null
    if (own !== null) return { ...own, name }
    const type = textAt(node, 'dataType') || 'number'
    const comparison = { type, operation: textAt(rule, 'operation') || (type === 'number' ? 'smaller' : 'equal'), left: context.value(at(node, 'value1')), right: context.value(at(rule, 'value2') ?? '') }
    return { rules: [ruleOf(comparison, context)], match: 'all', ignoreCase: false, name }
  })
}
