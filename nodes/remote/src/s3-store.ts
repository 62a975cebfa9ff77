/**
 * S3 and what speaks like it, by signed requests through the product's own HTTP client.
 * A path is a key; folders are what stands before a `/`.
 */
import { createHash } from 'node:crypto'
import type { FileRef, HttpRequest, HttpResponse, MaillonError, NodeContext } from '@maillon/node-sdk'
import { AwsV4Signer } from 'aws4fetch'
import { connectionLost, fileMissing, folderMissing, incomplete, notUnderstood } from './remote-errors.js'
import { isPlainName, splitPath } from './remote-path.js'
import type { S3Account } from './remote-account.js'
import type { RemoteEntry, RemoteStore } from './remote-store.js'
import { readListing, readText, s3Error, type S3Entry } from './s3-answers.js'

export type S3Opening = Pick<NodeContext<unknown>, 'http' | 'now'>

/** A part of a large upload; S3 takes at most 10,000 of them. */
const partBytes = 16 * 1024 * 1024
const largestFile = 100 * 1024 ** 3
/** Of a listing; a page has up to 1000 entries. */
const mostPages = 10_000
const noBody = createHash('sha256').digest('hex')

interface S3Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  readonly key: string
  readonly query?: readonly (readonly [string, string])[]
  readonly headers?: { readonly [name: string]: string }
  readonly body?: Uint8Array
  readonly maxBytes?: number
}

export function openS3(account: S3Account, opening: S3Opening): RemoteStore {
  return new S3Store(account, opening)
}

class S3Store implements RemoteStore {
  private strange = 0
  /** Whether an answer has shown that the bucket is there. */
  private hasBucket = false

  constructor(
    private readonly account: S3Account,
    private readonly opening: S3Opening,
  ) {}

  readonly leftOut = () => this.strange
  readonly close = () => Promise.resolve()

  async *list(folder: string): AsyncGenerator<RemoteEntry> {
    const prefix = keyOf(folder) === '' ? '' : `${keyOf(folder)}/`
    let isEmpty = true
    for await (const { key, size, modifiedAt, isFolder } of this.entries(folder, prefix)) {
      isEmpty = false
      const name = key.slice(prefix.length).replace(/\/$/, '')
      // The mark that some programs leave for the folder itself.
      if (name === '') continue
      if (key.startsWith(prefix) && isPlainName(name)) yield { name, path: key.replace(/\/$/, ''), kind: isFolder ? 'folder' : 'file', size, modifiedAt }
      else this.strange += 1
    }
    if (isEmpty && prefix !== '') throw folderMissing(folder)
  }

  /** Page by page; a server that never comes to an end is left. */
  private async *entries(folder: string, prefix: string): AsyncGenerator<S3Entry> {
    let token: string | null = null
    for (let page = 0; page < mostPages; page += 1) {
      const query: [string, string][] = [['list-type', '2'], ['delimiter', '/'], ['encoding-type', 'url'], ['prefix', prefix]]
      if (token !== null) query.push(['continuation-token', token])
      const answer = await this.call({ method: 'GET', key: '', query, maxBytes: 16 * 1024 * 1024 })
      if (answer.status !== 200) throw await s3Error(answer, this.account, folder)
      const listing = readListing(await answer.text(), this.host)
      yield* listing.entries
      if (listing.next === null) return
      if (listing.next === token) break
      token = listing.next
    }
    throw notUnderstood(this.host, 'a listing without end')
  }

  async find(path: string): Promise<RemoteEntry | null> {
    const answer = await this.call({ method: 'HEAD', key: keyOf(path) })
    if (answer.status === 404) return this.nothingThere(answer, path)
    if (answer.status !== 200) throw await this.whyRefused(answer, path)
    this.hasBucket = true
    const modified = new Date(answer.headers['last-modified'] ?? '')
    return { name: splitPath(path).name, path, kind: 'file', size: lengthOf(answer), modifiedAt: Number.isNaN(modified.getTime()) ? null : modified.toISOString() }
  }

  /** A HEAD has no body to say why it was refused: a wrong key, another region and a missing right look the same. A GET says it. */
  private async whyRefused(head: HttpResponse, path: string): Promise<MaillonError> {
    if (head.status >= 500 || head.status === 429) return s3Error(head, this.account, path)
    const answer = await this.call({ method: 'GET', key: keyOf(path), headers: { range: 'bytes=0-0' } })
    return s3Error(answer.status < 400 ? head : answer, this.account, path)
  }

  /** Without the bucket everything would pass for gone: deleted, it seems. Asked once. */
  private async nothingThere(head: HttpResponse, path: string): Promise<null> {
    if (this.hasBucket) return null
    const error = await this.whyRefused(head, path)
    if (error.info.code === 'REMOTE_ACCOUNT_MISSING') throw error
    this.hasBucket = true
    return null
  }

  async *read(path: string): AsyncGenerator<Uint8Array> {
    const answer = await this.call({ method: 'GET', key: keyOf(path), headers: { 'accept-encoding': 'identity' }, maxBytes: largestFile })
    if (answer.status === 404) throw await missingOr(answer, this.account, path)
    if (answer.status !== 200) throw await s3Error(answer, this.account, path)
    const expected = lengthOf(answer)
    let bytes = 0
    for await (const part of answer.stream()) {
      bytes += part.byteLength
      yield part
    }
    if (expected !== null && bytes !== expected) throw incomplete(path, `${bytes} of ${expected} bytes`)
  }

