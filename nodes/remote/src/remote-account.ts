import type { Json, OpenCredential } from '@maillon/node-sdk'
import { accountMissing, keyUnreadable } from './remote-errors.js'

export interface FtpAccount {
  readonly kind: 'ftp'
  readonly host: string
  readonly port: number
  readonly security: 'explicit' | 'implicit' | 'none'
  readonly user: string
  readonly password: string
  /** SHA-256 as `AA:BB:…`; null: the certificate must be a recognised one. */
  readonly certificate: string | null
}

export interface SftpAccount {
  readonly kind: 'sftp'
  readonly host: string
  readonly port: number
  readonly user: string
  /** Empty: none. */
  readonly password: string
  /** PEM or OpenSSH; empty: none. */
  readonly privateKey: string
  readonly passphrase: string
  /** `SHA256:…` without padding; null: not known yet. */
  readonly hostKey: string | null
}

export interface S3Account {
  readonly kind: 's3'
  /** Of the service, without `/` at its end. */
  readonly address: string
  readonly region: string
  readonly bucket: string
  readonly accessKey: string
  readonly secretKey: string
  readonly style: 'path' | 'host'
}

export type RemoteAccount = FtpAccount | SftpAccount | S3Account

/** @throws UserError where none was chosen, or where it is incomplete. */
export function remoteAccount(credential: OpenCredential | null): RemoteAccount {
  if (credential === null) throw accountMissing({ fr: 'Aucun serveur n’est choisi.', en: 'No server is chosen.' })
  const text = textIn(credential.values)
  switch (credential.type) {
    case 'ftp':
      return ftpAccount(credential.values, text)
    case 'sftp':
      return sftpAccount(credential, text)
    default:
      return {
        kind: 's3',
        address: text('address').replace(/\/+$/, ''),
        region: text('region') === '' ? 'us-east-1' : text('region'),
        bucket: text('bucket'),
        accessKey: text('accessKey'),
        secretKey: text('secretKey'),
        style: text('style') === 'host' ? 'host' : 'path',
      }
  }
}

type TextOf = (field: string) => string

function textIn(values: { readonly [field: string]: Json }): TextOf {
  return (field) => {
    const value = values[field]
    return typeof value === 'string' ? value : ''
  }
}

function ftpAccount(values: { readonly [field: string]: Json }, text: TextOf): FtpAccount {
  const security = text('security')
  const hex = text('certificate').replaceAll(':', '').toUpperCase()
  return {
    kind: 'ftp',
    host: plainHost(text('host')),
    port: Number(values['port'] ?? 21),
    security: security === 'implicit' || security === 'none' ? security : 'explicit',
    user: text('user'),
    password: text('password'),
    certificate: hex === '' ? null : (hex.match(/../g) ?? []).join(':'),
  }
}

function sftpAccount(credential: OpenCredential, text: TextOf): SftpAccount {
  if (text('password') === '' && text('privateKey') === '')
    throw accountMissing({ fr: `L’identifiant « ${credential.name} » n’a ni mot de passe ni clé.`, en: `The credential “${credential.name}” has neither a password nor a key.` })
  const fingerprint = text('hostKey').replace(/^SHA256:/, '').replace(/=+$/, '')
  return {
    kind: 'sftp',
    host: plainHost(text('host')),
    port: Number(credential.values['port'] ?? 22),
    user: text('user'),
    password: text('password'),
    privateKey: keyText(text('privateKey')),
    passphrase: text('passphrase'),
    hostKey: fingerprint === '' ? null : `SHA256:${fingerprint}`,
  }
}

/** A key whose line breaks were lost on the way through a one-line field gets them back. */
function keyText(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const parts = /^(-----BEGIN [A-Z0-9 ]+-----)([^]*)(-----END [A-Z0-9 ]+-----)$/.exec(trimmed)
  if (parts === null) throw keyUnreadable('no BEGIN and END line')
  const [, begin = '', body = '', end = ''] = parts
  if (/\n/.test(body.trim())) return `${trimmed}\n`
  return `${begin}\n${body.trim().split(/\s+/).join('\n')}\n${end}\n`
}

function plainHost(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}
