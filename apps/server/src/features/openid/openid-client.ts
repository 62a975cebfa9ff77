import type { Egress } from '@maillon/node-host'
import type { Configuration, CustomFetchOptions, IDToken } from 'openid-client'
import { isSafe, type OpenIdConfig } from '../../config/read-open-id.js'

const patienceMs = 15_000
const mostBytes = 1024 * 1024
// Bodies come out of the egress decoded.
const dropped: ReadonlySet<string> = new Set(['content-encoding', 'content-length', 'transfer-encoding'])

/** What has to be kept between the way out and the way back. */
export interface LoginProof {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The identity service, by the certified library; its requests go out through the same rules for addresses as those of flows. */
export class OpenIdClient {
  #configuration: Promise<Configuration> | null = null

  constructor(
    private readonly config: OpenIdConfig,
    private readonly egress: Egress,
  ) {}

  async begin(redirectUri: string): Promise<{ readonly url: string; readonly proof: LoginProof }> {
    const client = await import('openid-client')
    const proof = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
    const challenge = await client.calculatePKCECodeChallenge(proof.verifier)
    const parameters = { redirect_uri: redirectUri, scope: 'openid email profile', state: proof.state, nonce: proof.nonce, code_challenge: challenge, code_challenge_method: 'S256' }
    return { url: client.buildAuthorizationUrl(await this.#open(), parameters).href, proof }
  }

  /** Who came back. @throws where anything of it isn't right: state, nonce, issuer, audience, signature, time. */
  async finish(answer: URL, { state, nonce, verifier }: LoginProof): Promise<IDToken> {
    const client = await import('openid-client')
    const tokens = await client.authorizationCodeGrant(await this.#open(), answer, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true })
    const claims = tokens.claims()
    if (claims === undefined) throw new Error('No identity came back')
    return claims
  }

  /** What the service says of itself is read once; a failure is tried again with the next login. */
  #open(): Promise<Configuration> {
    this.#configuration ??= this.#discover().catch((error: unknown) => {
      this.#configuration = null
      throw error
    })
    return this.#configuration
  }

  async #discover(): Promise<Configuration> {
    const client = await import('openid-client')
    const { clientId, clientSecret } = this.config
    const issuer = new URL(this.config.issuer)
    const isLocal = issuer.protocol === 'http:' && isSafe(issuer)
    // oxlint-disable-next-line typescript/no-deprecated -- only for a service on this very machine, see isSafe
    const execute = [client.enableNonRepudiationChecks, ...(isLocal ? [client.allowInsecureRequests] : [])]
    const authentication = clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret)
    return client.discovery(issuer, clientId, undefined, authentication, { execute, [client.customFetch]: (url: string, options: CustomFetchOptions) => this.#fetch(url, options) })
  }

  async #fetch(url: string, { method, headers, body }: CustomFetchOptions): Promise<Response> {
    const sent = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : undefined
    const request = { method: method as 'GET' | 'POST', url, headers, timeoutMs: patienceMs, maxBytes: mostBytes, ...(sent === undefined ? {} : { body: sent }) }
    const answer = await this.egress.request(request, { signal: AbortSignal.timeout(patienceMs), isBodySecret: true })
    const kept = Object.entries(answer.headers).filter(([name]) => !dropped.has(name))
    return new Response(Buffer.from(await answer.bytes()), { status: answer.status, headers: kept })
  }
}