  async write(path: string, file: FileRef, bytes: () => AsyncIterable<Uint8Array>): Promise<void> {
    const headers = { 'content-type': file.mediaType }
    if (file.size > partBytes) return this.writeLarge(path, headers, bytes)
    const body = await joined(bytes())
    if (body.byteLength !== file.size) throw incomplete(path, `${body.byteLength} of ${file.size} bytes`)
    const answer = await this.call({ method: 'PUT', key: keyOf(path), headers, body })
    if (answer.status !== 200) throw await s3Error(answer, this.account, path)
    const text = await answer.text()
    // Every S3 names what it has kept; who doesn't is somebody else, and the file is not there.
    if (answer.headers['etag'] === undefined) throw notUnderstood(this.host, text.slice(0, 300))
  }

  async remove(path: string): Promise<boolean> {
    if ((await this.find(path)) === null) return false
    const answer = await this.call({ method: 'DELETE', key: keyOf(path) })
    if (answer.status !== 204 && answer.status !== 200) throw await s3Error(answer, this.account, path)
    return true
  }

  /** A copy, and then the deletion: cut off in between, the file is in both places. */
  async move(from: string, to: string): Promise<void> {
    if ((await this.find(from)) === null) throw fileMissing(from)
    const source = `/${this.account.bucket}/${encoded(keyOf(from))}`
    const text = await this.expect200({ method: 'PUT', key: keyOf(to), headers: { 'x-amz-copy-source': source } }, from)
    // A copy may fail after it was begun: then 200 comes with an error in it.
    if (readText(text, 'ETag', this.host) === null) throw connectionLost(this.host, text.slice(0, 500))
    await this.remove(from)
  }

  private async writeLarge(path: string, headers: { readonly [name: string]: string }, bytes: () => AsyncIterable<Uint8Array>): Promise<void> {
    const key = keyOf(path)
    const begun = await this.expect200({ method: 'POST', key, headers, query: [['uploads', '']] }, path)
    const uploadId = readText(begun, 'UploadId', this.host)
    if (uploadId === null) throw connectionLost(this.host, begun.slice(0, 500))
    try {
      const tags: string[] = []
      for await (const body of inParts(bytes())) {
        const answer = await this.call({ method: 'PUT', key, query: [['partNumber', String(tags.length + 1)], ['uploadId', uploadId]], body })
        if (answer.status !== 200) throw await s3Error(answer, this.account, path)
        await answer.bytes()
        tags.push(answer.headers['etag'] ?? '')
      }
      const list = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag.replace(/[<&>]/g, '')}</ETag></Part>`).join('')
      const ended = await this.expect200({ method: 'POST', key, query: [['uploadId', uploadId]], body: Buffer.from(`<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`, 'utf8') }, path)
      if (readText(ended, 'ETag', this.host) === null) throw connectionLost(this.host, ended.slice(0, 500))
    } catch (error) {
      // Parts that nobody puts together would be paid for.
      await this.call({ method: 'DELETE', key, query: [['uploadId', uploadId]] }).catch(() => undefined)
      throw error
    }
  }

  private async expect200(call: S3Call, path: string): Promise<string> {
    const answer = await this.call(call)
    if (answer.status !== 200) throw await s3Error(answer, this.account, path)
    return answer.text()
  }

  private get host(): string {
    return new URL(this.account.address).host
  }

  private async call(call: S3Call): Promise<HttpResponse> {
    const { account, opening } = this
    const url = urlOf(account, call)
    const hash = call.body === undefined ? noBody : createHash('sha256').update(call.body).digest('hex')
    const signer = new AwsV4Signer({
      method: call.method,
      url,
      headers: { ...call.headers, 'x-amz-content-sha256': hash },
      accessKeyId: account.accessKey,
      secretAccessKey: account.secretKey,
      service: 's3',
      region: account.region,
      datetime: new Date(opening.now()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    })
    const { headers } = await signer.sign()
    const request: HttpRequest = {
      method: call.method,
      url,
      headers: Object.fromEntries(headers),
      timeoutMs: 3_600_000,
      maxBytes: call.maxBytes ?? 1024 * 1024,
      ...(call.body === undefined ? {} : { body: call.body }),
    }
    return opening.http.request(request)
  }
}

/** As it is sent and signed: every character but the unreserved ones is written as %XX. */
function urlOf({ address, bucket, style }: S3Account, { key, query = [] }: S3Call): string {
  const base = new URL(address)
  const path = encoded(key)
  const search = query.map(([name, value]) => `${encodedPart(name)}=${encodedPart(value)}`).join('&')
  const place = style === 'host' ? `${base.protocol}//${bucket}.${base.host}/${path}` : `${base.origin}/${bucket}${path === '' ? '' : `/${path}`}`
  return search === '' ? place : `${place}?${search}`
}

function encoded(key: string): string {
  return key.split('/').map(encodedPart).join('/')
}

function encodedPart(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function keyOf(path: string): string {
  return path === '.' ? '' : path.replace(/^\/+/, '')
}

function lengthOf({ headers }: HttpResponse): number | null {
  const length = headers['content-length']
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null
}

async function missingOr(answer: HttpResponse, account: S3Account, path: string): Promise<Error> {
  const error = await s3Error(answer, account, path)
  return error.info.code === 'REMOTE_COMMAND_REFUSED' ? fileMissing(path) : error
}

async function joined(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = []
  let size = 0
  for await (const part of bytes) {
    parts.push(part)
    size += part.byteLength
    if (size < partBytes) continue
    yield Buffer.concat(parts)
    parts = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(parts)
}
