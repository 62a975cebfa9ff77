import type { Json, JsonObject } from '@maillon/kernel'

/** What a caller gets. */
export interface WebhookAnswer {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  /** Null: nothing. */
  readonly body: string | null
}

const allowed: ReadonlySet<string> = new Set(['content-type', 'content-language', 'cache-control', 'etag', 'last-modified', 'expires', 'retry-after'])
const refusedAlthoughOwn: ReadonlySet<string> = new Set(['x-content-type-options', 'x-frame-options', 'x-xss-protection', 'x-dns-prefetch-control', 'x-permitted-cross-domain-policies', 'x-accel-redirect', 'x-sendfile'])

/**
 * The answer that a flow made (`core.respond`), within what a flow may say: no cookies, redirects, CORS or policies of its own,
 * and always in a sandbox, since the address is the product's own.
 */
export function answerOfNode(given: JsonObject): WebhookAnswer {
  const { status, headers, body } = given
  const own = typeof headers === 'object' && headers !== null && !Array.isArray(headers) ? Object.entries(headers as JsonObject) : []
  const kept = own.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && isAllowed(entry[0].toLowerCase()) && !/[\r\n\0]/.test(entry[1])).map(([name, value]) => [name.toLowerCase(), value] as const)
  return {
    status: typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599 ? status : 200,
    headers: { 'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8', ...Object.fromEntries(kept) },
    body: bodyText(body ?? null),
  }
}

/** An answer of ours, always JSON. */
export function jsonAnswer(status: number, body: JsonObject | readonly Json[], headers: { readonly [name: string]: string } = {}): WebhookAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) }
}

function isAllowed(name: string): boolean {
  return allowed.has(name) || (/^x-[a-z0-9-]{1,100}$/.test(name) && !refusedAlthoughOwn.has(name) && !name.startsWith('x-maillon-'))
}

function bodyText(body: Json): string | null {
  if (body === null) return null
  return typeof body === 'string' ? body : JSON.stringify(body)
}
