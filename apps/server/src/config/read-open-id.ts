import type { UserRole } from '@maillon/kernel'
import { ConfigError } from './config-error.js'

/** A service that people may log in by (OpenID Connect). */
export interface OpenIdConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
  /** On the button. Default: the host of the issuer. */
  readonly name: string
  /** People with a verified address of this domain may come in without an invitation, with this role. */
  readonly domains: ReadonlyMap<string, UserRole>
}

/** By rule nobody gets more than that. */
const rolesByRule: readonly UserRole[] = ['viewer', 'operator', 'editor']

/** Null: none is configured. @throws ConfigError naming the variable that is wrong. */
export function readOpenId(env: NodeJS.ProcessEnv): OpenIdConfig | null {
  const text = (name: string) => env[name]?.trim() ?? ''
  const issuer = text('MAILLON_OPENID_ISSUER')
  if (issuer === '') return null
  if (!URL.canParse(issuer) || !isSafe(new URL(issuer))) throw new ConfigError('MAILLON_OPENID_ISSUER: an address that begins with https:// is expected')
  const clientId = text('MAILLON_OPENID_CLIENT_ID')
  if (clientId === '') throw new ConfigError('MAILLON_OPENID_CLIENT_ID is needed with MAILLON_OPENID_ISSUER')
  const secret = text('MAILLON_OPENID_CLIENT_SECRET')
  return { issuer, clientId, clientSecret: secret === '' ? null : secret, name: text('MAILLON_OPENID_NAME') || new URL(issuer).host, domains: domainsOf(text('MAILLON_OPENID_DOMAINS')) }
}

/** Plain http is for a service on this very machine. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
}

function domainsOf(text: string): ReadonlyMap<string, UserRole> {
  const entries = text.split(',').map((part) => part.trim()).filter((part) => part !== '')
  return new Map(
    entries.map((entry): [string, UserRole] => {
      const [domain = '', role = ''] = entry.toLowerCase().split('=')
      const known = rolesByRule.find((one) => one === role)
      if (!/^[a-z0-9.-]+\.[a-z]{2,}$/.test(domain) || known === undefined) throw new ConfigError(`MAILLON_OPENID_DOMAINS: ${entry}: domain=role is expected, with one of ${rolesByRule.join(', ')}`)
      return [domain, known]
    }),
  )
}
