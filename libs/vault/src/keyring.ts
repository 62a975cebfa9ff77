import { createHash } from 'node:crypto'
import { MaillonError } from '@maillon/kernel'

/** A master key: 32 bytes, known by an id that is derived from it. */
export interface MasterKey {
  readonly id: string
  readonly bytes: Uint8Array
}

/** The keys that this installation has. New seals take `current`; older ones still open. */
export interface Keyring {
  readonly current: MasterKey
  /** The current one first. */
  readonly all: readonly MasterKey[]
  /** Null where this installation doesn't have it. */
  find(id: string): MasterKey | null
}

/** @throws MaillonError `VAULT_KEY_INVALID` where a key isn't 32 bytes long */
export function masterKey(bytes: Uint8Array): MasterKey {
  if (bytes.byteLength !== 32) throw new MaillonError({ code: 'VAULT_KEY_INVALID', kind: 'operational', retryable: false })
  return { id: createHash('sha256').update('maillon.key-id/1').update(bytes).digest('hex').slice(0, 16), bytes }
}

/** @param older keys that were current before, in any order. */
export function createKeyring(current: MasterKey, older: readonly MasterKey[] = []): Keyring {
  const keys = new Map([...older, current].map((key) => [key.id, key]))
  return { current, all: [...new Set([current, ...keys.values()])], find: (id) => keys.get(id) ?? null }
}

const keyFileFormat = 'maillon.keys/1'

/** The text of a key file: the current key first. */
export function writeKeyFile(keyring: readonly [MasterKey, ...MasterKey[]]): string {
  return `${JSON.stringify({ format: keyFileFormat, keys: keyring.map((key) => Buffer.from(key.bytes).toString('base64')) }, null, 2)}\n`
}

/** @throws MaillonError `VAULT_KEY_INVALID` for anything that isn't a key file of ours */
export function readKeyFile(text: string): Keyring {
  const [current, ...older] = keysOf(text).map((key) => masterKey(Buffer.from(key, 'base64')))
  if (current === undefined) throw new MaillonError({ code: 'VAULT_KEY_INVALID', kind: 'operational', retryable: false })
  return createKeyring(current, older)
}

/** The keys of a key file as they stand, current first; for adding one. */
export function keysInFile(text: string): readonly MasterKey[] {
  return keysOf(text).map((key) => masterKey(Buffer.from(key, 'base64')))
}

function keysOf(text: string): readonly string[] {
  try {
    const value = JSON.parse(text) as { readonly format?: unknown; readonly keys?: unknown }
    if (value.format === keyFileFormat && Array.isArray(value.keys) && value.keys.every((key) => typeof key === 'string')) return value.keys as string[]
  } catch {
    // Not JSON: the same answer as for wrong JSON; the text itself must not reach a log.
  }
  throw new MaillonError({ code: 'VAULT_KEY_INVALID', kind: 'operational', retryable: false })
}
