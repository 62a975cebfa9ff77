/**
 * Tokens that a service gives in exchange for something lasting (a login, a client secret, a refresh token, a signed assertion),
 * kept for their lifetime.
 *
 * 1. One exchange at a time for a credential: whoever comes meanwhile waits for the same one.
 * 2. A token is used until shortly before it ends, or until a server refused it.
 * 3. A failed exchange is not kept. A changed credential (another password) is another one.
 * 4. A refresh token that the service replaced is used from then on, and given away to be kept.
 */
import { createHash } from 'node:crypto'
import type { Clock, Json } from '@maillon/kernel'
import type { HttpRequest } from '@maillon/node-sdk'
import type { OpenedCredential } from '@maillon/vault'
import type { Route } from './agent-pool.js'
import { headerText, type CredentialMaterial } from './credential-for-http.js'
import { grantOf } from './grants/grant-of.js'
import { refusedGrant, unreadableGrant, type TokenGrant } from './grants/token-grant.js'
import { valueAtPath } from './grants/value-at-path.js'

/** Sends the exchange to the credential's own host; the transport's rules hold for it too. */
export type GrantCall = (
  credential: OpenedCredential,
  request: HttpRequest,
  route: Pick<Route, 'proxy'>,
) => Promise<{ readonly status: number; readonly text: string }>

export interface IssuedToken {
  readonly token: string
  readonly material: CredentialMaterial
}

export interface TokenWish {
  /** A token that a server didn't take: it is not used again. */
  readonly refused?: string
  /** Told of a refresh token that takes the place of the credential's. */
  readonly onRenewed?: (refreshToken: string) => Promise<void>
  /** The way that the request itself takes. */
  readonly route?: Pick<Route, 'proxy'>
}

interface KeptToken {
  readonly token: string
  readonly endsAt: number
}

export class AccessTokens {
  private readonly kept = new Map<string, KeptToken>()
  private readonly coming = new Map<string, Promise<KeptToken>>()
  /** By credential: the refresh token that it was opened with, and the one that came in its place. */
  private readonly renewed = new Map<string, { readonly given: Json | undefined; readonly refreshToken: string }>()

  constructor(
    private readonly clock: Clock,
    private readonly call: GrantCall,
  ) {}

  /** Null: this type of credential needs no exchange. */
  async token(credential: OpenedCredential, wish: TokenWish = {}): Promise<IssuedToken | null> {
    const grant = grantOf(this.withRenewed(credential), this.clock.now())
    if (grant === null) return null
    const key = keyOf(credential)
    const kept = this.kept.get(key)
    if (kept !== undefined && kept.token !== wish.refused && kept.endsAt > this.clock.now()) return issued(credential, grant, kept.token)
    const exchange = this.coming.get(key) ?? this.exchange(credential, grant, wish)
    return issued(credential, grant, (await exchange).token)
  }

  private exchange(credential: OpenedCredential, grant: TokenGrant, wish: TokenWish): Promise<KeptToken> {
    const key = keyOf(credential)
    const exchange = this.ask(credential, grant, wish)
      .then((token) => {
        this.forgetOld()
        this.kept.set(key, token)
        return token
      })
      .finally(() => this.coming.delete(key))
    this.coming.set(key, exchange)
    return exchange
  }

  private async ask(credential: OpenedCredential, grant: TokenGrant, wish: TokenWish): Promise<KeptToken> {
    const answer = await this.call(credential, grant.request(), wish.route ?? {})
    if (answer.status < 200 || answer.status > 299) throw refusedGrant(credential, grant, answer)
    const token = valueAtPath(answer.text, grant.tokenPath)
    if (typeof token !== 'string' || token === '') throw unreadableGrant(credential, grant, answer.text)
    const next = valueAtPath(answer.text, 'refresh_token')
    if (grant.renews && typeof next === 'string' && next !== '') await this.keepRenewed(credential, next, wish)
    const seconds = Number(valueAtPath(answer.text, 'expires_in') ?? grant.lifetimeSeconds)
    return { token, endsAt: this.clock.now() + usableMs(seconds) }
  }

  private async keepRenewed(credential: OpenedCredential, refreshToken: string, wish: TokenWish): Promise<void> {
    const given = credential.values['refreshToken']
    if (refreshToken === this.withRenewed(credential).values['refreshToken']) return
    this.renewed.set(keyOf(credential), { given, refreshToken })
    await wish.onRenewed?.(refreshToken)
  }

  /** A credential that was connected anew meanwhile counts as it is. */
  private withRenewed(credential: OpenedCredential): OpenedCredential {
    const known = this.renewed.get(keyOf(credential))
    if (known === undefined || known.given !== credential.values['refreshToken']) return credential
    return { ...credential, values: { ...credential.values, refreshToken: known.refreshToken } }
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

function issued(credential: OpenedCredential, { header, prefix }: TokenGrant, token: string): IssuedToken {
  return { token, material: { headers: { [header.toLowerCase()]: headerText(credential, prefix === '' ? token : `${prefix} ${token}`) } } }
}

/** A refresh token changes by itself; everything else makes another credential. */
function keyOf({ id, values }: OpenedCredential): string {
  const { refreshToken: _, ...lasting } = values
  return createHash('sha256')
    .update(`${id}\n${JSON.stringify(lasting)}`)
    .digest('base64')
}
