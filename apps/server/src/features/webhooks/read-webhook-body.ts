import { isForbiddenKey, parseOutsideJson, refuse, ok, type Json, type Result } from '@maillon/kernel'

/** Why a body isn't taken, as an HTTP status and a code. */
export interface BodyRefusal {
  readonly status: 400 | 415
  readonly code: string
}

const unsupported: BodyRefusal = { status: 415, code: 'API_CONTENT_UNSUPPORTED' }
const invalid: BodyRefusal = { status: 400, code: 'WEBHOOK_BODY_INVALID' }
const gate = { maxDepth: 64, maxNodes: 100_000 }
const mostFields = 1000

/**
 * The value of a body, by the one parser that its declared type names: a type is never guessed from the bytes, so that nothing
 * can pass as something else. An empty body is null.
 */
export function readWebhookBody(contentType: string | undefined, bytes: Uint8Array | null): Result<Json, BodyRefusal> {
  if (bytes === null || bytes.byteLength === 0) return ok(null)
  const type = readContentType(contentType)
  if (type === null || !(type.charset === null || charsets.has(type.charset))) return refuse(unsupported)
  const text = decode(bytes)
  if (text === null) return refuse(invalid)
  return parserOf(type.name)(text)
}

const charsets: ReadonlySet<string> = new Set(['utf-8', 'us-ascii'])

function parserOf(type: string): (text: string) => Result<Json, BodyRefusal> {
  if (type === 'application/json' || type.endsWith('+json')) return readJson
  if (type === 'application/x-www-form-urlencoded') return readFields
  return type.startsWith('text/') ? (text) => (text.includes('\u0000') ? refuse(invalid) : ok(text)) : () => refuse(unsupported)
}

function readJson(text: string): Result<Json, BodyRefusal> {
  const read = parseOutsideJson(text, gate)
  return read.ok ? ok(read.value) : refuse({ status: 400, code: read.problem.code })
}

/** Fields of a form or a query: one value is text, several are a list. Names stay names: `a[b]` makes no object. */
export function readFields(text: string): Result<Json, BodyRefusal> {
  const fields = new Map<string, Json>()
  let count = 0
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1
    if (count > mostFields || name === '' || isForbiddenKey(name) || name.includes('\u0000') || value.includes('\u0000')) return refuse(invalid)
    const before = fields.get(name)
    fields.set(name, before === undefined ? value : Array.isArray(before) ? [...(before as Json[]), value] : [before, value])
  }
  return ok(Object.fromEntries(fields))
}


function readContentType(header: string | undefined): { readonly name: string; readonly charset: string | null } | null {
  if (header === undefined) return null
  const [name = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase())
  if (!/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(name)) return null
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '') ?? null
  return { name, charset: charset === 'utf8' ? 'utf-8' : charset }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
