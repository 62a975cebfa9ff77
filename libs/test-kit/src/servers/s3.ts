import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the server misbehaves. `short`: ends a body before its length; `slow-down`: 503; `doctype`: hostile XML; `failed-copy`: 200 with an error in it. */
export type S3Trouble = 'none' | 'short' | 'slow-down' | 'doctype' | 'failed-copy'

export interface TestS3 {
  readonly port: number
  /** By key. */
  readonly objects: Map<string, { readonly body: Buffer; readonly mediaType: string; readonly modifiedAt: Date }>
  /** Uploads in parts that were begun and neither ended nor given up. */
  readonly openUploads: ReadonlySet<string>
  trouble(trouble: S3Trouble): void
  /** Values for a credential of type `s3`. */
  readonly credential: { readonly address: string; readonly region: string; readonly bucket: string; readonly accessKey: string; readonly secretKey: string; readonly style: 'path' }
  stop(): Promise<void>
}

const region = 'eu-west-3'
const bucket = 'maillon-test'
const accessKey = 'AKIATEST'
const secretKey = 'secret-s3-key-0123456789'
const pageSize = 1000

/**
 * A small server that keeps Amazon's documented contract for what Maillon uses (ListObjectsV2, GetObject, HeadObject, PutObject, CopyObject,
 * DeleteObject, uploads in parts), in memory. It checks each signature by the documented recipe, with code of its own.
 */
