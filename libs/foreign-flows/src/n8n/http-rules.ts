import type { Json, JsonObject } from '@maillon/kernel'
import { isJsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import type { N8nContext } from './n8n-context.js'
import { accountOf, at, firstText, listAt, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import type { N8nRules } from './n8n-rule.js'

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])

/** Calls of APIs, and answers to calls. */
export const httpRules: N8nRules = {
  httpRequest: (node, context) => {
    const { params } = node
    const method = firstText(params, 'method', 'requestMethod') || 'GET'
    if (!methods.has(method)) context.look('FOREIGN_HTTP_METHOD', { method: method.slice(0, 20) })
    return {
      type: 'http.request',
      params: paramsOf({
        method: methods.has(method) ? method : 'GET',
        url: context.text(at(params, 'url')),
        query: pairs(node, queryPlaces, context),
        headers: pairs(node, headerPlaces, context),
        ...body(node, context),
        ...answer(node, context),
        ...paging(params, context),
        ...limits(params, context),
      }),
      ...account(node, context),
    }
  },
  respondToWebhook: respondDraft,
}

interface Places {
  /** Where pairs stand in the newest and the older versions. */
  readonly lists: readonly (readonly string[])[]
  /** Where JSON stands. */
  readonly json: readonly string[]
  readonly isOn: string
  readonly how: string
}

const queryPlaces: Places = { lists: [['queryParameters', 'parameters'], ['queryParametersUi', 'parameter']], json: ['jsonQuery', 'queryParametersJson'], isOn: 'sendQuery', how: 'specifyQuery' }
const headerPlaces: Places = { lists: [['headerParameters', 'parameters'], ['headerParametersUi', 'parameter']], json: ['jsonHeaders', 'headerParametersJson'], isOn: 'sendHeaders', how: 'specifyHeaders' }
const bodyPlaces: Places = { lists: [['bodyParameters', 'parameters'], ['bodyParametersUi', 'parameter']], json: ['jsonBody', 'bodyParametersJson'], isOn: 'sendBody', how: 'specifyBody' }

/** Names with values; absent where there are none. */
function pairs({ params, version }: N8nNode, places: Places, context: N8nContext): Json | undefined {
  if (version >= 3 && at(params, places.isOn) !== true) return undefined
  if (isJsonWritten({ params, version }, places)) {
    const json = context.json(jsonAt(params, places))
    return isJsonObject(json) && Object.keys(json).length > 0 ? Object.entries(json).map(([name, value]) => ({ name, value })) : undefined
  }
  const listed = listedPairs(params, places, context)
  return listed.length === 0 ? undefined : listed
}

function listedPairs(params: JsonObject, places: Places, context: N8nContext): JsonObject[] {
  return places.lists
    .flatMap((place) => listAt(params, ...place))
    .flatMap((pair) => {
      const name = context.text(at(pair, 'name'))
      return name === '' ? [] : [{ name: name.slice(0, 500), value: context.value(at(pair, 'value')) }]
    })
    .slice(0, 200)
}

function isJsonWritten({ params, version }: Pick<N8nNode, 'params' | 'version'>, places: Places): boolean {
  return version >= 3 ? textAt(params, places.how) === 'json' : at(params, 'jsonParameters') === true
}

function jsonAt(params: JsonObject, places: Places): Json | undefined {
  return places.json.map((name) => at(params, name)).find((value) => value !== undefined && value !== '')
}

function body(node: N8nNode, context: N8nContext): JsonObject {
  const { params, version } = node
  const method = firstText(params, 'method', 'requestMethod') || 'GET'
  const isReading = method === 'GET' || method === 'HEAD'
  if (version >= 3 ? at(params, 'sendBody') !== true : isReading) return {}
  if (isReading) context.look('FOREIGN_HTTP_GET_BODY')
  return bodyOfKind(node, context)
}

