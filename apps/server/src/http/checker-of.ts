import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { TSchema } from 'typebox'
import type { FieldProblem } from './api-error.js'

export type Checker = (value: unknown) => readonly FieldProblem[]

const strict = new Ajv2020({ allErrors: true, strict: false, coerceTypes: false })
/** Queries are text: `limit=50` is a number where the schema says so. */
const coercing = new Ajv2020({ allErrors: true, strict: false, coerceTypes: true })
const known = new WeakMap<TSchema, Checker>()

/** A check by a schema, compiled at its first use. For queries it turns text into numbers in place. */
export function checkerOf(schema: TSchema, isQuery: boolean): Checker {
  const found = known.get(schema)
  if (found !== undefined) return found
  const validate = (isQuery ? coercing : strict).compile(JSON.parse(JSON.stringify(schema)) as object)
  const checker: Checker = (value) => (validate(value) ? [] : problemsOf(validate.errors ?? []))
  known.set(schema, checker)
  return checker
}

function problemsOf(errors: readonly ErrorObject[]): readonly FieldProblem[] {
  const byPath = new Map<string, FieldProblem>()
  for (const error of errors.slice(0, 100)) {
    const problem = problemOf(error)
    // The first of a field says it; "anyOf" and the like only sum up what stands before them.
    if (problem !== null && !byPath.has(problem.path)) byPath.set(problem.path, problem)
  }
  return [...byPath.values()].slice(0, 20)
}

/** Codes by the schema's keyword; those that only sum up what stands before them have none. */
const codes: { readonly [keyword: string]: string } = {
  type: 'API_FIELD_KIND', minLength: 'API_FIELD_SHORT', maxLength: 'API_FIELD_LONG', maxItems: 'API_LIST_LONG', minimum: 'API_NUMBER_SMALL', maximum: 'API_NUMBER_LARGE',
  const: 'API_FIELD_CHOICE', enum: 'API_FIELD_CHOICE',
}
const summaries: ReadonlySet<string> = new Set(['if', 'anyOf', 'oneOf'])

function problemOf({ keyword, instancePath: path, params }: ErrorObject): FieldProblem | null {
  const given = params as { readonly missingProperty?: string; readonly limit?: number; readonly type?: string | readonly string[] }
  if (summaries.has(keyword)) return null
  if (keyword === 'required') return { path: `${path}/${given.missingProperty ?? ''}`, code: 'API_FIELD_MISSING', params: {} }
  const values = { ...(given.limit === undefined ? {} : { limit: given.limit }), ...(given.type === undefined ? {} : { kind: String(given.type) }) }
  return { path, code: Object.hasOwn(codes, keyword) ? (codes[keyword] ?? 'API_FIELD_INVALID') : 'API_FIELD_INVALID', params: values }
}
