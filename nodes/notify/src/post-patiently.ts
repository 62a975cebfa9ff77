import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpRequest, HttpResponse, NodeContext } from '@maillon/node-sdk'

/** Longer waits are the step’s retries’ business. */
const longestWaitMs = 10_000

/** Post, and once more where the service says "not now" and that it will be soon. */
export async function postPatiently({ http, signal }: Pick<NodeContext<unknown>, 'http' | 'signal'>, request: HttpRequest): Promise<HttpResponse> {
  const response = await http.request(request)
  const wait = waitOf(response)
  if (response.status !== 429 || wait === undefined || wait > longestWaitMs) return response
  await response.bytes()
  await sleep(wait, undefined, { signal }).catch(() => undefined)
  signal.throwIfAborted()
  return http.request(request)
}

/** Milliseconds of `Retry-After` (Discord writes parts of a second). Undefined where there is none. */
export function waitOf({ headers }: Pick<HttpResponse, 'headers'>): number | undefined {
  const text = (headers['retry-after'] ?? '').trim()
  return /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Math.ceil(Number(text) * 1000) : undefined
}
