import { createHash, timingSafeEqual } from 'node:crypto'
import type { OpenedCredential } from '@maillon/vault'

/**
 * Whether the Authorization header is the one that the webhook asks for. Compares hashes, so that neither the time nor the length of
 * what was sent says anything. An absent or empty secret fits nobody.
 */
export function isExpectedCaller(authentication: string, expected: OpenedCredential | null, header: string | undefined): boolean {
  if (authentication === 'none') return true
  const wanted = expected === null ? null : expectedHeader(authentication, expected)
  // Done in any case: whether a credential is there must not show either.
  const matches = timingSafeEqual(digest(wanted?.value ?? ''), digest(valueOf(header, wanted?.scheme ?? 'bearer')))
  return matches && wanted !== null
}

function expectedHeader(authentication: string, { type, values }: OpenedCredential): { readonly scheme: string; readonly value: string } | null {
  const { token, user, password } = values
  if (authentication === 'secret' && type === 'http-bearer' && typeof token === 'string' && token !== '') return { scheme: 'bearer', value: token }
  if (authentication !== 'basic' || type !== 'http-basic' || typeof user !== 'string' || typeof password !== 'string' || password === '') return null
  return { scheme: 'basic', value: Buffer.from(`${user}:${password}`, 'utf8').toString('base64') }
}

function valueOf(header: string | undefined, scheme: string): string {
  const [given = '', ...rest] = (header ?? '').split(' ')
  return given.toLowerCase() === scheme && rest.length === 1 ? (rest[0] ?? '') : ' '
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
