import type { Json, JsonObject } from '@maillon/node-sdk'
import type { HttpMethod } from '../http-params.js'
import { answerShape, type AnswerShape } from './answer-shape.js'
import { cleanText } from './clean-text.js'
import { isObject, type DocumentReader } from './document-reader.js'
import { openApiLimits } from './openapi-limits.js'
import type { OpenApiNote } from './openapi-problem.js'

/** A parameter of an operation, by the key under which the node has it. */
export interface OperationParam {
  readonly key: string
  readonly name: string
  readonly place: 'path' | 'query' | 'header'
  readonly isRequired: boolean
  /** How a list is written: the name again for each, or one text with this between. */
  readonly listed: 'repeated' | ',' | ' ' | '|'
  readonly schema: Json | undefined
  readonly help: string
}

export interface OperationBody {
  readonly kind: 'json' | 'form' | 'multipart' | 'text' | 'file'
  readonly isRequired: boolean
  readonly schema: Json | undefined
}

export interface Operation {
  readonly method: HttpMethod
  /** With `{name}` for its parameters. */
  readonly path: string
  readonly id: string
  readonly title: string
  readonly help: string
  readonly params: readonly OperationParam[]
  readonly body: OperationBody | null
  readonly answer: AnswerShape
  readonly security: Json | undefined
}

/** What a header parameter may not steer: the client’s own, and the login. */
const ownHeaders: ReadonlySet<string> = new Set([
  'accept',
  'content-type',
  'authorization',
  'host',
  'cookie',
  'content-length',
  'transfer-encoding',
  'connection',
])

export interface OperationPlace {
  readonly method: HttpMethod
  readonly path: string
  readonly pathItem: JsonObject
  /** Keys that the node's own parameters have. */
  readonly taken: ReadonlySet<string>
}

export function readOperation(
  own: JsonObject,
  place: OperationPlace,
  reader: DocumentReader,
): { readonly operation: Operation; readonly notes: readonly OpenApiNote[] } {
  const { method, path, pathItem } = place
  const where = `${method} ${cleanText(path, openApiLimits.title)}`
  const title = cleanText(own['summary'], openApiLimits.title) || cleanText(own['operationId'], openApiLimits.title) || where
  const { params, notes } = readParams([...listOf(pathItem['parameters']), ...listOf(own['parameters'])], { ...place, where }, reader)
  const operation = {
    method,
    path,
    id: cleanText(own['operationId'], openApiLimits.title) || `${method.toLowerCase()} ${path}`,
    title,
    help: cleanText(own['description'], openApiLimits.title * 5),
    params,
    body: method === 'GET' || method === 'HEAD' ? null : readBody(own['requestBody'], reader),
    answer: answerShape(own['responses'], reader),
    security: own['security'] ?? reader.root['security'],
  }
  return { operation, notes }
}

function readParams(
  list: readonly Json[],
  place: OperationPlace & { readonly where: string },
  reader: DocumentReader,
): { readonly params: readonly OperationParam[]; readonly notes: readonly OpenApiNote[] } {
  const params = new Map<string, OperationParam>()
  const notes: OpenApiNote[] = []
  const keys = new Set(place.taken)
  for (const entry of list.slice(0, openApiLimits.parameters)) {
    const own = reader.object(entry)
    const name = own?.['name']
    if (own === null || typeof name !== 'string' || name === '' || name.length > 200) continue
    const at = placeOf(own, name)
    if (at === null) notes.push(skippedParam(place.where, name))
    else {
      // An operation’s own parameter takes the place of its path’s.
      const key = params.get(`${at} ${name}`)?.key ?? freeKey(name, keys)
      keys.add(key)
      params.set(`${at} ${name}`, paramOf(own, { key, name, place: at }))
    }
  }
  return { params: [...params.values()], notes }
}

/** Null where it can't be offered. */
function placeOf(own: JsonObject, name: string): OperationParam['place'] | null {
  const at = own['in']
  if (own['style'] === 'deepObject') return null
  if (at === 'header') return ownHeaders.has(name.toLowerCase()) ? null : at
  return at === 'path' || at === 'query' ? at : null
}

function paramOf(own: JsonObject, { key, name, place }: Pick<OperationParam, 'key' | 'name' | 'place'>): OperationParam {
  const isRequired = place === 'path' || own['required'] === true
  return { key, name, place, isRequired, listed: listedAs(own, place), schema: own['schema'], help: cleanText(own['description'], openApiLimits.title * 5) }
}

function listedAs(own: JsonObject, place: OperationParam['place']): OperationParam['listed'] {
  if (own['style'] === 'spaceDelimited') return ' '
  if (own['style'] === 'pipeDelimited') return '|'
  return place === 'query' && own['explode'] !== false ? 'repeated' : ','
}

/** The name itself, where it can be one of a parameter and isn't taken. */
function freeKey(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '') || 'parameter'
  let key = plain
  for (let number = 2; taken.has(key) || key in {}; number++) key = `${plain}_${number}`
  return key
}

function readBody(value: Json | undefined, reader: DocumentReader): OperationBody | null {
  const own = reader.object(value)
  const content = own?.['content']
  if (own === null || !isObject(content)) return null
  const isRequired = own['required'] === true
  const wanted: readonly (readonly [RegExp, OperationBody['kind']])[] = [
    [/[/+]json\b/i, 'json'],
    [/^multipart\//i, 'multipart'],
    [/x-www-form-urlencoded/i, 'form'],
    [/^text\//i, 'text'],
    [/./, 'file'],
  ]
  for (const [pattern, kind] of wanted) {
    const type = Object.keys(content).find((name) => pattern.test(name))
    const schema = type === undefined ? undefined : reader.object(content[type])?.['schema']
    if (type !== undefined) return { kind, isRequired, schema: reader.object(schema) ?? schema }
  }
  return null
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

function skippedParam(operation: string, name: string): OpenApiNote {
  const shown = cleanText(name, 60)
  return {
    code: 'OPENAPI_PARAMETER_SKIPPED',
    operation,
    text: {
      fr: `Le paramètre « ${shown} » n’est pas proposé : sa place ou sa forme n’est pas prise en charge.`,
      en: `The parameter “${shown}” is not offered: its place or form is not supported.`,
    },
  }
}
