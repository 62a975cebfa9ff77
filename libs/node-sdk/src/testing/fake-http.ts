import type { Json } from '@maillon/kernel'
import type { HttpRequest, HttpResponse, NodeHttp } from '../context.js'

/** What a fake server answers. Default: 200, no headers, empty. */
export interface FakeAnswer {
  readonly status?: number
  readonly headers?: { readonly [name: string]: string }
  /** Sent as JSON, with its content type. */
  readonly json?: Json
  readonly body?: string | Uint8Array
}

export type FakeServer = (request: HttpRequest) => FakeAnswer | Promise<FakeAnswer>

/** An HTTP client that asks a function instead of the network, and keeps what was asked. */
export function createFakeHttp(server: FakeServer | undefined): NodeHttp & { readonly requests: readonly HttpRequest[] } {
  const requests: HttpRequest[] = []
  return {
    requests,
    async request(request) {
      requests.push(request)
      if (server === undefined) throw new Error(`The node asked for ${request.url}, but this test gives no \`http\``)
      return answerOf(await server(request), request.url)
    },
  }
}

function answerOf(answer: FakeAnswer, url: string): HttpResponse {
  const bytes = bytesOf(answer)
  const headers: Record<string, string> = answer.json === undefined ? {} : { 'content-type': 'application/json' }
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers[name.toLowerCase()] = value
  return {
    status: answer.status ?? 200,
    headers,
    url,
    bytes: () => Promise.resolve(bytes),
    text: () => Promise.resolve(Buffer.from(bytes).toString('utf8')),
    async *stream() {
      yield bytes
    },
  }
}

function bytesOf(answer: FakeAnswer): Uint8Array {
  if (answer.json !== undefined) return Buffer.from(JSON.stringify(answer.json), 'utf8')
  return typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : (answer.body ?? new Uint8Array(0))
}
