import type { HttpRequest, HttpResponse, NodeContext } from '@maillon/node-sdk'
import { retryAfterMs } from '../judge-status.js'
import { pause, waitTurn } from './pace.js'

/** Longer waits are the step's retries’ business: they don't hold a worker. */
const longestWaitMs = 30_000
const mostWaits = 3

export type CallContext = Pick<NodeContext<unknown>, 'http' | 'now' | 'signal' | 'log' | 'locale'>

/**
 * Send at the pace that was asked for. Where the server says "not now" (429, 503) and when to come back (`Retry-After`), come back then,
 * so that a hundred pages aren't read anew for one short pause.
 */
export async function sendPatiently(context: CallContext, request: HttpRequest, perMinute: number): Promise<HttpResponse> {
  for (let waits = 0; ; waits++) {
    await waitTurn(context, perMinute)
    const response = await context.http.request(request)
    const wait = response.status === 429 || response.status === 503 ? retryAfterMs(response.headers['retry-after'], context.now()) : undefined
    if (wait === undefined || wait > longestWaitMs || waits >= mostWaits || !isRepeatable(request)) return response
    await response.bytes()
    const seconds = Math.ceil(wait / 1000)
    context.log.info(context.locale === 'fr' ? `L’API demande d’attendre ${seconds} s.` : `The API asks to wait for ${seconds} s.`)
    await pause(wait, context.signal)
  }
}

/** A body that streams from a file is used up after the first time. */
function isRepeatable({ body }: HttpRequest): boolean {
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array
}
