import type { Json } from '@maillon/kernel'
import { argumentOf } from '../../condition-rules.js'
import type { Draft, NodeDraft } from '../../conversion.js'
import { paramsOf } from '../../flow-builder.js'
import type { N8nContext } from '../n8n-context.js'
import { accountOf, at, chosenText, type N8nNode } from '../n8n-node.js'

/** A call of a service's interface, as an HTTP request says it. */
export interface ApiCall {
  /** Default: GET. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly url: string
  /** What is undefined or empty is left out. */
  readonly query?: { readonly [name: string]: Json | undefined }
  readonly headers?: { readonly [name: string]: string }
  readonly json?: Json
  /** Name of the row's file that is sent. */
  readonly file?: string
  /** Default: rows. */
  readonly response?: 'file' | 'text'
  /** Where the list of rows stands in the answer. Default: the answer is the row. */
  readonly itemsPath?: string
  readonly paging?: { readonly param: string; readonly path: string }
}

/** Who is called, and for which node of n8n. */
export interface ApiPlace {
  readonly service: string
  readonly node: N8nNode
  readonly context: N8nContext
}

/** The call as a step; that the service is called directly, with an account to be chosen, is told. */
export function apiDraft(place: ApiPlace, call: ApiCall): Draft {
  place.context.look('FOREIGN_API_CALL', { service: place.service })
  return apiNode(place, call)
}

/** The same as one node of several. */
export function apiNode({ service, node }: ApiPlace, call: ApiCall): NodeDraft {
  return {
    type: 'http.request',
    mode: 'each',
    params: paramsOf({
      method: call.method ?? 'GET',
      url: call.url.slice(0, 8000),
      query: pairs(call.query),
      headers: pairs(call.headers),
      ...content(call),
      response: call.response,
      itemsPath: call.itemsPath,
      ...(call.paging === undefined ? {} : { paging: 'cursor', pageParam: call.paging.param, cursorPath: call.paging.path }),
    }),
    credentials: { auth: accountOf(node) ?? service },
  }
}

function content({ json, file }: ApiCall) {
  if (file !== undefined) return { bodyKind: 'file', file }
  return json === undefined ? {} : { bodyKind: 'json', json }
}

function pairs(values: ApiCall['query']): Json | undefined {
  const given = Object.entries(values ?? {}).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]))
  return given.length === 0 ? undefined : given
}

/** A value as a part of an address: what would mean something else there is written so that it doesn't. */
export function inPath(text: string): string {
  if (!text.includes('{{')) return encodeURIComponent(text)
  const whole = /^\{\{.*\}\}$/s.test(text) ? argumentOf(text) : null
  return whole === null || text.includes('fromN8n') ? text : `{{urlEncode ${whole}}}`
}

/** A parameter that was chosen from a list or written, as a part of an address. */
export function chosenInPath({ node, context }: ApiPlace, ...names: readonly string[]): string {
  return inPath(context.text(chosenText(at(node.params, ...names))))
}
