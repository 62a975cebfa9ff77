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
import { checkAlternatives } from './check-alternatives.js'
import { checkList, checkObject } from './check-container.js'
import { checkNumber, checkText } from './check-scalar.js'
import { typesOf } from './json-type.js'
import { elsewhere, type Place, type SchemaProblem, type SchemaWalk } from './schema-walk.js'

/** All problems of a value against a schema. */
export function checkAgainstSchema(schema: JsonObject, value: Json, rules: Pick<SchemaWalk, 'isWholeExpression' | 'isSkipped'>): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = []
  checkPlace({ root: schema, problems, check: checkPlace, ...rules }, { value, schema, path: '', isExpressionAllowed: true, depth: 0 })
  return problems
}

/** Deeper nesting of schemas (by references that lead back to themselves) is not followed. */
const maxDepth = 64

function checkPlace(walk: SchemaWalk, place: Place): void {
  const { schema, value, path } = place
  if (schema === false) walk.problems.push({ keyword: 'false', path })
  if (!isJsonObject(schema) || place.depth > maxDepth || walk.isSkipped(schema)) return
  const inside: Place = { value, schema, path, isExpressionAllowed: place.isExpressionAllowed && !isLiteral(schema), depth: place.depth + 1 }
  if (inside.isExpressionAllowed && typeof value === 'string' && value.includes('{{')) {
    if (!walk.isWholeExpression(value)) checkType(walk, inside, schema)
    return
  }
  if (typeof schema['$ref'] === 'string') checkPlace(walk, elsewhere(inside, referredSchema(walk.root, schema['$ref'])))
  if (checkType(walk, inside, schema)) checkKeywords(walk, inside, schema)
}

function checkKeywords(walk: SchemaWalk, inside: Place, schema: JsonObject): void {
  const { value } = inside
  checkChoice(walk, inside, schema)
  if (typeof value === 'string') checkText(walk, { text: value, path: inside.path }, schema)
  else if (typeof value === 'number') checkNumber(walk, { number: value, path: inside.path }, schema)
  else if (isJsonArray(value)) checkList(walk, inside, schema)
  else if (isJsonObject(value)) checkObject(walk, inside, schema)
  checkAlternatives(walk, inside, schema)
}

/** A fixed choice, or a hint that text is text here. */
function isLiteral(schema: JsonObject): boolean {
  const hints = schema['x-maillon']
  return Object.hasOwn(schema, 'enum') || Object.hasOwn(schema, 'const') || (isJsonObject(hints) && hints['expression'] === false)
}

function checkType(walk: SchemaWalk, { value, path }: Place, schema: JsonObject): boolean {
  const declared = schema['type']
  if (declared === undefined) return true
  const types = (isJsonArray(declared) ? declared : [declared]).filter((type) => typeof type === 'string')
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
