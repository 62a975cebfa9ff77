import { defineNode, type Json, type JsonObject, type NodeContext, type NodeDefinition, type TObject } from '@maillon/node-sdk'
import { callApi, planCall, type ApiCall } from '../call-api.js'
import { httpParams, type HttpParams } from '../http-params.js'
import { describeBody } from '../request-body.js'
import { both, paramSchema, typeOf, type SchemaPlace } from './param-schema.js'
import type { DocumentReader } from './document-reader.js'
import { fillOperation } from './fill-operation.js'
import { openApiLimits } from './openapi-limits.js'
import type { Operation } from './read-operation.js'

/** Parameters of `http.request` that every operation has as well. */
const sharedWhenReading = [
  'itemsPath',
  'paging',
  'pageParam',
  'firstPage',
  'cursorPath',
  'maxPages',
  'onStatus',
  'perMinute',
  'timeoutSeconds',
  'maxMegabytes',
] as const
const sharedWhenWriting = ['itemsPath', 'onStatus', 'repeat', 'ifUnknown', 'perMinute', 'timeoutSeconds', 'maxMegabytes'] as const

export function sharedParams(method: HttpParams['method']): readonly (keyof HttpParams)[] {
  return method === 'GET' || method === 'HEAD' ? sharedWhenReading : sharedWhenWriting
}

export interface OperationHome {
  /** Node type, for example `api.shop.list-orders`. */
  readonly type: string
  /** What the API is called. */
  readonly api: string
  /** Base address without a slash at its end. */
  readonly base: string
  /** Credential types that the operation’s security asks for; empty: it asks for none. */
  readonly auth: readonly string[]
  readonly isAuthRequired: boolean
}

/** An operation of an API as a node with typed parameters. */
export function operationNode(operation: Operation, home: OperationHome, reader: DocumentReader): NodeDefinition {
  const isRead = operation.method === 'GET' || operation.method === 'HEAD'
  const callOf = async (context: NodeContext<JsonObject>, item: ApiCall['item']): Promise<ApiCall> => ({
    context,
    item,
    params: fillOperation(operation, context.params, home.base),
    // Address and method are the document's: nobody can mend them in the node.
    fieldOf: (field) => (['/url', '/method', '/response', '/query', '/headers'].some((own) => field === own || field.startsWith(`${own}/`)) ? null : field),
    slots: home.auth.length > 0 && (await context.credential('auth')) !== null ? { credential: 'auth' } : {},
  })
  return defineNode({
    type: home.type,
    title: both(operation.title),
    description: both(operation.help === '' ? `${home.api}: ${operation.method} ${operation.path}`.slice(0, openApiLimits.title * 5) : operation.help),
    keywords: { fr: ['api', home.api, operation.path], en: ['api', home.api, operation.path] },
    icon: 'api',
    group: 'http',
    params: paramsOf(operation, reader) as unknown as TObject,
    effects: isRead ? 'read' : 'write',
    credentials: home.auth.length === 0 ? [] : [{ slot: 'auth', types: home.auth, label: { fr: 'Compte', en: 'Account' }, required: home.isAuthRequired }],
    outputShapes: { main: operation.answer.output },
    words: { fr: `appelle ${home.api} : ${operation.title}`, en: `calls ${home.api}: ${operation.title}` },
    runItem: async (context) => callApi(await callOf(context as NodeContext<JsonObject>, context.item)),
    run: async (context) => {
      for await (const { json, files } of callApi(await callOf(context as NodeContext<JsonObject>, { json: {} })))
        await context.emit(files === undefined ? { json } : { json, files })
    },
    preview: (context) => {
      const item = 'item' in context ? context.item : { json: {} }
      const { request, body } = planCall({ context, item, params: fillOperation(operation, context.params as JsonObject, home.base), slots: {} })
      return { method: request.method ?? 'GET', url: request.url, body: describeBody(body) }
    },
  })
}

function paramsOf(operation: Operation, reader: DocumentReader): JsonObject {
  const budget = reader.takeBudget(openApiLimits.schemas)
  const own = operation.params.map(
    (param) =>
      [
        param.key,
        paramSchema(param.schema, {
          reader,
          budget,
          label: param.name,
          help: param.help,
          depth: 0,
          advanced: !param.isRequired && operation.params.length > 6,
        }),
      ] as const,
  )
  const shared = sharedParams(operation.method).map((key) => [key, sharedSchema(key, operation)] as const)
  const body = bodySchema(operation, { reader, budget })
  return {
    type: 'object',
    properties: Object.fromEntries([...own, ...(body === null ? [] : [['body', body] as const]), ...shared]),
    required: [
      ...operation.params.filter(({ isRequired }) => isRequired).map(({ key }) => key),
      ...(body !== null && operation.body?.isRequired === true ? ['body'] : []),
    ],
  }
}

function sharedSchema(key: keyof HttpParams, operation: Operation): JsonObject {
  const schema = JSON.parse(JSON.stringify(httpParams.properties[key])) as { readonly [name: string]: Json }
  // They hang on parameters that an operation doesn't have.
  const { showWhen, ...hints } = schema['x-maillon'] as JsonObject
  const keepsCondition = typeof showWhen === 'object' && (showWhen as JsonObject)['param'] !== 'method' && (showWhen as JsonObject)['param'] !== 'response'
  const advanced = { ...hints, advanced: true, ...(keepsCondition && showWhen !== undefined ? { showWhen } : {}) }
  return { ...schema, ...(key === 'itemsPath' ? { default: operation.answer.itemsPath } : {}), 'x-maillon': advanced }
}

function bodySchema({ body }: Operation, by: Pick<SchemaPlace, 'reader' | 'budget'>): JsonObject | null {
  if (body === null) return null
  const label = { fr: 'Contenu envoyé', en: 'Content to send' }
  if (body.kind === 'text') return { type: 'string', 'x-maillon': { label, widget: 'text' } }
  if (body.kind === 'file')
    return {
      type: 'string',
      minLength: 1,
      'x-maillon': { label, help: { fr: 'Le nom sous lequel la ligne porte le fichier.', en: 'The name under which the row carries the file.' } },
    }
  const schema = paramSchema(body.schema, { ...by, label: 'body', help: '', depth: 0 })
  const isTyped = typeOf(schema) === 'object'
  // Without a schema every JSON can be sent; a form has fields at least.
  return { ...(isTyped || body.kind === 'json' ? schema : { type: 'object' }), 'x-maillon': { label, ...(isTyped ? {} : { widget: 'json' }) } }
}
