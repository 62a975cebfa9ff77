import { createHash } from 'node:crypto'
import type { ConsentService } from '@maillon/vault'

/** The address that the person is sent to (RFC 6749, 4.1.1, with PKCE of RFC 7636). Null: the credential names no address for that. */
export function consentAddress(service: ConsentService, ask: { readonly redirect: string; readonly state: string; readonly verifier: string }): string | null {
  const { authorizationUrl, clientId, scope, more } = service
  const url = URL.canParse(authorizationUrl) ? new URL(authorizationUrl) : null
  // Whatever else a browser would open (javascript:, data:) is no service.
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || clientId === '') return null
  const query = {
    ...more,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: ask.redirect,
    ...(scope === '' ? {} : { scope }),
    state: ask.state,
    code_challenge: createHash('sha256').update(ask.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** The exchange of the code for tokens (RFC 6749, 4.1.3). */
export function exchangeRequest(service: ConsentService, given: { readonly code: string; readonly redirect: string; readonly verifier: string }): { readonly headers: { readonly [name: string]: string }; readonly body: string } {
  const { clientId, clientSecret } = service
  const inBody = service.clientPlace === 'body' || clientSecret === ''
  const form = {
    grant_type: 'authorization_code',
    code: given.code,
    redirect_uri: given.redirect,
    code_verifier: given.verifier,
    ...(inBody ? { client_id: clientId, ...(clientSecret === '' ? {} : { client_secret: clientSecret }) } : {}),
  }
  const basic = inBody ? {} : { authorization: `Basic ${Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64')}` }
  return { headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...basic }, body: new URLSearchParams(form).toString() }
}

function formEncoded(text: string): string {
  return new URLSearchParams({ s: text }).toString().slice(2)
}
