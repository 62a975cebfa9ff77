// JavaScript expressions as expressions of ours, where the two mean the same. What would give another value for some data is not written.
// A field that isn't there gives undefined in JavaScript and stops here: that is told at the step, and gives no wrong value.
import type { Js } from './js-tree.js'
import { writeCall } from './write-call.js'
import { call, fieldOf, literal, type Written } from './written.js'

/** What the language of a foreign flow adds to JavaScript. */
export interface Roots {
  /** Names and paths of the foreign flow (`$json.x`, `msg.payload`) as ours; null: it is none of them, or one that isn't known here. */
  resolve(js: Js): Written | null
}

const longest = 3000

/** Null: it can't be said with our expressions. */
export function writeJs(js: Js, roots: Roots): Written | null {
  const own = roots.resolve(js)
  const written = own ?? writeKind(js, roots)
  return written === null || written.text.length > longest ? null : written
}

function writeKind(js: Js, roots: Roots): Written | null {
  if (unsayable.has(js.kind)) return null
  switch (js.kind) {
    case 'literal':
      return literal(js.value)
    case 'member':
      return writeMember(js, roots)
    case 'call':
    case 'new':
      return writeCall(js, roots, writeJs)
    case 'unary':
      return writeUnary(js, roots)
    case 'binary':
      return writeBinary(js, roots)
    case 'choice':
      return writeChoice(js, roots)
    case 'template':
      return writeTemplate(js, roots)
    case 'list':
      return writeList(js, roots)
    default:
      return null
  }
}

function writeList(js: Js & { kind: 'list' }, roots: Roots): Written | null {
  return all(js.items, roots, (items) => (items.length === 0 ? null : call('list', items, 'list')))
}

/** What can't be said at all, wherever it stands by itself. */
const unsayable: ReadonlySet<Js['kind']> = new Set(['name', 'pattern', 'object'])

/** Writes each; null as soon as one can't be. */
function all(parts: readonly Js[], roots: Roots, make: (written: readonly Written[]) => Written | null): Written | null {
  const written: Written[] = []
  for (const part of parts) {
    const one = writeJs(part, roots)
    if (one === null) return null
    written.push(one)
  }
  return make(written)
}

const dateParts: ReadonlyMap<string, string> = new Map([
  ['year', 'year'], ['quarter', 'quarter'], ['month', 'month'], ['weekNumber', 'weekNumber'], ['day', 'day'], ['weekday', 'weekday'], ['hour', 'hour'], ['minute', 'minute'],
])

function writeMember(js: Js & { kind: 'member' }, roots: Roots): Written | null {
  const of = writeJs(js.of, roots)
  if (of === null) return null
  if (typeof js.key !== 'string') {
    const key = writeJs(js.key, roots)
    return key === null ? null : call('lookup', [of, key])
  }
  if (of.type === 'date') {
    const part = dateParts.get(js.key)
    return part === undefined ? null : call(part, [of], 'number')
  }
  if (js.key === 'length' && of.text !== 'item') return call('length', [of], 'number')
  const field = fieldOf(of, js.key)
  const empty = literal(null)
  return js.optional && field !== null && empty !== null ? call('default', [field, empty]) : field
}

function writeUnary(js: Js & { kind: 'unary' }, roots: Roots): Written | null {
  const of = writeJs(js.of, roots)
  if (of === null) return null
  if (js.operator === '!') return call('not', [of], 'boolean')
  if (js.operator === '+') return call('number', [of], 'number')
  const zero = literal(0)
  return zero === null ? null : call('subtract', [zero, of], 'number')
}

const comparisons: ReadonlyMap<string, string> = new Map([['===', 'eq'], ['==', 'eq'], ['!==', 'ne'], ['!=', 'ne'], ['<', 'lt'], ['<=', 'lte'], ['>', 'gt'], ['>=', 'gte']])
const arithmetic: ReadonlyMap<string, string> = new Map([['-', 'subtract'], ['*', 'multiply'], ['/', 'divide'], ['%', 'modulo']])

function writeBinary(js: Js & { kind: 'binary' }, roots: Roots): Written | null {
  const missing = presenceTest(js, roots)
  if (missing !== null) return missing
  return all([js.left, js.right], roots, ([left, right]) => {
    if (left === undefined || right === undefined) return null
    const comparison = comparisons.get(js.operator)
    if (comparison !== undefined) return call(comparison, [left, right], 'boolean')
    const calculation = arithmetic.get(js.operator)
    if (calculation !== undefined) return call(calculation, [left, right], 'number')
    if (js.operator === '+') return writePlus(left, right)
    return writeLogic(js.operator, left, right)
  })
}

/** `x === undefined`, `x != null`: whether something is there. */
function presenceTest({ operator, left, right }: Js & { kind: 'binary' }, roots: Roots): Written | null {
  if (right.kind !== 'literal' || right.value !== null || !/^[!=]==?$/.test(operator)) return null
  const of = writeJs(left, roots)
  if (of === null) return null
  const exists = call('exists', [of], 'boolean')
  return operator.startsWith('!') ? exists : call('not', [exists], 'boolean')
}

/** Texts are put together, numbers added; where it isn't sure which of the two is meant, neither is written. */
function writePlus(left: Written, right: Written): Written | null {
  if (left.type === 'text' || right.type === 'text') return call('concat', [left, right], 'text')
  // Adding refuses what is no number, so that a text stops the step rather than being taken for one.
  return left.type === 'number' || right.type === 'number' ? call('add', [left, right], 'number') : null
}

function writeLogic(operator: string, left: Written, right: Written): Written | null {
  const no = literal(false)
  if (no === null) return null
  const areTests = left.type === 'boolean' && right.type === 'boolean'
  if (areTests && operator === '&&') return call('and', [left, right], 'boolean')
  if (areTests && operator === '||') return call('or', [left, right], 'boolean')
  if (left.text.length > 300) return null
  const test = call('default', [left, no])
  if (operator === '||') return call('if', [test, left, right], left.type === right.type ? left.type : 'unknown')
  if (operator === '&&') return call('if', [test, right, call('default', [left, no])])
  return operator === '??' ? call('if', [call('exists', [left], 'boolean'), left, right]) : null
}

function writeChoice(js: Js & { kind: 'choice' }, roots: Roots): Written | null {
  return all([js.test, js.yes, js.no], roots, ([test, yes, no]) => {
    if (test === undefined || yes === undefined || no === undefined) return null
    const nothing = literal(false)
    const condition = test.type === 'boolean' || nothing === null ? test : call('default', [test, nothing])
    return call('if', [condition, yes, no], yes.type === no.type ? yes.type : 'unknown')
  })
}

function writeTemplate(js: Js & { kind: 'template' }, roots: Roots): Written | null {
  const parts: readonly Js[] = js.parts.map((part) => (typeof part === 'string' ? { kind: 'literal', value: part } : part))
  if (parts.length === 0) return literal('')
  return all(parts, roots, (written) => call('concat', written, 'text'))
}
