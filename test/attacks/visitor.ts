export interface Got {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Parsed where it is JSON. */
  readonly body: unknown
}

/** Somebody at the server, with a cookie or without; every answer is kept for the search for secrets. */
export class Visitor {
  cookie: string | null = null

  constructor(
    readonly url: string,
    private readonly answers: string[],
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Got> {
    return this.send('GET', path, { headers })
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Got> {
    return this.send('POST', path, { body, headers })
  }

  async send(method: string, path: string, { body, headers = {} }: { readonly body?: unknown; readonly headers?: Record<string, string> } = {}): Promise<Got> {
    const isBytes = typeof body === 'string' || body instanceof Uint8Array
    const answer = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: { 'x-maillon-csrf': '1', ...(body === undefined || isBytes ? {} : { 'content-type': 'application/json' }), ...(this.cookie === null ? {} : { cookie: this.cookie }), ...headers },
      ...(body === undefined ? {} : { body: isBytes ? (body as string) : JSON.stringify(body) }),
    })
    for (const cookie of answer.headers.getSetCookie()) if (cookie.startsWith('maillon_session=')) this.cookie = cookie.split(';', 1)[0] ?? null
    const text = await answer.text()
    this.answers.push(text)
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
