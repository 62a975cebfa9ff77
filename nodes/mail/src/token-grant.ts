import type { Json } from '@maillon/node-sdk'

/** What is exchanged for an access token, and where. */
export interface TokenGrant {
  readonly service: 'microsoft' | 'google' | 'other'
  readonly url: string
  /** The form that is posted; holds secrets. */
  readonly form: { readonly [field: string]: string }
  /** Told of a refresh token that takes the place of the one in the form (Microsoft gives a new one at each use; the old one ends). */
  readonly renew?: (refreshToken: string) => Promise<void>
}

/**
 * How this account gets its access tokens; null: it logs in by password.
 *
 * Microsoft: `POST https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token`, Google: `POST https://oauth2.googleapis.com/token`,
 * each with `grant_type=refresh_token` (a person agreed once) or, without a refresh token, `client_credentials` (the application
 * itself, with a mailbox that an administrator opened to it).
 */
export function tokenGrantOf(values: { readonly [field: string]: Json }): TokenGrant | null {
  const text = (field: string) => (typeof values[field] === 'string' ? values[field] : '')
  const login = text('login')
  if (login !== 'microsoft' && login !== 'google' && login !== 'oauth2') return null
  const byPerson = text('refreshToken') !== ''
  const service = login === 'oauth2' ? 'other' : login
  const scope = text('scope') === '' ? standardScope(service, byPerson) : text('scope')
  return {
    service,
    url: tokenUrl(service, text('tenant'), text('tokenUrl')),
    form: withoutEmpty({
      grant_type: byPerson ? 'refresh_token' : 'client_credentials',
      client_id: text('clientId'),
      client_secret: text('clientSecret'),
      refresh_token: text('refreshToken'),
      scope,
    }),
  }
}

function tokenUrl(service: TokenGrant['service'], tenant: string, other: string): string {
  if (service === 'google') return 'https://oauth2.googleapis.com/token'
  return service === 'microsoft' ? `https://login.microsoftonline.com/${encodeURIComponent(tenant === '' ? 'common' : tenant)}/oauth2/v2.0/token` : other
}

/** Empty: what the person agreed to. Microsoft's "own name" grant takes nothing but the default scope of the resource. */
function standardScope(service: TokenGrant['service'], byPerson: boolean): string {
  return service === 'microsoft' && !byPerson ? 'https://outlook.office365.com/.default' : ''
}

function withoutEmpty(form: { readonly [field: string]: string }): { readonly [field: string]: string } {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''))
}
