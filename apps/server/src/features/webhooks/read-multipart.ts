import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import { isForbiddenKey, ok, refuse, type Json, type Result } from '@maillon/kernel'
import type { BodyRefusal } from './read-webhook-body.js'

/** A file as it was sent. */
export interface SentFile {
  /** Under which the run finds it. */
  readonly field: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

export interface SentForm {
  readonly body: Json
  readonly files: readonly SentFile[]
}

const mostFiles = 10
const limits = { fieldNameSize: 100, fieldSize: 1024 * 1024, fields: 1000, files: mostFiles, parts: 1010, headerPairs: 50 }
const invalid: BodyRefusal = { status: 400, code: 'WEBHOOK_BODY_INVALID' }
const misfit: BodyRefusal = { status: 400, code: 'WEBHOOK_FILES_REFUSED' }

/** The fields and files of a form (`multipart/form-data`) that came in whole. A field that came several times is a list; of several files of one field the second is `name-2`. */
export async function readMultipart(contentType: string, bytes: Uint8Array): Promise<Result<SentForm, BodyRefusal>> {
  const fields = new Map<string, Json>()
  const files: SentFile[] = []
  const arriving: Promise<void>[] = []
  let problem: BodyRefusal | null = null
  return new Promise((resolve) => {
    const failed = () => resolve(refuse(invalid))
    let reader: ReturnType<typeof readerOf>
    try {
      reader = readerOf(contentType)
    } catch {
      return failed()
    }
    reader.on('field', (name, value, nameCut, valueCut) => {
      if (!isName(name) || nameCut || valueCut || value.includes('\u0000')) problem ??= invalid
      else fields.set(name, withValue(fields.get(name), value))
    })
    reader.on('file', (name, stream, fileName, _encoding, mediaType) => {
      const reading = bytesOf(stream).then((content) => {
        if (!isName(name)) problem ??= misfit
        else if (content.byteLength > 0 || fileName !== '') files.push({ field: freeName(name, files), name: fileName, mediaType, bytes: content })
      })
      reading.catch(failed)
      arriving.push(reading)
    })
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) reader.on(limit, () => (problem ??= limit === 'filesLimit' ? misfit : invalid))
    reader.on('error', failed)
    // The streams of files end later than the form.
    reader.on('finish', () => void Promise.all(arriving).then(() => resolve(problem === null ? ok({ body: Object.fromEntries(fields), files }) : refuse(problem)), failed))
    reader.end(bytes)
  })
}

function readerOf(contentType: string) {
  return new Busboy({ headers: { 'content-type': contentType }, limits })
}

async function bytesOf(stream: BusboyFileStream): Promise<Uint8Array> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== '' && !isForbiddenKey(name) && !name.includes('\u0000')
}

function withValue(before: Json | undefined, value: string): Json {
  if (before === undefined) return value
  return Array.isArray(before) ? [...(before as readonly Json[]), value] : [before, value]
}

function freeName(wanted: string, taken: readonly SentFile[]): string {
  const names = new Set(taken.map(({ field }) => field))
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}-${count}`
    if (!names.has(name)) return name
  }
}
