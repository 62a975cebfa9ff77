import { userError, type HttpRequest, type Json } from '@maillon/node-sdk'
import type { HttpParams } from './http-params.js'

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
  /** The JSON body where none was given: the row. */
  readonly row: Json
  /** Slot of the credential to apply; null where none was chosen. */
  readonly credential: string | null
}

/** @throws UserError at the field where an address or a header can't be sent. */
export function buildRequest(params: HttpParams, facts: RequestFacts): HttpRequest {
  const headers: { [name: string]: string } = headersOf(params.headers)
  const body = bodyOf(params, facts.row)
  if (body !== null && headers['content-type'] === undefined) headers['content-type'] = body.contentType
  if (params.response === 'json' && headers['accept'] === undefined) headers['accept'] = 'application/json'
  if (!isReading(params.method) && headers['idempotency-key'] === undefined) headers['idempotency-key'] = facts.idempotencyKey
  return {
    method: params.method,
    url: addressOf(params.url, params.query),
    headers,
    ...(facts.credential === null ? {} : { credential: facts.credential }),
    timeoutMs: params.timeoutSeconds * 1000,
    maxBytes: params.maxMegabytes * 1024 * 1024,
    ...(body === null ? {} : { body: body.text }),
  }
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

function bodyOf(params: HttpParams, row: Json): { readonly text: string; readonly contentType: string } | null {
  if (isReading(params.method)) return null
  switch (params.bodyKind) {
    case 'none':
      return null
    case 'json':
      return { text: JSON.stringify(params.json ?? row), contentType: 'application/json' }
    case 'text':
      return { text: params.text, contentType: 'text/plain; charset=utf-8' }
    case 'form': {
      const fields = params.form.map(({ name, value }, index): [string, string] => [name, plainText(value ?? '', `/form/${index}/value`)])
      return { text: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' }
    }
  }
}

function plainText(value: unknown, field: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw userError({
    code: 'HTTP_VALUE_INVALID',
    text: { fr: 'Une liste ou un objet ne peut pas être envoyé ici.', en: 'A list or an object cannot be sent here.' },
    hint: { fr: 'Choisissez un texte, un nombre ou un oui ou non.', en: 'Choose a text, a number or a yes or no.' },
    field,
  })
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
