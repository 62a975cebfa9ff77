import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { JsonObject } from '@maillon/kernel'
import { defaultToleranceSeconds, type OpenedCredential } from '@maillon/vault'

/** What the headers of a signed call say, before its body is there. */
export interface WebhookSignature {
  readonly key: Uint8Array
  /** What is signed before the body. */
  readonly prefix: string
  /** 32 bytes each: senders that change their secret sign by both for a while. */
  readonly signatures: readonly Uint8Array[]
  /** By what a delivery is known: an id that is signed as well, the signature itself where a date is in it, or (null) nothing that the sender vouches for. */
  readonly delivery: { readonly id: string } | 'signature' | null
}

interface Signed {
  readonly prefix: string
  readonly signatures: readonly (Uint8Array | null)[]
  /** Seconds since 1970; null: the format has no date. */
  readonly at: string | null
  readonly delivery: WebhookSignature['delivery']
}

const mostSignatures = 5

/** Null: not signed, not in the way that is expected, or too long ago (or ahead) by the sender's clock. */
export function readSignature(expected: OpenedCredential | null, headers: IncomingHttpHeaders, nowMs: number): WebhookSignature | null {
  const secret = secretOf(expected)
  if (expected === null || secret === null) return null
  const { values } = expected
  const format = String(values['format'] ?? 'standard')
  const signed = signedBy(format, values, headers)
  const signatures = signed?.signatures.filter((one) => one !== null) ?? []
  if (signed === null || signatures.length === 0 || signatures.length > mostSignatures || signatures.length < signed.signatures.length) return null
  if (signed.at !== null && !isFresh(signed.at, values['toleranceSeconds'], nowMs)) return null
  return { key: keyOf(format, secret), prefix: signed.prefix, signatures, delivery: signed.delivery }
}

/** Null: none, or of another kind of account. */
function secretOf(expected: OpenedCredential | null): string | null {
  const secret = expected?.type === 'webhook-signature' ? expected.values['secret'] : null
  return typeof secret === 'string' && secret !== '' ? secret : null
}

/**
 * Over the bytes as they came. Takes the same time whichever byte is wrong.
 * @returns null: not signed by whoever has the secret. `delivery`: what names this call, so that nobody can pass it off as another one; null: nothing does
 */
export function verifySignature({ key, prefix, signatures, delivery }: WebhookSignature, body: Uint8Array | null): { readonly delivery: string | null } | null {
  const wanted = createHmac('sha256', key).update(prefix, 'utf8').update(body ?? new Uint8Array()).digest()
  let fits = false
  for (const signature of signatures) fits = timingSafeEqual(wanted, signature) || fits
  if (!fits) return null
  // Not what stood in the header: others could be written beside it.
  if (delivery === 'signature') return { delivery: wanted.toString('hex') }
  return { delivery: delivery?.id ?? null }
}

function signedBy(format: string, values: JsonObject, headers: IncomingHttpHeaders): Signed | null {
  switch (format) {
    case 'standard':
      return standard(headers)
    case 'stripe':
      return stripe(textOf(headers['stripe-signature']))
    case 'slack':
      return slack(headers)
    case 'body':
      return ofBody(textOf(headers[String(values['header'] ?? 'x-hub-signature-256').toLowerCase()]))
    default:
      return null
  }
}

/** https://www.standardwebhooks.com: `v1,<base64>` over `id.timestamp.body`. */
function standard(headers: IncomingHttpHeaders): Signed | null {
  const [id, at, given] = [textOf(headers['webhook-id']), textOf(headers['webhook-timestamp']), textOf(headers['webhook-signature'])]
  if (!/^[\x21-\x7e]{1,200}$/.test(id)) return null
  const parts = given.split(' ').map((part) => part.split(','))
  if (parts.some((part) => part.length !== 2)) return null
  return { prefix: `${id}.${at}.`, at, delivery: { id }, signatures: parts.filter(([version]) => version === 'v1').map(([, text = '']) => fromBase64(text)) }
}

/** `t=<seconds>,v1=<hex>` over `t.body`. */
function stripe(given: string): Signed | null {
  const parts = given.split(',').map((part) => part.split('='))
  const times = parts.filter(([name]) => name === 't')
  if (times.length !== 1 || parts.some((part) => part.length !== 2)) return null
  const at = times[0]?.[1] ?? ''
  const texts = parts.filter(([name]) => name === 'v1').map(([, text = '']) => text)
  return { prefix: `${at}.`, at, delivery: 'signature', signatures: texts.map(fromHex) }
}

/** `v0=<hex>` over `v0:timestamp:body`. */
function slack(headers: IncomingHttpHeaders): Signed | null {
  const [at, given] = [textOf(headers['x-slack-request-timestamp']), textOf(headers['x-slack-signature'])]
  if (!given.startsWith('v0=')) return null
  return { prefix: `v0:${at}:`, at, delivery: 'signature', signatures: [fromHex(given.slice(3))] }
}

function ofBody(given: string): Signed | null {
  if (given === '') return null
  const text = given.startsWith('sha256=') ? given.slice('sha256='.length) : given
  return { prefix: '', at: null, delivery: null, signatures: [fromHex(text) ?? fromBase64(text)] }
}

function isFresh(at: string, tolerance: unknown, nowMs: number): boolean {
  const seconds = typeof tolerance === 'number' ? tolerance : defaultToleranceSeconds
  return /^\d{1,12}$/.test(at) && Math.abs(nowMs / 1000 - Number(at)) <= seconds
}

/** Standard Webhooks gives its secrets in base64 behind `whsec_`; Stripe’s begin so too and are taken as they stand. */
function keyOf(format: string, secret: string): Uint8Array {
  return format === 'standard' && secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret, 'utf8')
}

function fromHex(text: string): Uint8Array | null {
  return /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : null
}

function fromBase64(text: string): Uint8Array | null {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) ? Buffer.from(text, 'base64') : null
}

/** A header that came twice is one text with a comma, which none of the formats takes. */
function textOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : ''
}
