/**
 * Checks values against a JSON Schema by interpreting it.
 *
 * Why not ajv here, as the host does: ajv turns a schema into code with `new Function`, which a page with a strict content
 * security policy can't do, and this code runs in the page; and a parameter that holds an expression has no value yet,
 * so it must pass wherever it stands, inside alternatives too. A test holds the two against each other.
 *
 * 1. All problems are found, each with its place.
 * 2. Text with `{{` where expressions are allowed passes every check but that of its type, and where the whole text is
 *    one expression that one too.
 * 3. Of several alternatives that all fail, the one that was most likely meant gives the problems.
 */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { checkNumber, checkText } from './check-scalar.js'
import { checkList, checkObject } from './check-container.js'
import { checkAlternatives } from './check-alternatives.js'
import { typesOf } from './json-type.js'

/** One failed keyword. `limit` is the keyword's value where it is a number, `allowed` the possible values. */
export interface SchemaProblem {
  readonly keyword: string
  readonly path: string
  readonly limit?: number
  readonly allowed?: readonly Json[]
  readonly types?: readonly string[]
}

export interface SchemaWalk {
  readonly root: JsonObject
  readonly problems: SchemaProblem[]
  /** Whether a text is one expression as a whole: its value can then have any type. */
  isWholeExpression(text: string): boolean
  /** Places that are checked elsewhere. */
  isSkipped(schema: JsonObject): boolean
}

/** One place: the value, the schema that it must meet, where it is, and whether expressions are allowed there. */
export interface Place {
  readonly value: Json
  readonly schema: Json | undefined
  readonly path: string
  readonly isExpressionAllowed: boolean
  /** How many references were followed to come here. */
  readonly depth: number
}

/** The keywords that every schema may have. @see SchemaProblem for what is found */
export function checkPlace(walk: SchemaWalk, place: Place): void {
  const { schema, value, path } = place
  if (schema === false) walk.problems.push({ keyword: 'false', path })
  if (!isJsonObject(schema) || place.depth > 64 || walk.isSkipped(schema)) return
  const isExpressionAllowed = place.isExpressionAllowed && !isLiteral(schema)
  const inside: Place = { value, schema, path, isExpressionAllowed, depth: place.depth + 1 }
  if (isExpressionAllowed && typeof value === 'string' && value.includes('{{')) {
    if (!walk.isWholeExpression(value)) checkType(walk, inside, schema)
    return
  }
  if (typeof schema['$ref'] === 'string') checkPlace(walk, elsewhere(inside, referredSchema(walk.root, schema['$ref'])))
  if (!checkType(walk, inside, schema)) return
  checkChoice(walk, inside, schema)
  if (typeof value === 'string') checkText(walk, inside, schema)
  else if (typeof value === 'number') checkNumber(walk, inside, schema)
  else if (isJsonArray(value)) checkList(walk, inside, schema)
  else if (isJsonObject(value)) checkObject(walk, inside, schema)
  checkAlternatives(walk, inside, schema)
}

/** The same place under another schema. Written out: this is the hottest path of a compilation, and spreading is slow. */
export function elsewhere({ value, path, isExpressionAllowed, depth }: Place, schema: Json | undefined): Place {
  return { value, schema, path, isExpressionAllowed, depth }
}

/** A fixed choice, or a hint that text is text here. */
function isLiteral(schema: JsonObject): boolean {
  const hints = schema['x-maillon']
  return Object.hasOwn(schema, 'enum') || Object.hasOwn(schema, 'const') || (isJsonObject(hints) && hints['expression'] === false)
}

function checkType(walk: SchemaWalk, { value, path }: Place, schema: JsonObject): boolean {
  const declared = schema['type']
  if (declared === undefined) return true
  const types = isJsonArray(declared) ? declared.map(String) : [String(declared)]
  const own = typesOf(value)
  if (types.some((type) => own.includes(type))) return true
  walk.problems.push({ keyword: 'type', path, types })
  return false
}

function checkChoice(walk: SchemaWalk, { value, path }: Place, schema: JsonObject): void {
  const allowed = Object.hasOwn(schema, 'const') ? [schema['const'] as Json] : schema['enum']
  if (!isJsonArray(allowed) || allowed.some((choice) => isSame(choice, value))) return
  walk.problems.push({ keyword: 'enum', path, allowed })
}

function isSame(a: Json, b: Json): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

function referredSchema(root: JsonObject, reference: string): Json | undefined {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  let at: Json | undefined = root
  for (const token of reference.slice(2).split('/')) {
    const key: string = token.replaceAll('~1', '/').replaceAll('~0', '~')
    at = (isJsonObject(at) || isJsonArray(at)) && Object.hasOwn(at, key) ? (at as JsonObject)[key] : undefined
  }
  return at
}
