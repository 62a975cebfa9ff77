import type { Diagnostic } from './diagnostic.js'

/** What ajv says about one failed keyword. */
export interface AjvProblem {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: { readonly [name: string]: unknown }
  readonly message?: string
  readonly propertyName?: string
}

/** Keywords that only sum up other problems. */
const summing: ReadonlySet<string> = new Set(['if', 'allOf', 'propertyNames'])

type Params = Diagnostic['params']

/**
 * One problem of the JSON Schema in our own words: a code with its values, so that a person reads a sentence in their
 * language. ajv's own words stay in `details` for developers. Null: it only sums up others.
 */
export function schemaProblem(problem: AjvProblem): Diagnostic | null {
  if (summing.has(problem.keyword)) return null
  const { code, params, path } = translate(problem)
  return {
    code, severity: 'error', path,
    params: { field: lastToken(path), ...params },
    details: { keyword: problem.keyword, schema: problem.schemaPath, message: problem.message ?? '' },
  }
}

interface Told {
  readonly code: string
  readonly params: Params
  /** Property below the place that ajv names. Absent: the place itself. */
  readonly property?: unknown
}

/** By keyword of JSON Schema. */
const tellers: { readonly [keyword: string]: (problem: AjvProblem) => Told } = {
  required: ({ params }) => ({ code: 'FLOW_FIELD_MISSING', params: {}, property: params['missingProperty'] }),
  additionalProperties: ({ params }) => ({ code: 'FLOW_FIELD_UNKNOWN', params: {}, property: params['additionalProperty'] }),
  type: ({ params }) => ({ code: 'FLOW_FIELD_TYPE_WRONG', params: { expected: String(params['type']) } }),
  enum: ({ params }) => ({ code: 'FLOW_VALUE_NOT_ALLOWED', params: { allowed: listText(params['allowedValues']) } }),
  const: ({ params }) => ({ code: 'FLOW_VALUE_NOT_ALLOWED', params: { allowed: listText([params['allowedValue']]) } }),
  minimum: (problem) => limited('FLOW_NUMBER_TOO_SMALL', problem),
  maximum: (problem) => limited('FLOW_NUMBER_TOO_LARGE', problem),
  minLength: () => ({ code: 'FLOW_TEXT_EMPTY', params: {} }),
  maxLength: (problem) => limited('FLOW_TEXT_TOO_LONG', problem),
  minItems: () => ({ code: 'FLOW_LIST_EMPTY', params: {} }),
  maxItems: (problem) => limited('FLOW_LIST_TOO_LONG', problem),
  maxProperties: (problem) => limited('FLOW_LIST_TOO_LONG', problem),
  pattern: ({ propertyName }) => (propertyName === undefined ? { code: 'FLOW_TEXT_FORM_WRONG', params: {} } : { code: 'FLOW_FIELD_NAME_WRONG', params: {}, property: propertyName }),
}

function limited(code: string, { params }: AjvProblem): Told {
  return { code, params: { limit: Number(params['limit']) } }
}

function translate(problem: AjvProblem): { readonly code: string; readonly params: Params; readonly path: string } {
  const teller = Object.hasOwn(tellers, problem.keyword) ? tellers[problem.keyword] : undefined
  const { code, params, property } = teller?.(problem) ?? { code: 'FLOW_FIELD_WRONG', params: {} }
  const path = typeof property === 'string' ? `${problem.instancePath}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}` : problem.instancePath
  return { code, params, path }
}

function listText(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => String(value)).join(', ') : String(values)
}

function lastToken(path: string): string {
  const token = path.slice(path.lastIndexOf('/') + 1).replaceAll('~1', '/').replaceAll('~0', '~')
  return token === '' ? 'document' : token.slice(0, 80)
}
