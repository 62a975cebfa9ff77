import type { IncomingHttpHeaders } from 'node:http'

/** Headers by which senders name one delivery, so that a repeated one makes no second run. The first that is there counts. */
const names = ['idempotency-key', 'x-delivery-id', 'webhook-id', 'x-github-delivery'] as const

/** Null: the sender gives no id; every call is then a run of its own. */
export function deliveryKey(headers: IncomingHttpHeaders): string | null {
  for (const name of names) {
    const value = headers[name]
    if (typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value)) return value
  }
  return null
}
