import { out, type Emission, type HttpRequest, type HttpResponse, type Item, type Json, type JsonObject, type NodeContext } from '@maillon/node-sdk'
import { atUrl } from './at-url.js'
import { movedField } from './moved-field.js'
import { buildRequest, isReading, type PlannedRequest } from './build-request.js'
import { sendPatiently } from './call/send-patiently.js'
import { writeOnce } from './call/write-once.js'
import { fileEmission } from './file-emission.js'
import type { HttpParams } from './http-params.js'
import { judgeStatus } from './judge-status.js'
import { firstRequest, nextRequest, repeatedPage, tooManyPages } from './pages.js'
import { readJson, rowsOf, valueAt } from './read-answer.js'
import { loadBody } from './request-body.js'

export interface ApiCall {
  readonly context: NodeContext<unknown>
  /** In the place of the context's own: other nodes call by parameters that they make. */
  readonly params: HttpParams
  readonly item: Item
  readonly slots: Pick<HttpRequest, 'credential' | 'certificate' | 'proxy'>
  /** Where a person mends what stands at a field of `http.request`; null: nowhere. Default: at that field. */
  readonly fieldOf?: (field: string) => string | null
}

/** The call as it will be made, with nothing opened or sent. */
export function planCall({ context, params, item, slots }: ApiCall): PlannedRequest {
  return buildRequest(params, { idempotencyKey: context.idempotencyKey, item, slots })
}

/** Everything that a call gives: rows page after page, a text, a file, or the answer as it is. */
export async function* callApi(call: ApiCall): AsyncIterable<Emission> {
  try {
    yield* emissionsOf(call)
  } catch (error) {
    throw call.fieldOf === undefined ? error : movedField(error, call.fieldOf)
  }
}

async function* emissionsOf(call: ApiCall): AsyncIterable<Emission> {
  const { context, params } = call
  const { request, body } = planCall(call)
  const complete = async (): Promise<HttpRequest> => ({
    ...firstRequest(request, params),
    ...(body === null ? {} : { body: await loadBody(body, context.files) }),
  })
  const send = async () => sendPatiently(context, await complete(), params.perMinute)
  if (isReading(params.method)) return yield* read(call, await complete(), await send().catch(atUrlThrown))
  if (params.repeat === 'again') return yield* await answerOf(call, await judged(call, await send().catch(atUrlThrown)))
  yield* await writeOnce(context, {
    ifUnknown: params.ifUnknown,
    send: () => send().catch(atUrlThrown),
    judge: async (response) => (params.onStatus === 'pass' ? null : judgeStatus(response, context.now())),
    read: (response) => answerOf(call, response),
  })
}

async function* read(call: ApiCall, request: HttpRequest, response: HttpResponse): AsyncIterable<Emission> {
  const { params } = call
  if (params.onStatus === 'pass' || params.response !== 'json' || isWithoutContent(params, response.status))
    return yield* await answerOf(call, await judged(call, response))
  yield* pages(call, request, await judged(call, response))
}

/** One answer, whole. */
async function answerOf({ context, params }: ApiCall, response: HttpResponse): Promise<readonly Emission[]> {
  if (params.onStatus === 'pass') return [out(await wholeAnswer(response))]
  if (params.response === 'file') return [await fileEmission(response, context)]
  if (params.response === 'text' || isWithoutContent(params, response.status)) return [out({ status: response.status, text: await response.text() })]
  const isWrite = !isReading(params.method)
  const bytes = await response.bytes()
  // A write is often answered by its status alone.
  if (isWrite && bytes.byteLength === 0) return [out({ status: response.status, text: '' })]
  const json = await readJson({ ...response, text: () => Promise.resolve(new TextDecoder().decode(bytes)) })
  return rowsOf(valueAt(json, params.itemsPath, '/itemsPath')).map((row) => out(row))
}

/** The rows of this answer and of the pages after it. */
async function* pages(call: ApiCall, first: HttpRequest, answer: HttpResponse): AsyncIterable<Emission> {
  const { context, params } = call
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
    const next = nextRequest(request, { response, json, rows: rows.length }, params)
    if (next === null) return
    if (page >= params.maxPages) throw tooManyPages(params.maxPages)
    request = next
    response = await judged(call, await sendPatiently(context, request, params.perMinute))
  }
}

async function judged({ context, params }: ApiCall, response: HttpResponse): Promise<HttpResponse> {
  const problem = params.onStatus === 'pass' ? null : await judgeStatus(response, context.now())
  if (problem !== null) throw problem
  return response
}

function atUrlThrown(error: unknown): never {
  throw atUrl(error)
}

/** HEAD and these two statuses are answers without content. */
function isWithoutContent(params: HttpParams, status: number): boolean {
  return params.method === 'HEAD' || status === 204 || status === 205
}

async function wholeAnswer(response: HttpResponse): Promise<JsonObject> {
  const text = await response.text()
  let body: Json = text
  try {
    body = JSON.parse(text) as Json
  } catch {
    // Not JSON: the text is the body.
  }
  return { status: response.status, headers: { ...response.headers }, body }
}
