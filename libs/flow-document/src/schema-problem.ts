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

function translate(problem: AjvProblem): { code: string; params: Params; path: string } {
  const path = problem.instancePath
  const value = problem.params
  const at = (name: unknown) => `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
  switch (problem.keyword) {
    case 'required':
      return { code: 'FLOW_FIELD_MISSING', params: {}, path: at(value['missingProperty']) }
    case 'additionalProperties':
      return { code: 'FLOW_FIELD_UNKNOWN', params: {}, path: at(value['additionalProperty']) }
    case 'type':
      return { code: 'FLOW_FIELD_TYPE_WRONG', params: { expected: String(value['type']) }, path }
    case 'enum':
      return { code: 'FLOW_VALUE_NOT_ALLOWED', params: { allowed: listText(value['allowedValues']) }, path }
    case 'const':
      return { code: 'FLOW_VALUE_NOT_ALLOWED', params: { allowed: listText([value['allowedValue']]) }, path }
    case 'minimum':
      return { code: 'FLOW_NUMBER_TOO_SMALL', params: { limit: Number(value['limit']) }, path }
    case 'maximum':
      return { code: 'FLOW_NUMBER_TOO_LARGE', params: { limit: Number(value['limit']) }, path }
    case 'minLength':
      return { code: 'FLOW_TEXT_EMPTY', params: {}, path }
    case 'maxLength':
      return { code: 'FLOW_TEXT_TOO_LONG', params: { limit: Number(value['limit']) }, path }
    case 'minItems':
      return { code: 'FLOW_LIST_EMPTY', params: {}, path }
    case 'maxItems':
    case 'maxProperties':
      return { code: 'FLOW_LIST_TOO_LONG', params: { limit: Number(value['limit']) }, path }
    case 'pattern':
      return problem.propertyName === undefined
        ? { code: 'FLOW_TEXT_FORM_WRONG', params: {}, path }
        : { code: 'FLOW_FIELD_NAME_WRONG', params: {}, path: at(problem.propertyName) }
    default:
      return { code: 'FLOW_FIELD_WRONG', params: {}, path }
  }
}

function listText(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => String(value)).join(', ') : String(values)
}

function lastToken(path: string): string {
  const token = path.slice(path.lastIndexOf('/') + 1).replaceAll('~1', '/').replaceAll('~0', '~')
  return token === '' ? 'document' : token.slice(0, 80)
}
