import { userError, type Json, type JsonObject } from '@maillon/node-sdk'
import type { HttpParams } from '../http-params.js'
import { usualParams } from '../usual-params.js'
import type { Operation, OperationParam } from './read-operation.js'

/**
 * The request that an operation becomes with these parameters.
 *
 * @throws UserError `HTTP_PATH_VALUE_INVALID` where a value would lead to another path
 */
export function fillOperation(operation: Operation, params: JsonObject, base: string): HttpParams {
  const shared = Object.fromEntries(
    Object.entries(params).filter(([name]) => Object.hasOwn(usualParams, name) && !operation.params.some(({ key }) => key === name)),
  )
  const given = operation.params.flatMap((param) => {
    const value = Object.hasOwn(params, param.key) ? params[param.key] : undefined
    return value === undefined || value === null ? [] : [{ param, value }]
  })
  const pairs = (place: OperationParam['place']) =>
    given.filter(({ param }) => param.place === place).flatMap(({ param, value }) => written(param, value).map((text) => ({ name: param.name, value: text })))
  return {
    ...usualParams,
    ...(shared as Partial<HttpParams>),
    method: operation.method,
    url: base + filledPath(operation, given),
    query: pairs('query'),
    headers: pairs('header'),
    response: operation.answer.kind,
    ...bodyOf(operation, params['body']),
  }
}

interface Given {
  readonly param: OperationParam
  readonly value: Json
}

function filledPath({ path }: Operation, given: readonly Given[]): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const found = given.find(({ param }) => param.place === 'path' && param.name === name)
    const text = found === undefined ? '' : written({ ...found.param, listed: ',' }, found.value).join(',')
    // `..` would climb out of the path, however it is encoded; nothing would shorten it.
    if (text === '' || text === '.' || text === '..') throw badPathValue(found?.param.key ?? name)
    return encodeURIComponent(text)
  })
}

function written(param: OperationParam, value: Json): readonly string[] {
  if (!Array.isArray(value)) return [textOf(value)]
  const texts = (value as readonly Json[]).map(textOf)
  return param.listed === 'repeated' ? texts : [texts.join(param.listed)]
}

function textOf(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

function bodyOf({ body }: Operation, value: Json | undefined): Partial<HttpParams> {
  if (body === null || value === undefined || value === null) return {}
  const fields = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value as JsonObject) : []
  switch (body.kind) {
    case 'json':
      return { bodyKind: 'json', json: value }
    case 'form':
      return { bodyKind: 'form', form: fields.map(([name, field]) => ({ name, value: field === null ? '' : textOf(field) })) }
    case 'multipart':
      return { bodyKind: 'multipart', parts: fields.map(([name, field]) => partOf(body, name, field)) }
    case 'text':
      return { bodyKind: 'text', text: textOf(value) }
    case 'file':
      return { bodyKind: 'file', file: textOf(value) }
  }
}

/** A field of bytes (`format: binary`) is given by the name under which the row carries the file. */
function partOf({ schema }: NonNullable<Operation['body']>, name: string, field: Json): HttpParams['parts'][number] {
  const properties = typeof schema === 'object' && schema !== null ? ((schema as JsonObject)['properties'] as JsonObject | undefined) : undefined
  const property = properties !== undefined && Object.hasOwn(properties, name) ? (properties[name] as JsonObject) : undefined
  const isFile = property?.['format'] === 'binary' || property?.['contentMediaType'] !== undefined
  return isFile ? { name, kind: 'file', value: '', file: textOf(field) } : { name, kind: 'text', value: field === null ? '' : textOf(field), file: 'file' }
}

function badPathValue(key: string) {
  return userError({
    code: 'HTTP_PATH_VALUE_INVALID',
    text: { fr: `« ${key} » est vide, ou mènerait à un autre endroit de l’API.`, en: `“${key}” is empty, or would lead to another place of the API.` },
    hint: { fr: 'Donnez l’identifiant de ce que vous cherchez.', en: 'Give the identifier of what you are looking for.' },
    field: `/${key}`,
  })
}
