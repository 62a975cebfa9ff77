import { routes, type AnswerOf, type RequestOf, type RouteName } from './routes.js'
import type { ApiErrorBody } from './resources.js'
import type { DiagnosticsBody } from './flows.js'

/** A refusal of the API: the status (0: no answer at all) and the body. */
export class ApiError extends Error {
  readonly status: number
  readonly body: ApiErrorBody & Partial<DiagnosticsBody>

  constructor(status: number, body: ApiErrorBody & Partial<DiagnosticsBody>) {
    super(body.error.message)
    this.name = 'ApiError'
    this.status = status
    this.body = body
  }
}

/** What the client needs from its surroundings: `fetch` of the browser or of Node. */
export type Fetch = (url: string, init: { method: string; headers: Record<string, string>; body?: string; credentials: 'same-origin'; signal?: AbortSignal }) => Promise<{ readonly status: number; text(): Promise<string> }>

export interface ApiClient {
  /** @throws ApiError for every answer other than 2xx, and with status 0 where there is none. */
  call<Name extends RouteName>(name: Name, request: RequestOf<Name>, signal?: AbortSignal): Promise<AnswerOf<Name>>
}

/** Names the person that a page was opened for, by the id of the account: a session of somebody else is refused then (`API_SESSION_OTHER`). */
export const personHeader = 'x-maillon-person'

export interface ApiClientOptions {
  readonly baseUrl: string
  readonly fetch: Fetch
  /** Asked at each call: the server answers in that language. */
  readonly locale: () => 'fr' | 'en'
  readonly headers?: { readonly [name: string]: string }
  /** Whose session the call is for, asked at each call; null, and by default: whoever's session it is. */
  readonly person?: () => string | null
}

/** A typed client. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  return {
    async call<Name extends RouteName>(name: Name, request: RequestOf<Name>, signal?: AbortSignal): Promise<AnswerOf<Name>> {
      const { method, path } = routes[name]
      const parts = request as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }
      const url = options.baseUrl + fillPath(path, parts.params ?? {}) + queryText(parts.query ?? {})
      const answer = await send(options.fetch, url, {
        method,
        headers: headersOf(options, parts.body !== undefined),
        credentials: 'same-origin',
        ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
        ...(signal === undefined ? {} : { signal }),
      })
      const body: unknown = answer.text === '' ? undefined : parse(answer.text)
      if (answer.status >= 200 && answer.status < 300) return body as AnswerOf<Name>
      throw new ApiError(answer.status, isErrorBody(body) ? body : { error: { code: 'API_ANSWER_INVALID', message: `HTTP ${answer.status}` } })
    },
  }
}

function headersOf({ locale, headers, person }: ApiClientOptions, hasBody: boolean): Record<string, string> {
  const named = person?.() ?? null
  return {
    accept: 'application/json',
    'accept-language': locale(),
    'x-maillon-csrf': '1',
    ...headers,
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(named === null ? {} : { [personHeader]: named }),
  }
}

async function send(fetch: Fetch, url: string, init: Parameters<Fetch>[1]): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(url, init)
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error
    throw new ApiError(0, { error: { code: 'API_SERVER_UNREACHABLE', message: 'no answer' } })
  }
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

function queryText(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&')}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isErrorBody(body: unknown): body is ApiErrorBody {
  return typeof body === 'object' && body !== null && typeof (body as { error?: unknown }).error === 'object'
}
