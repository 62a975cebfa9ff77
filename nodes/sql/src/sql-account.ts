import { userError, type OpenCredential } from '@maillon/node-sdk'

export interface SqlAccount {
  readonly kind: 'postgres' | 'mysql'
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
  /** Null: not encrypted. */
  readonly tls: { readonly authority: string | null } | null
}

/** @throws UserError where no database was chosen. */
export function sqlAccount(credential: OpenCredential | null): SqlAccount {
  if (credential === null) {
    throw userError({
      code: 'SQL_ACCOUNT_MISSING',
      text: { fr: 'Aucune base de données n’est choisie.', en: 'No database is chosen.' },
      hint: { fr: 'Choisissez l’identifiant de la base.', en: 'Choose the credential of the database.' },
    })
  }
  const text = (field: string) => (typeof credential.values[field] === 'string' ? String(credential.values[field]) : '')
  const kind = credential.type === 'mysql' ? 'mysql' : 'postgres'
  const authority = pem(text('authority'))
  return {
    kind,
    host: text('host').replace(/^\[|\]$/g, ''),
    port: Number(credential.values['port'] ?? (kind === 'mysql' ? 3306 : 5432)),
    database: text('database'),
    user: text('user'),
    password: text('password'),
    tls: text('encryption') === 'none' ? null : { authority: authority === '' ? null : authority },
  }
}

/** A certificate whose line breaks were lost on the way through a one-line field gets them back. */
function pem(text: string): string {
  return text.replace(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g, (_, body: string) => `-----BEGIN CERTIFICATE-----\n${body.trim().split(/\s+/).join('\n')}\n-----END CERTIFICATE-----\n`)
}

/** For TLS: the name that the certificate must have. Addresses are no names. */
export function tlsOf({ host, tls }: SqlAccount): { readonly servername?: string; readonly ca?: string; readonly rejectUnauthorized: true } | null {
  if (tls === null) return null
  const isAddress = host.includes(':') || /^[\d.]+$/.test(host)
  return { rejectUnauthorized: true, ...(isAddress ? {} : { servername: host }), ...(tls.authority === null ? {} : { ca: tls.authority }) }
}
