import { parseOutsideJson, retryableError, userError, type MaillonError, type NodeContext, type NodeHttp } from '@maillon/node-sdk'
import type { TokenGrant } from './token-grant.js'

/** Tokens of one attempt: they end with it, so no secret outlives the step that needed it. */
const ofAttempt = new WeakMap<NodeHttp, Map<string, Promise<string>>>()

/**
 * The access token of an account, asked for once in an attempt.
 *
 * @throws UserError where the service refuses the application or its authorisation; retryable where it is busy or away.
 */
export function accessToken(grant: TokenGrant, context: Pick<NodeContext<unknown>, 'http'>): Promise<string> {
  const tokens = ofAttempt.get(context.http) ?? new Map<string, Promise<string>>()
  ofAttempt.set(context.http, tokens)
  const key = JSON.stringify([grant.url, grant.form])
  const known = tokens.get(key)
  if (known !== undefined) return known
  const asked = ask(grant, context.http)
  tokens.set(key, asked)
  asked.catch(() => tokens.delete(key))
  return asked
}

async function ask(grant: TokenGrant, http: NodeHttp): Promise<string> {
  const response = await http.request({
    method: 'POST',
    url: grant.url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    // As a stream, so that no redirect can repeat it elsewhere: the client refuses to send a stream twice.
    body: once(new URLSearchParams(grant.form).toString()),
    timeoutMs: 30_000,
    maxBytes: 256 * 1024,
  })
  const answer = parseOutsideJson(await response.text())
  const fields = answer.ok && typeof answer.value === 'object' && answer.value !== null ? (answer.value as { readonly [name: string]: unknown }) : {}
  const { access_token: token } = fields
  if (response.status === 200 && typeof token === 'string' && token !== '') {
    await keepNext(grant, fields['refresh_token'])
    return token
  }
  throw refused(grant, response.status, fields)
}

async function keepNext(grant: TokenGrant, next: unknown): Promise<void> {
  if (typeof next === 'string' && next !== '' && next !== grant.form['refresh_token']) await grant.renew?.(next)
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8')
}

const names: { readonly [service in TokenGrant['service']]: string } = { microsoft: 'Microsoft', google: 'Google', other: 'OAuth2' }

function refused(grant: TokenGrant, status: number, answer: { readonly [name: string]: unknown }): MaillonError {
  const name = names[grant.service]
  const error = typeof answer['error'] === 'string' ? answer['error'].slice(0, 100) : ''
  const details = withoutSecrets([String(status), error, String(answer['error_description'] ?? '')].filter((part) => part !== '').join(' · '), Object.values(grant.form))
  if (status >= 500 || status === 429) {
    return retryableError({
      code: 'MAIL_TOKEN_UNAVAILABLE',
      text: { fr: `Le service des jetons ${name} ne répond pas comme il faut (${status}).`, en: `The token service of ${name} is not available (${status}).` },
      details,
    })
  }
  if (error === 'invalid_grant') {
    return userError({
      code: 'MAIL_CONSENT_ENDED',
      text: { fr: `L’autorisation donnée à ${name} n’est plus valable.`, en: `The authorisation given at ${name} is no longer valid.` },
      hint: { fr: 'Elle a expiré ou a été retirée : ouvrez « Identifiants » et appuyez sur « Reconnecter ».', en: 'It has expired or was withdrawn: open “Credentials” and press “Reconnect”.' },
      details,
    })
  }
  return userError({
    code: 'MAIL_APPLICATION_REFUSED',
    text: { fr: `${name} refuse l’application (${error === '' ? status : error}).`, en: `${name} refuses the application (${error === '' ? status : error}).` },
    hint: {
      fr: 'Vérifiez l’identifiant et le secret de l’application (il expire), l’annuaire et les droits accordés.',
      en: 'Check the id and the secret of the application (it expires), the directory and the rights that were granted.',
    },
    details,
  })
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret.length >= 8).reduce((masked, secret) => masked.replaceAll(secret, '[•••]'), text.slice(0, 1000))
}
