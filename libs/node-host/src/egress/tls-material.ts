import { createPrivateKey, X509Certificate } from 'node:crypto'
import { MaillonError } from '@maillon/kernel'
import type { OpenedCredential } from '@maillon/vault'

/** What a `tls-certificate` credential brings to a connection, as `node:tls` takes it. Contents only: a path here would be read from disk by nobody. */
export interface TlsMaterial {
  readonly cert: string
  readonly key: string
  readonly passphrase?: string
  readonly ca?: string
}

/** @throws MaillonError `VAULT_TYPE_UNFIT`, `VAULT_CERTIFICATE_UNREADABLE` (user) */
export function tlsMaterialOf(credential: OpenedCredential): TlsMaterial {
  const { values, name, type } = credential
  if (type !== 'tls-certificate') throw new MaillonError({ code: 'VAULT_TYPE_UNFIT', kind: 'user', retryable: false, params: { credential: name, type } })
  const { certificate, key, passphrase, authority } = values
  const material: TlsMaterial = {
    cert: pem(certificate),
    key: pem(key),
    ...(typeof passphrase === 'string' && passphrase !== '' ? { passphrase } : {}),
    ...(typeof authority === 'string' && authority !== '' ? { ca: pem(authority) } : {}),
  }
  return checked(material, name)
}

/** A one-line field takes the line breaks of a PEM text away; they are put back. */
function pem(value: unknown): string {
  const text = String(value ?? '').trim()
  if (text.includes('\n')) return `${text}\n`
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g)]
  return blocks.map(([, label = '', body = '']) => `-----BEGIN ${label}-----\n${wrapped(body)}\n-----END ${label}-----\n`).join('')
}

function wrapped(body: string): string {
  return (body.replace(/\s+/g, '').match(/.{1,64}/g) ?? []).join('\n')
}

function checked(material: TlsMaterial, credential: string): TlsMaterial {
  try {
    const key = createPrivateKey({ key: material.key, ...(material.passphrase === undefined ? {} : { passphrase: material.passphrase }) })
    if (!new X509Certificate(material.cert).checkPrivateKey(key)) throw new Error('the key belongs to another certificate')
    return material
  } catch {
    // The cause could quote the key.
    throw new MaillonError({ code: 'VAULT_CERTIFICATE_UNREADABLE', kind: 'user', retryable: false, params: { credential } })
  }
}
