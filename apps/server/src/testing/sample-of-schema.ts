import type { Json, JsonObject } from '@maillon/kernel'
import type { TSchema } from 'typebox'

/** The least value that a schema takes: required fields alone, the shortest texts, the first of several forms. */
export function sampleOfSchema(schema: TSchema): Json {
  return sample(JSON.parse(JSON.stringify(schema)) as JsonObject)
}

function sample(schema: JsonObject): Json {
  const { const: only, enum: choices, anyOf, type, minimum } = schema
  if (only !== undefined) return only
  if (Array.isArray(choices)) return (choices as Json[])[0] ?? null
  if (Array.isArray(anyOf)) return sample((anyOf as JsonObject[])[0] ?? {})
  if (type === 'object') return objectOf(schema)
  if (type === 'array') return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => sample((schema['items'] ?? {}) as JsonObject))
  if (type === 'string') return 'x'.repeat(Number(schema['minLength'] ?? 1))
  if (type === 'integer' || type === 'number') return typeof minimum === 'number' ? minimum : 0
  return type === 'boolean' ? false : null
}

function objectOf({ properties, required }: JsonObject): JsonObject {
  const fields = (properties ?? {}) as { readonly [name: string]: JsonObject }
  return Object.fromEntries(((required ?? []) as string[]).map((name) => [name, sample(fields[name] ?? {})]))
}
