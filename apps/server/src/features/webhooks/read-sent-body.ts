import type { IncomingHttpHeaders } from 'node:http'
import { ok, type Result } from '@maillon/kernel'
import { readMultipart, type SentForm } from './read-multipart.js'
import { readWebhookBody, type BodyRefusal } from './read-webhook-body.js'

/** What stands in a call, by its declared type: data, and where the webhook takes files, a form with files or the file itself. */
export async function readSentBody(headers: IncomingHttpHeaders, bytes: Uint8Array | null, takesFiles: boolean): Promise<Result<SentForm, BodyRefusal>> {
  const type = headers['content-type']
  if (takesFiles && bytes !== null && bytes.byteLength > 0 && type !== undefined) {
    if (/^multipart\/form-data\s*;/i.test(type)) return readMultipart(type, bytes)
    const mediaType = /^(?:application|image|audio|video)\/[a-z0-9.+-]{1,100}(?=\s*(?:;|$))/i.exec(type)?.[0].toLowerCase()
    if (mediaType !== undefined && !isData(mediaType)) return ok({ body: null, files: [{ field: 'file', name: nameIn(headers['content-disposition']) ?? `file${endingOf(mediaType)}`, mediaType, bytes }] })
  }
  const read = readWebhookBody(type, bytes)
  return read.ok ? ok({ body: read.value, files: [] }) : read
}

function isData(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json') || mediaType === 'application/x-www-form-urlencoded'
}

/** Null: none is said. */
function nameIn(disposition: string | undefined): string | null {
  const [, quoted, plain] = /;\s*filename="([^"]{1,200})"|;\s*filename=([^\s;"]{1,200})/i.exec(disposition ?? '') ?? []
  return quoted ?? plain ?? null
}

const endings: { readonly [mediaType: string]: string } = { 'application/pdf': '.pdf', 'application/zip': '.zip', 'application/xml': '.xml', 'image/png': '.png', 'image/jpeg': '.jpg', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx' }

function endingOf(mediaType: string): string {
  return endings[mediaType] ?? '.bin'
}
