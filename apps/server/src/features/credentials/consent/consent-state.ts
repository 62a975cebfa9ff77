/**
 * What is asked of a service comes back through a browser: who asked, for which credential, and the secret half of the proof (PKCE) travel
 * along, sealed, so that no table is needed and every server of the installation understands the answer.
 *
 * 1. Only this installation can read or make one; it ends after ten minutes.
 * 2. It is good in the session that it was made in, and in no other: an answer that somebody else slips in is not taken.
 */
import { parseOutsideJson, type Json } from '@maillon/kernel'
import { openCredential, sealCredential, type Keyring } from '@maillon/vault'

export interface ConsentState {
  readonly credentialId: string
  /** SHA-256 of the session's token, in base64url. */
  readonly session: string
  readonly verifier: string
  /** Milliseconds since the epoch. */
  readonly until: number
}

const rowId = 'oauth-consent-state'

export function sealConsentState(state: ConsentState, keyring: Keyring): string {
  const { format: _, ...seal } = sealCredential({ ...state }, { keyring, rowId })
  return Buffer.from(JSON.stringify(seal)).toString('base64url')
}

/** Null: not ours, not of this session, or too old. */
export function openConsentState(text: string, by: { readonly keyring: Keyring; readonly session: string; readonly now: number }): ConsentState | null {
  const state = opened(text, by.keyring)
  if (state === null) return null
  const { credentialId, session, verifier, until } = state
  if (typeof credentialId !== 'string' || typeof verifier !== 'string' || typeof until !== 'number') return null
  return session === by.session && until > by.now ? { credentialId, session, verifier, until } : null
}

function opened(text: string, keyring: Keyring): { readonly [field: string]: Json } | null {
  const read = parseOutsideJson(Buffer.from(text, 'base64url').toString('utf8'))
  if (!read.ok || typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) return null
  try {
    return openCredential({ ...(read.value as { readonly [field: string]: Json }), format: 'maillon.sealed/1' }, { keyring, rowId })
  } catch {
    return null
  }
}