function bodyOfKind(node: N8nNode, context: N8nContext): JsonObject {
  const { params } = node
  const kind = textAt(params, 'contentType') || textAt(params, 'options', 'bodyContentType') || 'json'
  switch (kind) {
    case 'form-urlencoded': {
      const listed = listedPairs(params, bodyPlaces, context)
      return listed.length > 0 ? { bodyKind: 'form', form: listed } : rawBody(textAt(params, 'body') || textAt(params, 'jsonBody'), context)
    }
    case 'multipart-form-data':
      return { bodyKind: 'multipart', parts: parts(params, context) }
    case 'raw':
      return rawBody(textAt(params, 'body') || textAt(params, 'bodyParametersJson'), context)
    case 'binaryData':
      return { bodyKind: 'file', file: context.plain(at(params, 'inputDataFieldName'), 'data') }
    default:
      return at(params, 'sendBinaryData') === true ? { bodyKind: 'file', file: context.plain(at(params, 'binaryPropertyName'), 'data') } : jsonBody(node, context)
  }
}

function rawBody(text: string, context: N8nContext): JsonObject {
  return { bodyKind: 'text', text: context.text(text) }
}

function jsonBody(node: N8nNode, context: N8nContext): JsonObject {
  const listed = listedPairs(node.params, bodyPlaces, context)
  if (isJsonWritten(node, bodyPlaces) || (listed.length === 0 && jsonAt(node.params, bodyPlaces) !== undefined)) {
    const written = jsonAt(node.params, bodyPlaces)
    const json = context.json(written)
    // What isn't understood is kept as the text that it was, where it can be seen and mended.
    return json === null ? { bodyKind: 'text', text: context.text(written) } : { bodyKind: 'json', json }
  }
  if (textAt(node.params, 'specifyBody') === 'string') return rawBody(textAt(node.params, 'body'), context)
  return listed.length === 0 ? {} : { bodyKind: 'json', json: Object.fromEntries(listed.map(({ name, value }) => [String(name), value ?? null])) }
}

function parts(params: JsonObject, context: N8nContext): JsonObject[] {
  return bodyPlaces.lists
    .flatMap((place) => listAt(params, ...place))
    .map((part): JsonObject => {
      const name = context.text(at(part, 'name')).slice(0, 500) || 'champ'
      if (textAt(part, 'parameterType') === 'formBinaryData') return { name, kind: 'file', file: context.plain(at(part, 'inputDataFieldName'), 'data') }
      return { name, kind: 'text', value: context.value(at(part, 'value')) }
    })
    .slice(0, 100)
}

const formats: ReadonlyMap<string, string> = new Map([['file', 'file'], ['text', 'text'], ['string', 'text']])

function answer({ params, version }: N8nNode, context: N8nContext): JsonObject {
  const options = objectAt(params, 'options')
  const newer = objectAt(options, 'response', 'response')
  const format = version >= 3 ? textAt(newer, 'responseFormat') : textAt(params, 'responseFormat')
  const isWhole = at(newer, 'fullResponse') === true || at(options, 'fullResponse') === true
  const neverFails = at(newer, 'neverError') === true || at(options, 'ignoreResponseCode') === true
  const response = formats.get(format)
  if (response === 'text') context.look('FOREIGN_HTTP_TEXT')
  if (isWhole || neverFails) context.look('FOREIGN_HTTP_WHOLE')
  return paramsOf({ response, onStatus: isWhole || neverFails ? 'pass' : undefined })
}

