import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { ParamHints, ParamsSchema } from './node-definition.js'

/** The subschemas that may apply at one place of the parameters: several where the schema has alternatives (`anyOf`, `oneOf`). */
export type ParamSchemas = readonly JsonObject[]

const maxReferences = 16

/** The alternatives of a schema, each with references followed. `root` is the schema that `$ref: '#/…'` points into. */
export function alternativesOf(schema: Json | undefined, root: JsonObject, depth = 0): ParamSchemas {
  if (!isJsonObject(schema) || depth > maxReferences) return []
  const reference = schema['$ref']
  const own = typeof reference === 'string' ? alternativesOf(schemaAt(root, reference), root, depth + 1) : []
  const parts = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((list) => (isJsonArray(list) ? list : []))
  return [schema, ...own, ...parts.flatMap((part) => alternativesOf(part, root, depth + 1))]
}

/** The alternatives for a property, or for an element of a list. */
export function childSchemas(parents: ParamSchemas, key: string, root: JsonObject): ParamSchemas {
  return parents.flatMap((schema) => {
    const properties = schema['properties']
    if (isJsonObject(properties) && Object.hasOwn(properties, key)) return alternativesOf(properties[key], root)
    if (/^\d+$/.test(key) && isJsonObject(schema['items'])) return alternativesOf(schema['items'], root)
    return isJsonObject(schema['additionalProperties']) ? alternativesOf(schema['additionalProperties'], root) : []
  })
}

/** The hints of the first alternative that has some; null: none. */
export function hintsOf(schemas: ParamSchemas): ParamHints | null {
  for (const schema of schemas) {
    const hints = schema['x-maillon']
    if (isJsonObject(hints)) return hints as unknown as ParamHints
  }
  return null
}

/**
 * Whether text at this place may hold `{{…}}`: not where a hint says `expression: false` (which holds for everything
 * inside too: pass what was true for the parent), and not where every alternative is a fixed choice (`enum`, `const`).
 */
export function allowsExpression(schemas: ParamSchemas, isParentAllowed: boolean): boolean {
  if (!isParentAllowed || hintsOf(schemas)?.expression === false) return false
  const strings = schemas.filter((schema) => Object.hasOwn(schema, 'enum') || Object.hasOwn(schema, 'const') || schema['type'] !== undefined)
  return strings.length === 0 || strings.some((schema) => !Object.hasOwn(schema, 'enum') && !Object.hasOwn(schema, 'const'))
}

/**
 * The rule of a parameter schema about expressions, asked by JSON pointer: what compiler and host both go by.
 * A place that the schema doesn't describe allows them.
 */
export function expressionRule(schema: ParamsSchema): (pointer: string) => boolean {
  const known = new Map<string, boolean>()
  return (pointer) => {
    const found = known.get(pointer)
    if (found !== undefined) return found
    let schemas = alternativesOf(schema, schema)
    let isAllowed = true
    for (const token of pointer.split('/').slice(1)) {
      schemas = childSchemas(schemas, token.replaceAll('~1', '/').replaceAll('~0', '~'), schema)
      isAllowed = allowsExpression(schemas, isAllowed)
    }
    // Pointers come from documents: the memory stays bounded whatever they hold.
    if (known.size < 10_000) known.set(pointer, isAllowed)
    return isAllowed
  }
}

function schemaAt(root: JsonObject, reference: string): Json | undefined {
  if (!reference.startsWith('#')) return undefined
  let at: Json | undefined = root
  for (const token of reference.slice(1).split('/').slice(1)) {
    const key: string = token.replaceAll('~1', '/').replaceAll('~0', '~')
    at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  }
  return at
}
