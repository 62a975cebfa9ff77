import type { TSchema } from 'typebox'
import type { JsonObject } from '@maillon/kernel'
import { routeTable, type ServerRoute } from '../../http/route-table.js'
import { productVersion } from '../../platform/product-version.js'

/** The OpenAPI 3.1 document of the API, made from the very table and schemas by which requests are checked. */
export function openApiDocument(serverUrl: string | null): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {}
  for (const [name, route] of Object.entries(routeTable)) {
    const path = route.path.replaceAll(/:([a-z]+)/gi, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Maillon', version: productVersion, license: { name: 'MIT', identifier: 'MIT' } },
    ...(serverUrl === null ? {} : { servers: [{ url: serverUrl }] }),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'maillon_session' },
        token: { type: 'http', scheme: 'bearer', description: 'A token of the API; it takes the place of session and header.' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-maillon-csrf', description: 'Always 1; needed by everything that changes something.' },
      },
      schemas: { Error: errorSchema },
    },
  }
}

function operation(name: string, route: ServerRoute): JsonObject {
  const { access, session, method, path, body, query, status } = route
  const security: JsonObject = { ...(access === 'public' ? {} : { session: [] }), ...(method === 'GET' ? {} : { csrf: [] }) }
  return {
    operationId: name,
    // `/api/flows/{id}/runs` stands with the flows.
    tags: [path.split('/').filter((part) => part !== 'api' && part !== '')[0] ?? ''],
    ...(access === 'public' ? {} : { description: `Role: ${access} or more.`, 'x-role': access }),
    security: [...(Object.keys(security).length === 0 ? [] : [security]), ...(access === 'public' || session === 'only' ? [] : [{ token: [] }])],
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: plain(body) } } } }),
    ...(name === 'uploadFile' ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] } } } } } : {}),
    responses: { [status]: { description: status === 204 ? 'Done' : 'The answer' }, default: { description: 'A refusal', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } } },
  }
}

function pathParameters(path: string): readonly JsonObject[] {
  return [...path.matchAll(/:([a-z]+)/gi)].map(([, name = '']) => ({ name, in: 'path', required: true, schema: name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' } }))
}

function queryParameters(query: TSchema | undefined): readonly JsonObject[] {
  const { properties } = query === undefined ? { properties: {} } : (plain(query) as { readonly properties: { readonly [name: string]: JsonObject } })
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
}

function plain(schema: TSchema): JsonObject {
  return JSON.parse(JSON.stringify(schema)) as JsonObject
}

const errorSchema: JsonObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string', description: 'In the language of the caller.' },
        hint: { type: 'string' },
        params: { type: 'object' },
        problems: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } } },
      },
    },
  },
}
