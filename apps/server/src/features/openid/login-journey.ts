import { parseOutsideJson, type Json } from '@maillon/kernel'
import { openCredential, sealCredential, type Keyring } from '@maillon/vault'
import type { LoginProof } from './openid-client.js'

/** What travels in the browser's own cookie while its person is at the identity service: sealed, for ten minutes. */
export interface LoginJourney extends LoginProof {
  /** Where to go afterwards. */
  readonly next: string
  /** Milliseconds since the epoch. */
  readonly until: number
}

const rowId = 'openid-journey'

export function sealJourney(journey: LoginJourney, keyring: Keyring): string {
  const { format: _format, ...seal } = sealCredential({ ...journey }, { keyring, rowId })
  return Buffer.from(JSON.stringify(seal)).toString('base64url')
}

/** Null: not ours, or too old. */
export function openJourney(text: string, by: { readonly keyring: Keyring; readonly now: number }): LoginJourney | null {
  const read = parseOutsideJson(Buffer.from(text, 'base64url').toString('utf8'))
  if (!read.ok || typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) return null
  try {
    const { state, nonce, verifier, next, until } = openCredential({ ...(read.value as { readonly [field: string]: Json }), format: 'maillon.sealed/1' }, { keyring: by.keyring, rowId })
    if (typeof state !== 'string' || typeof nonce !== 'string' || typeof verifier !== 'string' || typeof next !== 'string' || typeof until !== 'number') return null
    return until > by.now ? { state, nonce, verifier, next, until } : null
  } catch {
    return null
  }
}
