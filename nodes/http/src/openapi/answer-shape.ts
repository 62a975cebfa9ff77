import type { FieldShape, Json, JsonObject, OutputShape } from '@maillon/node-sdk'
import { isObject, type DocumentReader } from './document-reader.js'
import { openApiLimits } from './openapi-limits.js'
import { typeOf } from './param-schema.js'

/** What an operation answers with, as far as the document says it. */
export interface AnswerShape {
  readonly kind: 'json' | 'text' | 'file'
  /** Where the list of rows stands in the answer; empty: the answer itself. */
  readonly itemsPath: string
  readonly output: OutputShape
}

/** The one answer of a success: `200`, `201` and so on, then `2XX`, then `default`. */
export function answerShape(responses: Json | undefined, reader: DocumentReader): AnswerShape {
  const all = isObject(responses) ? responses : {}
  const key =
    Object.keys(all)
      .filter((status) => /^2\d\d$/.test(status))
      .sort()[0] ?? ['2XX', '2xx', 'default'].find((status) => Object.hasOwn(all, status))
  const response = key === undefined ? null : reader.object(all[key])
  const content = response === null ? undefined : response['content']
  const types = isObject(content) ? content : {}
  const json = Object.keys(types).find((type) => /[/+]json\b/i.test(type))
  if (json !== undefined) return jsonShape(reader.object(types[json])?.['schema'], reader)
  const [first] = Object.keys(types)
  if (first === undefined) return { kind: 'json', itemsPath: '', output: { kind: 'observed' } }
  return { kind: first.startsWith('text/') ? 'text' : 'file', itemsPath: '', output: { kind: 'observed' } }
}

function jsonShape(schema: Json | undefined, reader: DocumentReader): AnswerShape {
  const root = reader.object(schema)
  if (root === null) return { kind: 'json', itemsPath: '', output: { kind: 'observed' } }
  if (typeOf(root) === 'array') return { kind: 'json', itemsPath: '', output: rowShape(root['items'], reader) }
  const list = onlyListIn(root, reader)
  if (list !== null) return { kind: 'json', itemsPath: list.name, output: rowShape(list.items, reader) }
  return { kind: 'json', itemsPath: '', output: rowShape(root, reader) }
}

/** `{ "data": [{…}], "page": 1 }`: what people want are the rows. */
function onlyListIn(root: JsonObject, reader: DocumentReader): { readonly name: string; readonly items: Json | undefined } | null {
  const properties = isObject(root['properties']) ? root['properties'] : {}
  const lists = Object.entries(properties).flatMap(([name, property]) => {
    const own = reader.object(property)
    const isRows = own !== null && typeOf(own) === 'array' && typeOf(reader.object(own['items']) ?? {}) === 'object'
    return isRows && !name.includes('.') ? [{ name, items: own['items'] }] : []
  })
  return lists.length === 1 ? (lists[0] ?? null) : null
}

function rowShape(schema: Json | undefined, reader: DocumentReader): OutputShape {
  const row = reader.object(schema)
  const properties = row !== null && isObject(row['properties']) ? row['properties'] : null
  if (properties === null) return { kind: 'observed' }
  const fields = Object.entries(properties)
    .slice(0, openApiLimits.parameters)
    .map(([name, property]) => ({ name, type: fieldType(reader.object(property)) }))
  // An API may always give more than its document says.
  return { kind: 'fixed', shape: { fields, open: true } }
}

function fieldType(schema: JsonObject | null): FieldShape['type'] {
  switch (schema === null ? undefined : typeOf(schema)) {
    case 'string':
      return schema?.['format'] === 'date' || schema?.['format'] === 'date-time' ? 'date' : 'text'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return 'list'
    case 'object':
      return 'object'
    default:
      return 'unknown'
  }
}
