import type { Json } from './json.js'

/** What a document from outside may be at most. Each bound is inclusive. */
export interface JsonGateLimits {
  /** Nesting of arrays and objects. Default 64. */
  readonly maxDepth: number
  /** Keys and array elements, added up over the whole value. Default 100,000. */
  readonly maxNodes: number
}

/** Why a value was refused, and where (a JSON pointer; '' is the root). */
export interface JsonGateProblem {
  readonly code: 'JSON_TOO_DEEP' | 'JSON_TOO_LARGE' | 'JSON_FORBIDDEN_KEY' | 'JSON_FORBIDDEN_TEXT' | 'JSON_NOT_JSON'
  readonly path: string
}

export const defaultJsonGateLimits: JsonGateLimits = { maxDepth: 64, maxNodes: 100_000 }

/** NUL, and half a character (a lone surrogate): Postgres can keep neither in JSON. */
const forbiddenText = /[\u0000\p{Surrogate}]/u

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Whether prototypes are polluted by this name: nothing that comes from outside may be called so. */
export function isForbiddenKey(name: string): boolean {
  return forbiddenKeys.has(name)
}

/**
 * The one gate for JSON that comes from outside (API, webhook, import, a custom node's result).
 * Walks without recursion, so a value of any depth is answered rather than overflowing the stack.
 * Refuses the key names by which prototypes are polluted, NUL characters and lone surrogates (Postgres can't keep them),
 * and everything that JSON can't express.
 *
 * @returns the first problem met, or null where the value may come in.
 */
export function findJsonGateProblem(value: unknown, limits: JsonGateLimits = defaultJsonGateLimits): JsonGateProblem | null {
  const open: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  let nodes = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, depth } = next
    if (depth > limits.maxDepth) return { code: 'JSON_TOO_DEEP', path }
    const scalarProblem = problemOfScalar(next.value, path)
    if (scalarProblem !== undefined) {
      if (scalarProblem !== null) return scalarProblem
      continue
    }
    const entries = Object.entries(next.value as object)
    nodes += entries.length
    if (nodes > limits.maxNodes) return { code: 'JSON_TOO_LARGE', path }
    const isList = Array.isArray(next.value)
    for (const [key, child] of entries) {
      const childPath = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (!isList && isForbiddenKey(key)) return { code: 'JSON_FORBIDDEN_KEY', path: childPath }
      if (forbiddenText.test(key)) return { code: 'JSON_FORBIDDEN_TEXT', path }
      open.push({ value: child, path: childPath, depth: depth + 1 })
    }
  }
  return null
}

/** null: a good scalar; undefined: not a scalar, look inside. */
function problemOfScalar(value: unknown, path: string): JsonGateProblem | null | undefined {
  switch (typeof value) {
    case 'string':
      return forbiddenText.test(value) ? { code: 'JSON_FORBIDDEN_TEXT', path } : null
    case 'number':
      return Number.isFinite(value) ? null : { code: 'JSON_NOT_JSON', path }
    case 'boolean':
      return null
    case 'object':
      if (value === null) return null
      if (Array.isArray(value)) return undefined
      return Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null ? undefined : { code: 'JSON_NOT_JSON', path }
    default:
      return { code: 'JSON_NOT_JSON', path }
  }
}

/** Parse text from outside and pass it through the gate. Size in bytes is the caller's to bound before. */
export function parseOutsideJson(text: string, limits?: JsonGateLimits): { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: JsonGateProblem } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, problem: { code: 'JSON_NOT_JSON', path: '' } }
  }
  const problem = findJsonGateProblem(value, limits)
  return problem === null ? { ok: true, value: value as Json } : { ok: false, problem }
}
