import { MaillonError } from '@maillon/kernel'
import type { OpenedCredential } from '@maillon/vault'
import type { Hop } from './next-hop.js'

/** What a credential adds to a request: headers, or a query parameter. */
export interface CredentialMaterial {
  readonly headers: { readonly [name: string]: string }
  /** Absent: none. */
  readonly query?: { readonly name: string; readonly value: string }
}

/** `host:port` as credentials name their hosts. */
export function hostOf(url: URL): string {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return `${url.hostname}:${port}`
}

/** Whether a credential may be sent there. A host without a port stands for https on the usual one. */
export function isHostAllowed(credential: OpenedCredential, url: URL): boolean {
  const host = hostOf(url)
  return credential.hosts.some((allowed) => allowed === host || `${allowed}:443` === host)
}

/** @throws MaillonError `VAULT_HOST_REFUSED` (user) */
export function refuseOtherHost(credential: OpenedCredential, url: URL): void {
  if (isHostAllowed(credential, url)) return
  throw new MaillonError({
    code: 'VAULT_HOST_REFUSED',
    kind: 'user',
    retryable: false,
    params: { credential: credential.name, host: hostOf(url), hosts: credential.hosts.join(', ') },
  })
}

/**
 * What a credential of a fixed secret adds.
 *
 * @throws MaillonError `VAULT_TYPE_UNFIT` (user) for types that aren't for HTTP
 */
export function materialOf(credential: OpenedCredential): CredentialMaterial {
  const { values } = credential
  switch (credential.type) {
    case 'http-basic':
      return basic(values['user'], values['password'])
    case 'twilio':
      return basic(values['accountSid'], values['authToken'])
    case 'http-bearer':
      return { headers: { authorization: headerText(credential, `Bearer ${text(values['token'])}`) } }
    case 'http-api-key':
      return values['place'] === 'query'
        ? { headers: {}, query: { name: text(values['name']), value: text(values['key']) } }
        : { headers: { [text(values['name'] ?? 'X-API-Key').toLowerCase()]: headerText(credential, text(values['key'])) } }
    case 'webhook-url':
      return { headers: {} }
    default:
      throw new MaillonError({ code: 'VAULT_TYPE_UNFIT', kind: 'user', retryable: false, params: { credential: credential.name, type: credential.type } })
  }
}

/** The request as it is sent. A header of the credential takes the place of one that the node set. */
export function withMaterial(hop: Hop, material: CredentialMaterial | null): { readonly url: URL; readonly headers: { readonly [name: string]: string } } {
  if (material === null || !hop.withCredential) return { url: hop.url, headers: hop.headers }
  const url = new URL(hop.url)
  if (material.query !== undefined) url.searchParams.set(material.query.name, material.query.value)
  return { url, headers: { ...hop.headers, ...material.headers } }
}

/** @throws MaillonError `VAULT_SECRET_UNFIT` (user) where a secret holds what no header can (a line break, pasted along) */
export function headerText(credential: OpenedCredential, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value
  throw new MaillonError({ code: 'VAULT_SECRET_UNFIT', kind: 'user', retryable: false, params: { credential: credential.name } })
}

function basic(user: unknown, password: unknown): CredentialMaterial {
  return { headers: { authorization: `Basic ${Buffer.from(`${text(user)}:${text(password)}`, 'utf8').toString('base64')}` } }
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
