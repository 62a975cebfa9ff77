/**
 * Tokens that a login call gives, kept for their lifetime.
 *
 * 1. One login at a time for a credential: whoever comes meanwhile waits for the same one.
 * 2. A token is used until shortly before it ends, or until a server refused it.
 * 3. A failed login is not kept. A changed credential (another password) is another one.
 */
import { createHash } from 'node:crypto'
import { MaillonError, type Clock, type Json } from '@maillon/kernel'
import type { OpenedCredential } from '@maillon/vault'
import { headerText, type CredentialMaterial } from './credential-for-http.js'

/** Sends the login; the transport's rules hold for it too. */
export type LoginCall = (request: { readonly url: string; readonly body: string }) => Promise<{ readonly status: number; readonly text: string }>

interface KeptToken {
  readonly token: string
  readonly endsAt: number
}

export interface IssuedToken {
  readonly token: string
  readonly material: CredentialMaterial
}

export class LoginTokens {
  private readonly kept = new Map<string, KeptToken>()
  private readonly coming = new Map<string, Promise<KeptToken>>()

  constructor(
    private readonly clock: Clock,
    private readonly call: LoginCall,
  ) {}

  /** @param refused a token that a server didn't take: it is not used again. */
  async token(credential: OpenedCredential, refused?: string): Promise<IssuedToken> {
    const key = keyOf(credential)
    const kept = this.kept.get(key)
    if (kept !== undefined && kept.token !== refused && kept.endsAt > this.clock.now()) return issued(credential, kept.token)
    const login = this.coming.get(key) ?? this.login(credential, key)
    return issued(credential, (await login).token)
  }

  private login(credential: OpenedCredential, key: string): Promise<KeptToken> {
    const login = this.ask(credential)
      .then((token) => {
        this.forgetOld()
        this.kept.set(key, token)
        return token
      })
      .finally(() => this.coming.delete(key))
    this.coming.set(key, login)
    return login
  }

  private async ask(credential: OpenedCredential): Promise<KeptToken> {
    const { values, name } = credential
    const body = JSON.stringify({
      [text(values['userField'], 'user')]: values['user'] ?? '',
      [text(values['passwordField'], 'password')]: values['password'] ?? '',
    })
    const { status, text: answer } = await this.call({ url: loginUrl(credential), body })
    if (status >= 500 || status === 429 || status === 408)
      throw new MaillonError({ code: 'VAULT_LOGIN_FAILED', kind: 'operational', retryable: true, params: { credential: name, status } })
    if (status < 200 || status > 299)
      throw new MaillonError({ code: 'VAULT_LOGIN_REFUSED', kind: 'user', retryable: false, params: { credential: name, status } })
    const token = valueAt(answer, text(values['tokenField'], 'token'))
    if (typeof token !== 'string' || token === '')
      throw new MaillonError({
        code: 'VAULT_LOGIN_UNREADABLE',
        kind: 'user',
        retryable: false,
        params: { credential: name, field: text(values['tokenField'], 'token') },
      })
    const seconds = Number(valueAt(answer, 'expires_in') ?? values['lifetimeSeconds'] ?? 3600)
    return { token, endsAt: this.clock.now() + usableMs(seconds) }
  }

  private forgetOld(): void {
    const now = this.clock.now()
    for (const [key, { endsAt }] of this.kept) if (endsAt <= now) this.kept.delete(key)
  }
}

/** A tenth of the lifetime, at most a minute, is left for the request's way. */
function usableMs(seconds: number): number {
  const ms = (Number.isFinite(seconds) && seconds > 0 ? seconds : 3600) * 1000
  return ms - Math.min(60_000, ms / 10)
}

function issued(credential: OpenedCredential, token: string): IssuedToken {
  const prefix = text(credential.values['prefix'], 'Bearer')
  const header = text(credential.values['header'], 'Authorization').toLowerCase()
  return { token, material: { headers: { [header]: headerText(credential, prefix === '' ? token : `${prefix} ${token}`) } } }
}

function loginUrl(credential: OpenedCredential): string {
  const address = text(credential.values['address'], '')
  return `${address.replace(/\/+$/, '')}${text(credential.values['loginPath'], '/auth/login')}`
}

function keyOf(credential: OpenedCredential): string {
  return createHash('sha256')
    .update(`${credential.id}\n${JSON.stringify(credential.values)}`)
    .digest('base64')
}

function valueAt(answer: string, path: string): Json | undefined {
  try {
    let value: unknown = JSON.parse(answer)
    for (const step of path.split('.'))
      value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as { readonly [key: string]: unknown })[step] : undefined
    return value as Json | undefined
  } catch {
    return undefined
  }
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}