export async function startTestS3(): Promise<TestS3> {
  const world = new S3World()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => world.serve({ request, response, body: Buffer.concat(parts) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    objects: world.objects,
    openUploads: world.uploadIds,
    trouble: (trouble) => void (world.trouble = trouble),
    credential: { address: `http://127.0.0.1:${port}`, region, bucket, accessKey, secretKey, style: 'path' },
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

class S3World {
  readonly objects: TestS3['objects'] = new Map()
  readonly uploadIds = new Set<string>()
  private readonly uploads = new Map<string, Map<number, Buffer>>()
  trouble: S3Trouble = 'none'

  serve(exchange: Exchange): void {
    const { request, response } = exchange
    const url = new URL(request.url ?? '/', 'http://localhost')
    const problem = this.trouble === 'slow-down' ? 'SlowDown' : signatureProblem(exchange)
    if (problem !== null) return error(response, problem === 'SlowDown' ? 503 : 403, problem)
    const [, inBucket = '', ...rest] = url.pathname.split('/')
    if (decodeURIComponent(inBucket) !== bucket) return error(response, 404, 'NoSuchBucket')
    const key = rest.map(decodeURIComponent).join('/')
    if (key === '') return this.list(url, response)
    if (url.searchParams.has('uploads')) return this.begin(response)
    if (url.searchParams.has('uploadId')) return this.part(exchange, url, key)
    return this.object(exchange, key)
  }

  private object({ request, response, body }: Exchange, key: string): void {
    const found = this.objects.get(key)
    switch (request.method) {
      case 'PUT':
        return request.headers['x-amz-copy-source'] === undefined ? this.put({ response, key, body, mediaType: String(request.headers['content-type']) }) : this.copy(request, response, key)
      case 'DELETE':
        this.objects.delete(key)
        return void response.writeHead(204).end()
      default:
        return found === undefined ? error(response, 404, 'NoSuchKey') : this.give(response, found, request.method === 'HEAD')
    }
  }

  private put({ response, key, body, mediaType }: { readonly response: ServerResponse; readonly key: string; readonly body: Buffer; readonly mediaType: string }): void {
    this.objects.set(key, { body, mediaType, modifiedAt: new Date('2026-01-15T03:58:12Z') })
    response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end()
  }

  private copy(request: IncomingMessage, response: ServerResponse, key: string): void {
    const source = decodeURIComponent(String(request.headers['x-amz-copy-source'])).replace(`/${bucket}/`, '')
    const found = this.objects.get(source)
    if (found === undefined) return error(response, 404, 'NoSuchKey')
    if (this.trouble === 'failed-copy') return xml(response, 200, '<Error><Code>InternalError</Code></Error>')
    this.objects.set(key, found)
    xml(response, 200, '<CopyObjectResult><ETag>"x"</ETag></CopyObjectResult>')
  }

  private give(response: ServerResponse, { body, mediaType, modifiedAt }: { readonly body: Buffer; readonly mediaType: string; readonly modifiedAt: Date }, isHead: boolean): void {
    response.writeHead(200, { 'content-length': body.byteLength, 'content-type': mediaType, 'last-modified': modifiedAt.toUTCString() })
    if (isHead) return void response.end()
    if (this.trouble !== 'short') return void response.end(body)
    response.write(body.subarray(0, Math.floor(body.byteLength / 2)))
    setTimeout(() => response.destroy(), 50)
  }

  private begin(response: ServerResponse): void {
    const id = `upload-${this.uploads.size + 1}/+ü`
    this.uploads.set(id, new Map())
    this.uploadIds.add(id)
    xml(response, 200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
  }

  private part({ request, response, body }: Exchange, url: URL, key: string): void {
    const id = url.searchParams.get('uploadId') ?? ''
    const parts = this.uploads.get(id)
    if (parts === undefined) return error(response, 404, 'NoSuchUpload')
    if (request.method === 'PUT') {
      parts.set(Number(url.searchParams.get('partNumber')), body)
      return void response.writeHead(200, { etag: `"${parts.size}"` }).end()
    }
    this.uploadIds.delete(id)
    this.uploads.delete(id)
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    const whole = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, part]) => part))
    this.objects.set(key, { body: whole, mediaType: 'application/octet-stream', modifiedAt: new Date('2026-01-15T03:58:12Z') })
    xml(response, 200, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>')
  }

  private list(url: URL, response: ServerResponse): void {
    if (this.trouble === 'doctype') return xml(response, 200, '<!DOCTYPE x [<!ENTITY a "aaaa">]><ListBucketResult>&a;</ListBucketResult>')
    const prefix = url.searchParams.get('prefix') ?? ''
    const names = new Map<string, string>()
    for (const [key, { body, modifiedAt }] of [...this.objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!key.startsWith(prefix)) continue
      const slash = key.indexOf('/', prefix.length)
      if (slash >= 0) names.set(key.slice(0, slash + 1), `<CommonPrefixes><Prefix>${encodeURIComponent(key.slice(0, slash + 1))}</Prefix></CommonPrefixes>`)
      else names.set(key, `<Contents><Key>${encodeURIComponent(key).replaceAll('%20', '+')}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><Size>${body.byteLength}</Size></Contents>`)
    }
    const from = Number(url.searchParams.get('continuation-token') ?? 0)
    const page = [...names.values()].slice(from, from + pageSize)
    const isCut = from + pageSize < names.size
    xml(response, 200, `<ListBucketResult>${page.join('')}<IsTruncated>${isCut}</IsTruncated>${isCut ? `<NextContinuationToken>${from + pageSize}</NextContinuationToken>` : ''}</ListBucketResult>`)
  }
}

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`)
}

function error(response: ServerResponse, status: number, code: string): void {
  // Answers to HEAD have no body: Node leaves it out.
  xml(response, status, `<Error><Code>${code}</Code><Message>no</Message></Error>`)
}

/** Signature version 4 as Amazon documents it, over the request as it came in. Null: it is right. */
function signatureProblem(exchange: Exchange): string | null {
  const { headers } = exchange.request
  const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '')
  if (match === null) return 'AccessDenied'
  const [key, date, zone, signed, signature] = match.slice(1) as [string, string, string, string, string]
  if (key !== accessKey) return 'InvalidAccessKeyId'
  if (zone !== region) return 'AuthorizationHeaderMalformed'
  if (headers['x-amz-content-sha256'] !== createHash('sha256').update(exchange.body).digest('hex')) return 'XAmzContentSHA256Mismatch'
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), `${date}/${region}/s3/aws4_request`, createHash('sha256').update(canonicalOf(exchange.request, signed)).digest('hex')].join('\n')
  const secret = [date, region, 's3', 'aws4_request'].reduce<Buffer | string>((by, part) => createHmac('sha256', by).update(part).digest(), `AWS4${secretKey}`)
  return createHmac('sha256', secret).update(text).digest('hex') === signature ? null : 'SignatureDoesNotMatch'
}

function canonicalOf({ method, url = '', headers }: IncomingMessage, signed: string): string {
  const [path = '', search = ''] = url.split('?')
  const query = search.split('&').filter((pair) => pair !== '').map((pair) => (pair.includes('=') ? pair : `${pair}=`)).sort().join('&')
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`).join('')
  return [method, path, query, lines, signed, headers['x-amz-content-sha256']].join('\n')
}
