import type { Json, JsonObject } from '@maillon/kernel'

/** One call of the API, as its OpenAPI document says it. */
export interface ApiOperation {
  readonly name: string
  readonly group: string
  readonly method: string
  readonly path: string
  /** The least role; null: no login. */
  readonly role: string | null
  readonly takesToken: boolean
  readonly fields: readonly ApiField[]
  /** The whole schema of the body; null: none. */
  readonly body: Json
}

export interface ApiField {
  readonly name: string
  readonly place: 'path' | 'query' | 'body'
  readonly type: string
  readonly isRequired: boolean
}

/** The calls of our own document, in its order. What has another form is left out. */
export function readOperations(document: JsonObject): readonly ApiOperation[] {
  return Object.entries(objectOf(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(objectOf(methods)).map(([method, operation]) => readOperation({ path, method }, objectOf(operation))))
}

function readOperation({ path, method }: { readonly path: string; readonly method: string }, operation: JsonObject): ApiOperation {
  const body = objectOf(objectOf(objectOf(operation['requestBody'])['content'])['application/json'])['schema'] ?? null
  const [group] = listOf(operation['tags'])
  return {
    name: textOf(operation['operationId']), group: textOf(group), method: method.toUpperCase(), path,
    role: textOf(operation['x-role']) || null,
    takesToken: listOf(operation['security']).some((way) => 'token' in objectOf(way)),
    fields: [...parametersOf(operation), ...fieldsOf(objectOf(body))],
    body,
  }
}

function parametersOf(operation: JsonObject): readonly ApiField[] {
  return listOf(operation['parameters']).map((given) => {
    const parameter = objectOf(given)
    return { name: textOf(parameter['name']), place: parameter['in'] === 'path' ? 'path' : 'query', type: typeOf(objectOf(parameter['schema'])), isRequired: parameter['required'] === true }
  })
}

function fieldsOf(schema: JsonObject): readonly ApiField[] {
  const required = listOf(schema['required'])
  return Object.entries(objectOf(schema['properties'])).map(([name, of]) => ({ name, place: 'body', type: typeOf(objectOf(of)), isRequired: required.includes(name) }))
}

/** In the words of JSON Schema: `string (uuid)`, `"draft" | "published"`, `integer, 1 to 500`. */
export function typeOf(schema: JsonObject): string {
  const choices = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])]
  if (choices.length > 0) return [...new Set(choices.map((choice) => typeOf(objectOf(choice))))].join(' | ')
  if (schema['const'] !== undefined) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ')
  const type = textOf(schema['type'])
  if (type === 'array') return `${typeOf(objectOf(schema['items']))}[]`
  const { format, minimum, maximum, maxLength } = schema
  const bounds = [typeof minimum === 'number' ? `≥ ${minimum}` : '', typeof maximum === 'number' ? `≤ ${maximum}` : '', typeof maxLength === 'number' ? `maxLength ${maxLength}` : ''].filter((bound) => bound !== '')
  return [typeof format === 'string' ? `${type} (${format})` : type === '' ? 'any' : type, ...bounds].join(', ')
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
