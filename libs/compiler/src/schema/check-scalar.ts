import type { JsonObject } from '@maillon/kernel'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { SchemaWalk } from './schema-walk.js'

export function checkText(walk: SchemaWalk, { text, path }: { readonly text: string; readonly path: string }, schema: JsonObject): void {
  const { minLength, maxLength, pattern, format } = schema
  if (typeof minLength === 'number' && !isAtLeast(text, minLength)) walk.problems.push({ keyword: 'minLength', path, limit: minLength })
  if (typeof maxLength === 'number' && isAtLeast(text, maxLength + 1)) walk.problems.push({ keyword: 'maxLength', path, limit: maxLength })
  if (typeof pattern === 'string' && !patternOf(pattern).test(text)) walk.problems.push({ keyword: 'pattern', path })
  if (typeof format === 'string' && !isOfFormat(text, format)) walk.problems.push({ keyword: 'format', path })
}

/** Counted as JSON Schema does, in characters rather than UTF-16 units; only where the units don't tell already. */
function isAtLeast(text: string, length: number): boolean {
  if (text.length < length) return false
  // Array.from counts code points, which is what JSON Schema asks for.
  return text.length >= 2 * length || Array.from(text).length >= length
}

export function checkNumber(walk: SchemaWalk, { number, path }: { readonly number: number; readonly path: string }, schema: JsonObject): void {
  const bound = (keyword: string, isBroken: (limit: number) => boolean) => {
    const limit = schema[keyword]
    if (typeof limit === 'number' && isBroken(limit)) walk.problems.push({ keyword, path, limit })
  }
  bound('minimum', (limit) => number < limit)
  bound('maximum', (limit) => number > limit)
  bound('exclusiveMinimum', (limit) => number <= limit)
  bound('exclusiveMaximum', (limit) => number >= limit)
  bound('multipleOf', (limit) => !Number.isInteger(number / limit))
}

const patterns = new Map<string, RegExp>()

function patternOf(pattern: string): RegExp {
  let compiled = patterns.get(pattern)
  if (compiled === undefined) {
    compiled = new RegExp(pattern, 'u')
    // Patterns come from node definitions, of which there are few.
    patterns.set(pattern, compiled)
  }
  return compiled
}

/** By the same table as the host's ajv. A format that it doesn't know says nothing. */
function isOfFormat(text: string, format: string): boolean {
  const rule: unknown = Object.hasOwn(fullFormats, format) ? (fullFormats as { readonly [name: string]: unknown })[format] : undefined
  if (rule instanceof RegExp) return rule.test(text)
  if (typeof rule === 'function') return (rule as (text: string) => boolean)(text)
  const validate = typeof rule === 'object' && rule !== null ? (rule as { validate?: unknown }).validate : undefined
  if (validate instanceof RegExp) return validate.test(text)
  return typeof validate === 'function' ? (validate as (text: string) => boolean)(text) : true
}
