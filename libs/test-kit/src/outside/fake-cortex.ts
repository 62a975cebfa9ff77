import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '@maillon/kernel'
import { jsonBody, type OutsideAnswer, type OutsideFake, type OutsideRequest } from './outside-fake.js'

export interface FakeCortex {
  readonly answer: OutsideFake
  readonly account: { readonly user: string; readonly password: string }
  /** What came in by `POST /results`, oldest first. */
  readonly results: readonly JsonObject[]
  readonly acknowledged: ReadonlySet<Json>
  /** Logins that were granted. */
  readonly logins: number
  /** Makes every token void, as a restart of the service does. */
  forgetTokens(): void
}

export interface FakeCortexOptions {
  readonly units?: readonly JsonObject[]
  /** By name, for `GET /data/NAME`. */
  readonly data?: { readonly [name: string]: readonly JsonObject[] }
  readonly now?: () => number
}

const tokenMs = 3_600_000

/**
 * CORTEX by its contract: `POST /auth/login` with user and password gives a token for one hour; with it
 * `GET /data/NAME` and `GET /units` (`page` from 1, `pageSize` up to 200, answered with `pages`), `POST /results` and
 * `POST /units/acknowledgements`.
 */
export function fakeCortex({ units = [], data = {}, now = Date.now }: FakeCortexOptions = {}): FakeCortex {
  const account = { user: 'cortex', password: 'Étoile-2026!' }
  const tokens = new Map<string, number>()
  const results: JsonObject[] = []
  const acknowledged = new Set<Json>()
  let logins = 0
  const login = (request: OutsideRequest): OutsideAnswer => {
    const { user, password } = jsonBody(request) ?? {}
    if (user !== account.user || password !== account.password) return { status: 401, json: { error: 'wrong user or password' } }
    logins += 1
    const token = createHash('sha256').update(`token ${logins}`).digest('base64url')
    tokens.set(token, now() + tokenMs)
    return { json: { token, expires_in: tokenMs / 1000 } }
  }
  const take = (request: OutsideRequest): OutsideAnswer => {
    const sent = jsonBody(request)?.['results']
    if (!Array.isArray(sent) || sent.length === 0) return { status: 400, json: { error: 'results: a list is expected' } }
    results.push(...(sent as JsonObject[]))
    return { status: 201, json: { batch: `B-${results.length}`, accepted: sent.length } }
  }
  const acknowledge = (request: OutsideRequest): OutsideAnswer => {
    const ids = jsonBody(request)?.['ids']
    if (!Array.isArray(ids)) return { status: 400, json: { error: 'ids: a list is expected' } }
    const unknown = (ids as Json[]).filter((id) => !units.some((unit) => unit['id'] === id))
    if (unknown.length > 0) return { status: 422, json: { error: 'unknown units', unknown } }
    for (const id of ids as Json[]) acknowledged.add(id)
    return { json: { acknowledged: ids.length } }
  }
  const behindLogin = (request: OutsideRequest): OutsideAnswer => {
    switch (`${request.method} ${request.path}`) {
      case 'GET /units':
        return page(units, 'units', request)
      case 'POST /results':
        return take(request)
      case 'POST /units/acknowledgements':
        return acknowledge(request)
      default: {
        const rows = request.method === 'GET' ? dataAt(request, data) : null
        return rows === null ? { status: 404, json: { error: 'unknown path' } } : page(rows, 'data', request)
      }
    }
  }
  const answer = (request: OutsideRequest): OutsideAnswer => {
    if (request.method === 'POST' && request.path === '/auth/login') return login(request)
    const endsAt = tokens.get((request.headers['authorization'] ?? '').replace(/^Bearer /, ''))
    return endsAt === undefined || endsAt <= now() ? { status: 401, json: { error: 'token missing or expired' } } : behindLogin(request)
  }
  return {
    answer,
    account,
    results,
    acknowledged,
    get logins() {
      return logins
    },
    forgetTokens: () => tokens.clear(),
  }
}

function dataAt({ path }: OutsideRequest, data: NonNullable<FakeCortexOptions['data']>): readonly JsonObject[] | null {
  const name = /^\/data\/([^/]+)$/.exec(path)?.[1] ?? ''
  return Object.hasOwn(data, name) ? (data[name] ?? []) : null
}

function page(all: readonly JsonObject[], field: string, { query }: OutsideRequest): OutsideAnswer {
  const [number, size] = [Number(query.get('page') ?? '1'), Number(query.get('pageSize') ?? '50')]
  if (!Number.isInteger(number) || number < 1 || !Number.isInteger(size) || size < 1 || size > 200)
    return { status: 400, json: { error: 'page or pageSize is out of range' } }
  return { json: { page: number, pages: Math.ceil(all.length / size), total: all.length, [field]: all.slice((number - 1) * size, number * size) } }
}
