import { isJsonArray, type Json } from '@maillon/kernel'
import { compilePath } from './compile-path.js'
import { EvaluationStop, stopAt, type Evaluator, type Place } from './evaluation-state.js'
import type { ExpressionProblemCode, Position } from './expression-problem.js'
import type { CallNode, ValueNode } from './expression.js'
import { findFunction } from './functions/function-table.js'
import type { FunctionDefinition, FunctionParameter, PlainFunction, ValueType } from './functions/function-definition.js'
import { shown } from './shown.js'

export function compileValue(node: ValueNode, tolerant = false): Evaluator {
  switch (node.kind) {
    case 'literal': {
      const { value } = node
      return () => value
    }
    case 'path':
      return compilePath(node, tolerant, compileCall)
    case 'call':
      return compileCall(node, tolerant)
  }
}

const missingCodes: ReadonlySet<ExpressionProblemCode> = new Set([
  'EXPRESSION_VALUE_MISSING',
  'EXPRESSION_FIELD_MISSING',
  'EXPRESSION_FIELD_MISSPELLED',
  'EXPRESSION_NODE_MISSING',
  'EXPRESSION_ROW_MISSING',
  'EXPRESSION_LIST_EMPTY',
])

/** @param tolerant something missing in an argument gives undefined; other problems stay problems. */
export function compileCall(node: CallNode, tolerant: boolean): Evaluator {
  const strict = compileStrictCall(node)
  if (!tolerant) return strict
  return (state) => {
    try {
      return strict(state)
    } catch (thrown) {
      if (thrown instanceof EvaluationStop && missingCodes.has(thrown.problem.code)) return undefined
      throw thrown
    }
  }
}

function compileStrictCall(node: CallNode): Evaluator {
  const definition = findFunction(node.name)
  if (definition === null) throw new Error(`The gate let an unknown function through: ${node.name}`)
  const args = node.args.map((arg, at) => (arg === null ? null : compileArgument(definition, arg, at)))
  const { implementation } = definition
  const place: Place = { position: node.position, name: definition.name }
  return implementation.kind === 'form' ? compileForm(implementation.build(args, place)) : compilePlain(implementation.run, args, place)
}

function compileForm(form: Evaluator): Evaluator {
  return (state) => {
    state.spend(1)
    return form(state)
  }
}

/** By number of arguments: the usual ones without a list in between, since this is the hot path of every row. */
function compilePlain(run: PlainFunction, args: readonly (Evaluator | null)[], place: Place): Evaluator {
  const [a, b] = args
  if (args.length === 1 && a !== null && a !== undefined) {
    return (state) => {
      const first = a(state)
      state.place = place
      state.spend(1)
      return run(state, first)
    }
  }
  if (args.length === 2 && a !== null && a !== undefined && b !== null && b !== undefined) {
    return (state) => {
      const first = a(state)
      const second = b(state)
      state.place = place
      state.spend(1)
      return run(state, first, second)
    }
  }
  return (state) => {
    const values = args.map((arg) => (arg === null ? undefined : arg(state)))
    state.place = place
    state.spend(1)
    return run(state, ...values)
  }
}

function compileArgument(definition: FunctionDefinition, node: ValueNode, at: number): Evaluator {
  const { parameters } = definition
  const parameter = parameters[Math.min(at, parameters.length - 1)] as FunctionParameter
  const value = compileValue(node, parameter.tolerant === true)
  const place = { position: node.position, function: definition.name, argument: parameter.name }
  const check = argumentChecks[parameter.type]
  const checked = check === null ? value : check(value, place)
  const itemField = parameter.type === 'number' ? itemFieldOf(node) : null
  return itemField === null ? checked : numberOfItem(itemField, checked)
}

/** `item.x` and nothing further. Null: the value is something else. */
function itemFieldOf(node: ValueNode): string | null {
  if (node.kind !== 'path' || node.origin.from !== 'root' || node.origin.root !== 'item' || node.fields.length !== 1) return null
  return node.fields[0] ?? null
}

/** What computed columns do for each row, in one step; `checked` says what is wrong where it isn't a number. */
function numberOfItem(field: string, checked: Evaluator): Evaluator {
  return (state) => {
    const { item } = state.scope
    if (item !== null && Object.hasOwn(item, field)) {
      const given = item[field]
      if (typeof given === 'number') return given
    }
    return checked(state)
  }
}

interface ArgumentPlace {
  readonly position: Position
  readonly function: string
  readonly argument: string
}

function stopAtArgument(place: ArgumentPlace, code: ExpressionProblemCode, given: Json | undefined): never {
  return stopAt(place.position, code, { function: place.function, argument: place.argument, given: shown(given) })
}

/** Longer texts cost operations, 32 characters each: going through a large one again and again is work too. */
const freeTextLength = 256

type ArgumentCheck = (value: Evaluator, place: ArgumentPlace) => Evaluator

const argumentChecks: { readonly [Type in ValueType]: ArgumentCheck | null } = {
  any: null,
  boolean: null,
  date: null,
  text: (value, place) => (state) => {
    const given = value(state)
    if (typeof given === 'string') {
      if (given.length > freeTextLength) state.spend(given.length >>> 5)
      return given
    }
    if (typeof given === 'number' || typeof given === 'boolean') return String(given)
    return given === null ? '' : stopAtArgument(place, 'EXPRESSION_TEXT_EXPECTED', given)
  },
  number: (value, place) => (state) => {
    const given = value(state)
    return typeof given === 'number' ? given : stopAtArgument(place, 'EXPRESSION_NUMBER_EXPECTED', given)
  },
  integer: (value, place) => (state) => {
    const given = value(state)
    return typeof given === 'number' && Number.isSafeInteger(given) ? given : stopAtArgument(place, 'EXPRESSION_INTEGER_EXPECTED', given)
  },
  list: (value, place) => (state) => {
    const given = value(state)
    return isJsonArray(given) ? given : stopAtArgument(place, 'EXPRESSION_LIST_EXPECTED', given)
  },
}
