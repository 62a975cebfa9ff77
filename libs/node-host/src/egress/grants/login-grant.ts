import type { OpenedCredential } from '@maillon/vault'
import type { TokenGrant } from './token-grant.js'

/** A login call with user and password as JSON. CORTEX is one with everything at its usual place. */
export function loginGrant({ values }: OpenedCredential): TokenGrant {
  const text = (name: string, otherwise: string): string => (typeof values[name] === 'string' ? values[name] : otherwise)
  return {
    request: () => ({
      method: 'POST',
      url: `${text('address', '').replace(/\/+$/, '')}${text('loginPath', '/auth/login')}`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ [text('userField', 'user')]: values['user'] ?? '', [text('passwordField', 'password')]: values['password'] ?? '' }),
    }),
    tokenPath: text('tokenField', 'token'),
    lifetimeSeconds: Number(values['lifetimeSeconds'] ?? 3600),
    header: text('header', 'Authorization'),
    prefix: text('prefix', 'Bearer'),
    renews: false,
  }
}