function paging(params: JsonObject, context: N8nContext): JsonObject {
  const pages = objectAt(params, 'options', 'pagination', 'pagination')
  if (Object.keys(pages).length === 0 || textAt(pages, 'paginationMode') === 'off') return {}
  context.look('FOREIGN_HTTP_PAGES')
  const parameter = listAt(pages, 'parameters', 'parameters').find((one) => /\$pageCount|\$response/.test(textAt(one, 'value')))
  if (parameter === undefined) return { paging: 'link' }
  const [name, value] = [textAt(parameter, 'name') || 'page', textAt(parameter, 'value')]
  const cursor = /^=\s*\{\{\s*\$response\.body\.([\w.]+)\s*\}\}$/.exec(value)?.[1]
  if (cursor !== undefined) return { paging: 'cursor', pageParam: name, cursorPath: cursor }
  return { paging: 'page', pageParam: name, firstPage: /\$pageCount\s*\+\s*1/.test(value) ? 1 : 0 }
}

function limits(params: JsonObject, context: N8nContext): JsonObject {
  const options = objectAt(params, 'options')
  const batch = objectAt(options, 'batching', 'batch')
  const interval = numberAt(batch, 'batchInterval')
  const size = numberAt(batch, 'batchSize') ?? 50
  const perMinute = interval !== null && interval > 0 && size > 0 ? Math.min(Math.max(Math.floor((size * 60_000) / interval), 1), 6000) : undefined
  const timeout = numberAt(options, 'timeout')
  if (at(options, 'allowUnauthorizedCerts') === true || at(params, 'allowUnauthorizedCerts') === true) context.look('FOREIGN_HTTP_CERTIFICATES')
  if (textAt(options, 'proxy') !== '') context.look('FOREIGN_HTTP_PROXY')
  return paramsOf({ perMinute, timeoutSeconds: timeout === null ? undefined : Math.min(Math.max(Math.ceil(timeout / 1000), 1), 3600) })
}

/** The account by its name; what it holds stays with the other program, so it is to be chosen here. */
function account(node: N8nNode, context: N8nContext): Pick<Draft, 'credentials'> {
  const how = textAt(node.params, 'authentication') || 'none'
  if (how === 'none') return {}
  const type = textAt(node.params, 'genericAuthType') || textAt(node.params, 'nodeCredentialType') || how
  if (/query|digest|oAuth1|custom/i.test(type)) context.look('FOREIGN_HTTP_ACCOUNT', { type: type.slice(0, 100) })
  return { credentials: { auth: accountOf(node) ?? type.slice(0, 100) } }
}

function respondDraft(node: N8nNode, context: N8nContext): Draft {
  const { params } = node
  const how = textAt(params, 'respondWith') || 'firstIncomingItem'
  const options = objectAt(params, 'options')
  const status = numberAt(options, 'responseCode')
  if (status === null && at(options, 'responseCode') !== undefined) context.plain(at(options, 'responseCode'))
  const headers = listAt(options, 'responseHeaders', 'entries').flatMap((entry): JsonObject[] => {
    const name = context.plain(at(entry, 'name'))
    return name === '' ? [] : [{ name: name.slice(0, 100), value: context.text(at(entry, 'value')) }]
  })
  return { type: 'core.respond', params: paramsOf({ status: how === 'redirect' ? (status ?? 307) : (status ?? undefined), ...answerBody(node, how, context), headers: [...headers, ...redirect(params, how, context)] as Json }) }
}

function redirect(params: JsonObject, how: string, context: N8nContext): JsonObject[] {
  return how === 'redirect' ? [{ name: 'Location', value: context.text(at(params, 'redirectURL')) }] : []
}

function answerBody(node: N8nNode, how: string, context: N8nContext): JsonObject {
  const body = at(node.params, 'responseBody')
  switch (how) {
    case 'json': {
      const json = context.json(body)
      return json === null ? { bodyKind: 'text', text: context.text(body) } : { bodyKind: 'json', json }
    }
    case 'text':
      return { bodyKind: 'text', text: context.text(body) }
    case 'noData':
    case 'redirect':
      return { bodyKind: 'none' }
    case 'firstIncomingItem':
      return { bodyKind: 'json' }
    default:
      context.look('FOREIGN_RESPOND_KIND', { kind: how.slice(0, 40) })
      return { bodyKind: 'json' }
  }
}
