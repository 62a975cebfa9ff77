import type { Json, JsonObject } from '@maillon/node-sdk'
import { cleanText } from './clean-text.js'
import { isObject, type DocumentReader } from './document-reader.js'
import { openApiLimits } from './openapi-limits.js'

const scalars: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean'])

/** What of a schema is the same in a parameter. Never `pattern`: a text from outside would be run as a regular expression. */
const keptNumbers = ['minimum', 'maximum'] as const
const keptCounts = ['minLength', 'maxLength', 'minItems', 'maxItems'] as const

export interface SchemaPlace {
  readonly reader: DocumentReader
  readonly label: string
  readonly help: string
  /** Objects that this one stands in. */
  readonly depth: number
  readonly advanced?: boolean
  /** Shared by everything of one operation: references can multiply without end. */
  readonly budget: SchemaBudget
}

/** How many schemas may still be drawn. */
export interface SchemaBudget {
  left: number
}

/** A schema of the document as the schema of a node's parameter. What can't be drawn as a form is plain JSON. */
export function paramSchema(schema: Json | undefined, place: SchemaPlace): JsonObject {
  const resolved = spend(place.budget) ? place.reader.object(schema) : null
  const own = resolved === null ? null : merged(resolved, place, 0)
  const help = place.help === '' ? cleanText(own?.['description'], openApiLimits.title * 5) : place.help
  const hints = (more: JsonObject = {}): JsonObject => ({
    'x-maillon': { label: both(place.label), ...(help === '' ? {} : { help: both(help) }), ...(place.advanced === true ? { advanced: true } : {}), ...more },
  })
  if (own === null || place.depth > openApiLimits.nesting) return hints({ widget: 'json' })
  const type = typeOf(own)
  const choices = choicesOf(own)
  if (choices !== null)
    return {
      enum: choices,
      ...defaultOf(own),
      ...hints({ choices: Object.fromEntries(choices.map((choice) => [String(choice), both(cleanText(String(choice), openApiLimits.title))])) }),
    }
  if (scalars.has(type)) return { type: type as string, ...boundsOf(own), ...defaultOf(own), ...hints() }
  if (type === 'array')
    return { type: 'array', items: paramSchema(own['items'], { ...place, label: '·', help: '', depth: place.depth + 1 }), ...boundsOf(own), ...hints() }
  if (type === 'object' && isObject(own['properties'])) return { ...objectSchema(own, place), ...hints() }
  return hints({ widget: 'json' })
}

function objectSchema(own: JsonObject, place: SchemaPlace): JsonObject {
  const properties = Object.entries(isObject(own['properties']) ? own['properties'] : {}).slice(0, openApiLimits.parameters)
  const wanted = new Set(listAt(own, 'required'))
  const required = properties.map(([name]) => name).filter((name) => wanted.has(name))
  return {
    type: 'object',
    properties: Object.fromEntries(
      properties.map(([name, schema]) => [
        name,
        paramSchema(schema, { ...place, label: cleanText(name, openApiLimits.title), help: '', depth: place.depth + 1, advanced: false }),
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
  }
}

/** `allOf` laid over each other; alternatives (`oneOf`, `anyOf`) can't be drawn as one form. */
function merged(schema: JsonObject, place: Pick<SchemaPlace, 'reader' | 'budget'>, depth: number): JsonObject | null {
  if (Array.isArray(schema['oneOf']) || Array.isArray(schema['anyOf'])) return null
  const parts = schema['allOf']
  if (!Array.isArray(parts)) return schema
  if (depth > openApiLimits.nesting || !spend(place.budget)) return null
  let whole: JsonObject = { ...schema }
  for (const part of (parts as readonly Json[]).slice(0, 20)) {
    const resolved = place.reader.object(part)
    const own = resolved === null ? null : merged(resolved, place, depth + 1)
    if (own === null) return null
    whole = {
      ...whole,
      ...own,
      properties: { ...objectAt(whole, 'properties'), ...objectAt(own, 'properties') },
      required: [...listAt(whole, 'required'), ...listAt(own, 'required')],
    }
  }
  return whole
}

function spend(budget: SchemaBudget): boolean {
  budget.left -= 1
  return budget.left >= 0
}

function objectAt(schema: JsonObject, key: string): JsonObject {
  const value = schema[key]
  return isObject(value) ? value : {}
}

function listAt(schema: JsonObject, key: string): readonly Json[] {
  const value = schema[key]
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

/** 3.1 writes `["string", "null"]` where 3.0 writes `nullable`. */
export function typeOf(schema: JsonObject): Json | undefined {
  const type = schema['type']
  if (Array.isArray(type)) return (type as readonly Json[]).find((one) => one !== 'null')
  return type ?? (isObject(schema['properties']) ? 'object' : undefined)
}

function choicesOf(schema: JsonObject): readonly (string | number | boolean)[] | null {
  const values = listAt(schema, 'enum').filter((value): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value))
  return values.length === 0 || values.length > openApiLimits.choices ? null : [...new Set(values)]
}

function boundsOf(schema: JsonObject): JsonObject {
  const numbers = keptNumbers.filter((name) => Number.isFinite(schema[name]))
  const counts = keptCounts.filter((name) => Number.isSafeInteger(schema[name]) && Number(schema[name]) >= 0)
  return Object.fromEntries([...numbers, ...counts].map((name) => [name, Number(schema[name])]))
}

/** Only a default that the schema itself would take is one. */
function defaultOf(schema: JsonObject): JsonObject {
  const value = schema['default']
  const expected = typeOf(schema) === 'integer' ? 'number' : typeOf(schema)
  const choices = choicesOf(schema)
  const isFit =
    typeof value !== 'object' && value !== undefined && (typeof value === expected || expected === undefined) && (choices === null || choices.includes(value))
  return isFit ? { default: value } : {}
}

export function both(text: string): { readonly fr: string; readonly en: string } {
  return { fr: text, en: text }
}
