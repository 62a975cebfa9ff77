export interface TestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Parsed where it is JSON. */
  readonly body: unknown
}

/** A browser's worth of HTTP: keeps the session cookie, sends the header that forms can't. */
export class TestClient {
  cookie: string | null = null

  constructor(readonly url: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send('GET', path, { headers })
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send('POST', path, { body, headers })
  }

  put(path: string, body: unknown): Promise<TestAnswer> {
    return this.send('PUT', path, { body })
  }

  delete(path: string): Promise<TestAnswer> {
    return this.send('DELETE', path)
  }

  async send(method: string, path: string, with_: { readonly body?: unknown; readonly headers?: Record<string, string>; readonly raw?: FormData | string | Uint8Array } = {}): Promise<TestAnswer> {
    const json = with_.body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: { 'x-maillon-csrf': '1', 'accept-language': 'en', ...json, ...(this.cookie === null ? {} : { cookie: this.cookie }), ...with_.headers },
      ...(with_.raw !== undefined ? { body: with_.raw } : with_.body === undefined ? {} : { body: JSON.stringify(with_.body) }),
    })
    for (const cookie of answer.headers.getSetCookie()) if (cookie.startsWith('maillon_session=')) this.cookie = cookie.split(';', 1)[0] ?? null
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: parse(text) }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
