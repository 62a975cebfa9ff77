import { createHash, randomBytes } from 'node:crypto'
import type { OutsideAnswer, OutsideFake, OutsideRequest } from './outside-fake.js'

interface Grant {
  readonly redirect: string
  readonly challenge: string
}

/**
 * A service that asks people for their consent and gives tokens for it, by RFC 6749 (code, refresh) and RFC 7636 (PKCE, S256): one client, codes
 * that are good once, refresh tokens that are replaced at each use, as Microsoft does.
 */
export class FakeOAuth2 {
  readonly client = { id: 'maillon-client', secret: 'client-secret-canary' }
  /** What the person does at the page of the service. */
  person: 'agrees' | 'declines' = 'agrees'
  /** Whether a refresh token is given along. */
  isLasting = true
  readonly #codes = new Map<string, Grant>()
  #refreshTokens = new Set<string>()
  #accessTokens = new Set<string>()

  /** The fake, for `startOutside`. `GET /me` answers whoever brings an access token. */
  readonly service: OutsideFake = (request) => {
    if (request.path === '/authorize') return this.#authorize(request)
    if (request.path === '/token' && request.method === 'POST') return this.#exchange(request)
    if (request.path !== '/me') return { status: 404 }
    const token = (request.headers['authorization'] ?? '').replace(/^Bearer /, '')
    return this.#accessTokens.has(token) ? { json: { name: 'Ana' } } : { status: 401, json: { error: 'invalid_token' } }
  }

  /** As if the person had withdrawn the consent. */
  withdraw(): void {
    this.#refreshTokens = new Set()
    this.#accessTokens = new Set()
  }

  /** Where the browser is sent, after the person has read the page. */
  #authorize({ query }: OutsideRequest): OutsideAnswer {
    const redirect = query.get('redirect_uri') ?? ''
    if (query.get('client_id') !== this.client.id || !URL.canParse(redirect)) return { status: 400, body: 'unknown client or return address' }
    const back = new URL(redirect)
    back.searchParams.set('state', query.get('state') ?? '')
    const isAsked = query.get('response_type') === 'code' && query.get('code_challenge_method') === 'S256'
    if (!isAsked || this.person === 'declines') {
      back.searchParams.set('error', isAsked ? 'access_denied' : 'invalid_request')
    } else {
      const code = randomBytes(16).toString('base64url')
      this.#codes.set(code, { redirect, challenge: query.get('code_challenge') ?? '' })
      back.searchParams.set('code', code)
    }
    return { status: 302, headers: { location: back.href } }
  }

  #exchange(request: OutsideRequest): OutsideAnswer {
    const form = new URLSearchParams(request.body)
    if (!this.#isClient(request, form)) return { status: 401, json: { error: 'invalid_client', error_description: `wrong secret ${form.get('client_secret') ?? ''}` } }
    const isGood = form.get('grant_type') === 'refresh_token' ? this.#refreshTokens.delete(form.get('refresh_token') ?? '') : this.#isCodeGood(form)
    if (!isGood) return { status: 400, json: { error: 'invalid_grant' } }
    const access = randomBytes(16).toString('base64url')
    this.#accessTokens.add(access)
    const refresh = randomBytes(16).toString('base64url')
    if (this.isLasting) this.#refreshTokens.add(refresh)
    return { json: { access_token: access, token_type: 'Bearer', expires_in: 3600, ...(this.isLasting ? { refresh_token: refresh } : {}) } }
  }

  #isCodeGood(form: URLSearchParams): boolean {
    const grant = this.#codes.get(form.get('code') ?? '')
    this.#codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    return form.get('grant_type') === 'authorization_code' && grant !== undefined && grant.redirect === form.get('redirect_uri') && grant.challenge === challenge
  }

  #isClient({ headers }: OutsideRequest, form: URLSearchParams): boolean {
    const { id, secret } = this.client
    if (form.has('client_id')) return form.get('client_id') === id && form.get('client_secret') === secret
    return headers['authorization'] === `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  }
}
