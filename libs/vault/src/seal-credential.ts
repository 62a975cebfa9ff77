/**
 * Envelope encryption of credentials, AES-256-GCM.
 *
 * 1. Each seal has a data key of its own; the master key encrypts only data keys, so changing it touches a few bytes for each row.
 * 2. Both layers are bound to the row's id: the ciphertext of one row doesn't open in another.
 * 3. Whatever is wrong (key, row, a flipped bit), opening fails as a whole and says nothing of the content.
 */
import { createCipheriv, createDecipheriv, randomBytes as secureBytes } from 'node:crypto'
import { MaillonError, type JsonObject } from '@maillon/kernel'
import type { Keyring, MasterKey } from './keyring.js'

export const sealedFormat = 'maillon.sealed/1'

/** Ciphertext as JSON; every field but `format` and `keyId` is base64. */
export interface SealedCredential {
  readonly format: typeof sealedFormat
  readonly keyId: string
  /** The data key, encrypted by the master key. */
  readonly key: string
  /** The values, encrypted by the data key. */
  readonly data: string
}

export interface SealContext {
  readonly keyring: Keyring
  /** Id of the row that the seal lies in. */
  readonly rowId: string
  /** Default: the system's secure source. */
  readonly randomBytes?: (count: number) => Uint8Array
}

export function sealCredential(values: JsonObject, context: SealContext): SealedCredential {
  const random = context.randomBytes ?? secureBytes
  const dataKey = random(32)
  const data = encrypt(Buffer.from(JSON.stringify(values), 'utf8'), { key: dataKey, aad: `data:${context.rowId}`, nonce: random(12) })
  return { format: sealedFormat, data, ...wrap(dataKey, context) }
}

/** @throws MaillonError `VAULT_KEY_MISSING` where the master key isn't there, `VAULT_CREDENTIAL_UNREADABLE` for everything else */
export function openCredential(sealed: JsonObject | SealedCredential, context: SealContext): JsonObject {
  const { dataKey, seal } = unwrap(sealed, context)
  return JSON.parse(decrypt(seal.data, { key: dataKey, aad: `data:${context.rowId}` }).toString('utf8')) as JsonObject
}

/** The same values under the current master key; the very same seal where it is under it already. A rotation calls it for each row, in any order, as often as it likes. */
export function rewrapCredential(sealed: JsonObject | SealedCredential, context: SealContext): SealedCredential {
  const { dataKey, seal } = unwrap(sealed, context)
  return seal.keyId === context.keyring.current.id ? seal : { ...seal, ...wrap(dataKey, context) }
}

function wrap(dataKey: Uint8Array, context: SealContext): Pick<SealedCredential, 'keyId' | 'key'> {
  const { current } = context.keyring
  const random = context.randomBytes ?? secureBytes
  return { keyId: current.id, key: encrypt(dataKey, { key: current.bytes, aad: keyAad(current, context.rowId), nonce: random(12) }) }
}

function unwrap(sealed: JsonObject | SealedCredential, context: SealContext): { readonly dataKey: Uint8Array; readonly seal: SealedCredential } {
  const seal = sealed as Partial<SealedCredential>
  if (seal.format !== sealedFormat || typeof seal.keyId !== 'string' || typeof seal.key !== 'string' || typeof seal.data !== 'string') throw unreadable()
  const master = context.keyring.find(seal.keyId)
  if (master === null) throw new MaillonError({ code: 'VAULT_KEY_MISSING', kind: 'operational', retryable: false, params: { keyId: seal.keyId.slice(0, 32) } })
  return { dataKey: decrypt(seal.key, { key: master.bytes, aad: keyAad(master, context.rowId) }), seal: seal as SealedCredential }
}

function keyAad(master: MasterKey, rowId: string): string {
  return `key:${master.id}:${rowId}`
}

/** Nonce, tag and ciphertext in one text. */
function encrypt(plain: Uint8Array, with_: { readonly key: Uint8Array; readonly aad: string; readonly nonce: Uint8Array }): string {
  const cipher = createCipheriv('aes-256-gcm', with_.key, with_.nonce)
  cipher.setAAD(Buffer.from(`${sealedFormat}:${with_.aad}`, 'utf8'))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([with_.nonce, cipher.getAuthTag(), body]).toString('base64')
}

function decrypt(text: string, with_: { readonly key: Uint8Array; readonly aad: string }): Buffer {
  const bytes = Buffer.from(text, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', with_.key, bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(`${sealedFormat}:${with_.aad}`, 'utf8'))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
  } catch {
    throw unreadable()
  }
}

function unreadable(): MaillonError {
  return new MaillonError({ code: 'VAULT_CREDENTIAL_UNREADABLE', kind: 'operational', retryable: false })
}
