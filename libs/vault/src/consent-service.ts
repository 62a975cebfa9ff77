import type { Json, JsonObject } from '@maillon/kernel'

/** Where a person agrees that flows act in their name, and where the code of that agreement is exchanged for tokens. */
export interface ConsentService {
  readonly authorizationUrl: string
  readonly tokenUrl: string
  readonly clientId: string
  /** Empty: the service knows the application by its id alone. */
  readonly clientSecret: string
  readonly clientPlace: 'basic' | 'body'
  /** Empty: what the service gives by itself. */
  readonly scope: string
  /** What this service wants to be asked besides, so that the agreement lasts. */
  readonly more: { readonly [name: string]: string }
}

/**
 * Null: a credential of this kind is not made by agreeing. An address that is missing is empty.
 *
 * Microsoft: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow (`offline_access` for a refresh token);
 * Google: https://developers.google.com/identity/protocols/oauth2/web-server (`access_type=offline`, `prompt=consent`).
 */
export function consentServiceOf(type: string, values: JsonObject): ConsentService | null {
  const text = (field: string): string => textOf(values[field])
  const client = { clientId: text('clientId'), clientSecret: text('clientSecret') }
  if (type === 'oauth2-code')
    return { ...client, authorizationUrl: text('authorizationUrl'), tokenUrl: text('tokenUrl'), clientPlace: values['clientPlace'] === 'body' ? 'body' : 'basic', scope: text('scope'), more: {} }
  if (type !== 'imap' && type !== 'smtp') return null
  const inBody = { ...client, clientPlace: 'body' as const, more: {} }
  switch (values['login']) {
    case 'microsoft': {
      const tenant = encodeURIComponent(text('tenant') || 'common')
      const base = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0`
      return { ...inBody, authorizationUrl: `${base}/authorize`, tokenUrl: `${base}/token`, scope: text('scope') || `offline_access https://outlook.office.com/${type === 'imap' ? 'IMAP.AccessAsUser.All' : 'SMTP.Send'}`, more: hintOf(text('user')) }
    }
    case 'google':
      return {
        ...inBody,
        authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
        tokenUrl: 'https://oauth2.googleapis.com/token',
        scope: text('scope') || 'https://mail.google.com/',
        more: { access_type: 'offline', prompt: 'consent', ...hintOf(text('user')) },
      }
    case 'oauth2':
      return { ...inBody, authorizationUrl: text('authorizationUrl'), tokenUrl: text('tokenUrl'), scope: text('scope') }
    default:
      return null
  }
}

/** The account that is meant, so that the service proposes it. */
function hintOf(user: string): { readonly [name: string]: string } {
  return user.includes('@') ? { login_hint: user } : {}
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
