import { isJsonArray, isJsonObject, ok, refuse, type Json, type JsonObject, type Result } from '@maillon/kernel'
import { prepare, type EvaluationOptions, type PreparedExpression } from './evaluate.js'
import type { ExpressionProblem } from './expression-problem.js'
import { hasExpression, parseExpression } from './parse-expression.js'
import type { Reference } from './reference.js'
import type { Scope } from './scope.js'

/** A problem and the parameter that it stands in (JSON pointer; '' is the whole). */
export interface ParamProblem {
  readonly pointer: string
  readonly problem: ExpressionProblem
}

/** A node's parameters with their expressions read once, to be worked out for each item or once for all. */
export interface CompiledParams {
  /** Some expression reads `item`, `index` or the same row of another node: the value differs from item to item. */
  readonly usesItem: boolean
  /** Everything that the expressions read, in no particular order; what the host loads before it resolves. */
  readonly references: readonly Reference[]
  /** Expressions that can't be read. Where there are any, `resolve` refuses with them. */
  readonly problems: readonly ParamProblem[]
  /** The parameters with each expression replaced by its value; strings without one stay as they are. All problems are returned. */
  resolve(scope: Scope): Result<JsonObject, readonly ParamProblem[]>
}

type Resolver = (scope: Scope, problems: ParamProblem[]) => Json

interface Reading {
  readonly isExpressionAllowed: (pointer: string) => boolean
  readonly options: ((pointer: string) => EvaluationOptions) | undefined
  readonly references: Reference[]
  readonly problems: ParamProblem[]
}

/**
 * Read the expressions in a node's parameters. They are the string leaves of the value that hold `{{`: an expression acts on its leaf,
 * never on JSON text, so that no value from the data can add a key.
 *
 * @param isExpressionAllowed asked with the JSON pointer of a string that holds `{{`; false makes it a literal.
 * @param options asked with the pointer too: a mail body is escaped for HTML. Default: no escaping, default limits.
 */
export function compileParams(
  params: JsonObject,
  isExpressionAllowed: (pointer: string) => boolean = () => true,
  options?: (pointer: string) => EvaluationOptions,
): CompiledParams {
  const reading: Reading = { isExpressionAllowed, options, references: [], problems: [] }
  const resolver = readValue(reading, params, '')
  const { references, problems } = reading
  return {
    usesItem: references.some(differsByItem),
    references,
    problems,
    resolve: (scope) => {
      if (problems.length > 0) return refuse(problems)
      if (resolver === null) return ok(params)
      const found: ParamProblem[] = []
      const value = resolver(scope, found)
      return found.length > 0 ? refuse(found) : ok(value as JsonObject)
    },
  }
}

/** Whether a reference gives another value for another item. */
export function differsByItem(reference: Reference): boolean {
  return reference.root === 'item' || reference.root === 'index' || reference.use === 'same'
}

/** Null: nothing to work out in there; the value is used as it is. */
function readValue(reading: Reading, value: Json, pointer: string): Resolver | null {
  if (typeof value === 'string') return readString(reading, value, pointer)
  if (isJsonArray(value)) {
    const resolvers = value.map((element, at) => readValue(reading, element, `${pointer}/${at}`))
    if (resolvers.every((resolver) => resolver === null)) return null
    return (scope, problems) =>
      value.map((element, at) => {
        const resolver = resolvers[at] ?? null
        return resolver === null ? element : resolver(scope, problems)
      })
  }
  if (!isJsonObject(value)) return null
  const entries = Object.entries(value).map(([key, child]) => ({ key, child, resolver: readValue(reading, child, `${pointer}/${escapePointer(key)}`) }))
  if (entries.every((entry) => entry.resolver === null)) return null
  return (scope, problems) => {
    const resolved: { [key: string]: Json } = {}
    for (const { key, child, resolver } of entries) setOwn(resolved, key, resolver === null ? child : resolver(scope, problems))
    return resolved
  }
}

/** As an own field, whatever it is called. */
function setOwn(target: { [key: string]: Json }, key: string, value: Json): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else target[key] = value
}

function readString(reading: Reading, text: string, pointer: string): Resolver | null {
  if (!hasExpression(text) || !reading.isExpressionAllowed(pointer)) return null
  const parsed = parseExpression(text)
  if (!parsed.ok) {
    reading.problems.push(...parsed.problem.map((problem) => ({ pointer, problem })))
    return null
  }
  reading.references.push(...parsed.value.references)
  const evaluatePrepared: PreparedExpression = prepare(parsed.value, reading.options?.(pointer))
  return (scope, problems) => {
    const result = evaluatePrepared(scope)
    if (result.ok) return result.value
    problems.push({ pointer, problem: result.problem })
    return null
  }
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
