import { createHash } from 'node:crypto'
import { userError, type FileRef, type Item, type NodeFiles } from '@maillon/node-sdk'
import type { HttpParams } from './http-params.js'
import { plainText } from './plain-text.js'

/** One part of a multipart body. */
type Part = { readonly name: string; readonly text: string } | { readonly name: string; readonly file: FileRef }

/** What is sent, before any file is opened. */
export type RequestBody =
  | { readonly kind: 'text'; readonly text: string; readonly contentType: string }
  | { readonly kind: 'file'; readonly file: FileRef; readonly contentType: string }
  | { readonly kind: 'multipart'; readonly parts: readonly Part[]; readonly boundary: string; readonly contentType: string }

/** Bodies up to this size are held in memory: their length can be told beforehand, and they can be sent again (a token that had ended). */
const longestInMemory = 8 * 1024 * 1024

/** @throws UserError at the field whose value or file can't be sent */
export function bodyOf(params: HttpParams, { item, idempotencyKey }: { readonly item: Item; readonly idempotencyKey: string }): RequestBody | null {
  switch (params.bodyKind) {
    case 'none':
      return null
    case 'json':
      return { kind: 'text', text: JSON.stringify(params.json ?? item.json), contentType: 'application/json' }
    case 'text':
      return { kind: 'text', text: params.text, contentType: 'text/plain; charset=utf-8' }
    case 'form': {
      const fields = params.form.map(({ name, value }, index): [string, string] => [name, plainText(value ?? '', `/form/${index}/value`)])
      return { kind: 'text', text: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' }
    }
    case 'file': {
      const file = fileOf(item, params.file, '/file')
      return { kind: 'file', file, contentType: file.mediaType }
    }
    case 'multipart': {
      // Nobody who writes the data can know it: a part can't end before its end.
      const boundary = `maillon-${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32)}`
      return { kind: 'multipart', parts: partsOf(params, item), boundary, contentType: `multipart/form-data; boundary=${boundary}` }
    }
  }
}

/** The bytes, in memory where they are few. */
export async function loadBody(body: RequestBody, { read }: Pick<NodeFiles, 'read'>): Promise<string | Uint8Array | AsyncIterable<Uint8Array>> {
  if (body.kind === 'text') return body.text
  const bytes = body.kind === 'file' ? read(body.file) : multipartBytes(body.parts, body.boundary, read)
  return sizeOf(body) <= longestInMemory ? collected(bytes) : bytes
}

/** What a dry run shows of it. */
export function describeBody(body: RequestBody | null): string | null {
  if (body === null) return null
  if (body.kind === 'text') return body.text
  if (body.kind === 'file') return `${body.file.name} (${body.file.size})`
  return body.parts.map((part) => `${part.name}: ${'text' in part ? part.text : `${part.file.name} (${part.file.size})`}`).join('\n')
}

function partsOf(params: HttpParams, item: Item): readonly Part[] {
  return params.parts.map(({ name, kind, value, file }, index) =>
    kind === 'file' ? { name, file: fileOf(item, file, `/parts/${index}/file`) } : { name, text: plainText(value ?? '', `/parts/${index}/value`) },
  )
}

function fileOf(item: Item, name: string, field: string): FileRef {
  const files = item.files ?? {}
  const file = Object.hasOwn(files, name) ? files[name] : undefined
  if (file !== undefined) return file
  const known = Object.keys(files)
  throw userError({
    code: 'HTTP_FILE_MISSING',
    text: { fr: `La ligne ne porte pas de fichier « ${name} ».`, en: `The row carries no file “${name}”.` },
    hint:
      known.length === 0
        ? {
            fr: 'Placez avant ce nœud une étape qui donne un fichier (lire, télécharger, créer un classeur).',
            en: 'Put a step that gives a file before this node (read, download, make a workbook).',
          }
        : { fr: `Elle porte : ${known.map((one) => `« ${one} »`).join(', ')}.`, en: `It carries: ${known.join(', ')}.` },
    field,
  })
}

async function* multipartBytes(parts: readonly Part[], boundary: string, read: NodeFiles['read']): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    yield Buffer.from(partHead(part, boundary), 'utf8')
    if ('text' in part) yield Buffer.from(part.text, 'utf8')
    else yield* read(part.file)
    yield Buffer.from('\r\n', 'ascii')
  }
  yield Buffer.from(`--${boundary}--\r\n`, 'ascii')
}

function partHead(part: Part, boundary: string): string {
  const name = `form-data; name="${quoted(part.name)}"`
  const rest = 'text' in part ? '' : `; filename="${quoted(part.file.name)}"\r\nContent-Type: ${part.file.mediaType}`
  return `--${boundary}\r\nContent-Disposition: ${name}${rest}\r\n\r\n`
}

/** As browsers write names of fields and files (WHATWG, multipart/form-data). */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function sizeOf(body: Exclude<RequestBody, { readonly kind: 'text' }>): number {
  if (body.kind === 'file') return body.file.size
  return body.parts.reduce((sum, part) => sum + 500 + ('text' in part ? part.text.length * 3 : part.file.size), 0)
}

async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}
