import { userError, type HttpRequest, type Item } from '@maillon/node-sdk'
import type { HttpParams } from './http-params.js'
import { plainText } from './plain-text.js'
import { bodyOf, type RequestBody } from './request-body.js'

interface Pair {
  readonly name: string
  readonly value: unknown
}

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const notInAHeader = /[^\t\x20-\x7e\u00a0-\u00ff]/
/** What the HTTP client itself decides. */
const reserved: ReadonlySet<string> = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'te', 'trailer', 'expect'])

/** What is sent besides the parameters. */
export interface RequestFacts {
  readonly idempotencyKey: string
  /** Its row is the JSON body where none was given; its files can be sent. */
  readonly item: Item
  /** Slots of what was chosen; the client applies them. */
  readonly slots: Pick<HttpRequest, 'credential' | 'certificate' | 'proxy'>
}

/** A request whose body isn't opened yet. */
export interface PlannedRequest {
  readonly request: Omit<HttpRequest, 'body'>
  readonly body: RequestBody | null
}

/** @throws UserError at the field where an address, a header or a body can't be sent. */
export function buildRequest(params: HttpParams, { idempotencyKey, item, slots }: RequestFacts): PlannedRequest {
  const headers: { [name: string]: string } = headersOf(params.headers)
  const body = isReading(params.method) ? null : bodyOf(params, { item, idempotencyKey })
  // Only the body itself knows its boundary.
  if (body !== null && (headers['content-type'] === undefined || body.kind === 'multipart')) headers['content-type'] = body.contentType
  if (params.response === 'json' && headers['accept'] === undefined) headers['accept'] = 'application/json'
  if (!isReading(params.method) && headers['idempotency-key'] === undefined) headers['idempotency-key'] = idempotencyKey
  const request = {
    method: params.method,
    url: addressOf(params.url, params.query),
    headers,
    ...slots,
    timeoutMs: params.timeoutSeconds * 1000,
    maxBytes: params.maxMegabytes * 1024 * 1024,
  }
  return { request, body }
}

/** Methods that change nothing. */
export function isReading(method: HttpParams['method']): boolean {
  return method === 'GET' || method === 'HEAD'
}

function addressOf(text: string, query: readonly Pair[]): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw userError({
      code: 'HTTP_URL_INVALID',
      text: { fr: `« ${text.slice(0, 100)} » n’est pas une adresse HTTP.`, en: `“${text.slice(0, 100)}” is not an HTTP address.` },
      hint: { fr: 'Elle commence par https:// ou http://.', en: 'It starts with https:// or http://.' },
      field: '/url',
    })
  }
  query.forEach(({ name, value }, index) => {
    if (value !== null && value !== undefined) url.searchParams.append(name, plainText(value, `/query/${index}/value`))
  })
  return url.href
}

function headersOf(pairs: readonly Pair[]): { [name: string]: string } {
  const headers = new Map<string, string>()
  pairs.forEach(({ name, value }, index) => {
    const key = name.toLowerCase()
    const text = plainText(value ?? '', `/headers/${index}/value`)
    if (!headerName.test(name) || reserved.has(key)) throw badHeader(name, `/headers/${index}/name`)
    if (notInAHeader.test(text)) throw badHeader(name, `/headers/${index}/value`)
    headers.set(key, text)
  })
  return Object.fromEntries(headers)
}

function badHeader(name: string, field: string) {
  return userError({
    code: 'HTTP_HEADER_INVALID',
    text: { fr: `L’en-tête « ${name.slice(0, 50)} » ne peut pas être envoyé.`, en: `The header “${name.slice(0, 50)}” cannot be sent.` },
    hint: {
      fr: 'Son nom est réservé, ou il contient un caractère interdit (un retour à la ligne, par exemple).',
      en: 'Its name is reserved, or it holds a forbidden character (a line break, for example).',
    },
    field,
  })
}
