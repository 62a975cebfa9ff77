import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One line of a day's sales, as the API gives it. */
export interface Sale {
  readonly id: number
  readonly sku: string
  readonly quantity: number
  readonly soldAt: string
}

export type SalesApiMode = 'healthy' | 'error-500' | 'html' | 'empty'

/**
 * A sales API behind a CORTEX login: `POST /auth/login` with user and password gives a token that is valid one hour;
 * `GET /sales?date=YYYY-MM-DD&page=N` with it gives 20 sales a page and the number of pages.
 */
export interface SalesApi {
  readonly url: string
  readonly host: string
  /** What was asked, oldest first. */
  readonly calls: { readonly method: string; readonly path: string; readonly authorized: boolean }[]
  mode: SalesApiMode
  /** What each answer of sales waits for. */
  before: () => Promise<void>
  close(): Promise<void>
}

const account = { user: 'cortex', password: 'Étoile-2026!' }
export const salesApiAccount: { readonly user: string; readonly password: string } = account

export async function startSalesApi(sales: readonly Sale[]): Promise<SalesApi> {
  const tokens = new Set<string>()
  const state = { calls: [] as SalesApi['calls'], mode: 'healthy' as SalesApiMode, before: () => Promise.resolve() }
  const server = createServer((request, response) => {
    void answer(request, response)
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sales.test')
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const authorized = bearer !== undefined && tokens.has(bearer)
    state.calls.push({ method: request.method ?? '', path: url.pathname + url.search, authorized })
    if (url.pathname === '/auth/login' && request.method === 'POST') return login(request, response)
    if (url.pathname !== '/sales') return send(response, 404, { error: 'unknown path' })
    await state.before()
    if (state.mode === 'error-500') return send(response, 500, { error: 'database unavailable' })
    if (state.mode === 'html') return sendText(response, 200, 'text/html', '<!doctype html><title>Maintenance</title><p>Back soon.</p>')
    if (state.mode === 'empty') return sendText(response, 200, 'application/json', '')
    if (!authorized) return send(response, 401, { error: 'token missing or expired' })
    const date = url.searchParams.get('date')
    const ofDay = sales.filter((sale) => date === null || sale.soldAt.startsWith(date))
    const page = Number(url.searchParams.get('page') ?? '1')
    const pages = Math.max(1, Math.ceil(ofDay.length / 20))
    return send(response, 200, { page, pages, sales: ofDay.slice((page - 1) * 20, page * 20) })
  }

  async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request)
    if (body?.['user'] !== account.user || body['password'] !== account.password) return send(response, 401, { error: 'wrong user or password' })
    const token = randomBytes(24).toString('base64url')
    tokens.add(token)
    return send(response, 200, { token, expires_in: 3600 })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
  } catch {
    return null
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, 'application/json', JSON.stringify(body))
}

function sendText(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` })
  response.end(body)
}
