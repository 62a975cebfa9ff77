import { defineNode, out, type Emission, type HttpRequest, type HttpResponse, type Json, type JsonObject, type NodeContext } from '@maillon/node-sdk'
import { atUrl } from './at-url.js'
import { buildRequest, isReading } from './build-request.js'
import { fileEmission } from './file-emission.js'
import { httpParams, type HttpParams } from './http-params.js'
import { judgeStatus } from './judge-status.js'
import { firstRequest, nextRequest, repeatedPage, tooManyPages } from './pages.js'
import { readJson, rowsOf, valueAt } from './read-answer.js'

const slot = 'auth'

export const httpRequest = defineNode({
  type: 'http.request',
  title: { fr: 'Requête HTTP', en: 'HTTP request' },
  description: { fr: 'Lit ou envoie des données à une API, page après page.', en: 'Reads data from an API or sends it there, page after page.' },
  keywords: {
    fr: ['api', 'appel', 'appeler', 'web', 'rest', 'json', 'télécharger', 'get', 'post', 'url', 'service', 'cortex'],
    en: ['api', 'call', 'web', 'rest', 'json', 'fetch', 'download', 'get', 'post', 'url', 'service', 'cortex'],
  },
  icon: 'world',
  group: 'http',
  params: httpParams,
  effects: 'write',
  effectsWhen: { param: 'method', is: ['GET', 'HEAD'], effects: 'read' },
  credentials: [
    { slot, types: ['login-token', 'http-bearer', 'http-basic', 'http-api-key'], label: { fr: 'Compte', en: 'Account' }, required: false },
  ],
  examples: [
    {
      title: { fr: 'Lire les ventes de la veille', en: 'Read yesterday’s sales' },
      params: { url: 'https://api.example.com/sales', query: [{ name: 'date', value: '2026-01-14' }], itemsPath: 'data' },
      input: { main: [{}] },
    },
  ],
  words: { fr: 'appelle {{url}} ({{method}})', en: 'calls {{url}} ({{method}})' },
  runItem: async (context) => {
    const emissions: Emission[] = []
    for await (const emission of call(context, context.item.json)) emissions.push(emission)
    return emissions
  },
  run: async (context) => {
    let count = 0
    for await (const { json, files } of call(context, {})) {
      await context.emit(files === undefined ? { json } : { json, files })
      context.progress(++count)
    }
  },
  preview: ({ params, ...context }) => {
    const { method, url, body } = buildRequest(params, { idempotencyKey: context.idempotencyKey, row: 'item' in context ? context.item.json : {}, credential: null })
    return { method: method ?? 'GET', url, body: typeof body === 'string' ? body : null }
  },
})

async function* call(context: NodeContext<HttpParams>, row: Json): AsyncIterable<Emission> {
  const { params, http } = context
  const credential = (await context.credential(slot)) === null ? null : slot
  const request = firstRequest(buildRequest(params, { idempotencyKey: context.idempotencyKey, row, credential }), params)
  const response = await http.request(request).catch((error: unknown) => {
    throw atUrl(error)
  })
  if (params.onStatus === 'pass') return yield out(await wholeAnswer(response))
  await throwProblem(response, context)
  if (params.response === 'file') return yield await fileEmission(response, context)
  if (params.response === 'text' || isWithoutContent(params, response.status)) return yield out({ status: response.status, text: await response.text() })
  yield* pages(context, request, response)
}

/** The rows of this answer and of the pages after it. */
async function* pages(context: NodeContext<HttpParams>, first: HttpRequest, answer: HttpResponse): AsyncIterable<Emission> {
  const { params, http } = context
  let request = first
  let response = answer
  let before = ''
  for (let page = 1; ; page++) {
    const json = await readJson(response)
    const rows = rowsOf(valueAt(json, params.itemsPath, '/itemsPath'))
    const seen = params.paging === 'none' ? '' : JSON.stringify(json)
    if (seen !== '' && seen === before && rows.length > 0) throw repeatedPage()
    before = seen
    for (const row of rows) yield out(row)
    const next = isReading(params.method) ? nextRequest(request, { response, json, rows: rows.length }, params) : null
    if (next === null) return
    if (page >= params.maxPages) throw tooManyPages(params.maxPages)
    request = next
    response = await http.request(request)
    await throwProblem(response, context)
  }
}

async function throwProblem(response: HttpResponse, context: NodeContext<HttpParams>): Promise<void> {
  const problem = await judgeStatus(response, context.now())
  if (problem !== null) throw problem
}

/** A write is often answered by nothing but its status; HEAD always is. */
function isWithoutContent(params: HttpParams, status: number): boolean {
  return params.method === 'HEAD' || status === 204 || status === 205
}

async function wholeAnswer(response: { status: number; headers: { readonly [name: string]: string }; text(): Promise<string> }): Promise<JsonObject> {
  const text = await response.text()
  let body: Json = text
  try {
    body = JSON.parse(text) as Json
  } catch {
    // Not JSON: the text is the body.
  }
  return { status: response.status, headers: { ...response.headers }, body }
}
