import { join } from 'node:path'
import type { MaillonError } from '@maillon/kernel'
import { createKeyring, followKeyFile, masterKey, type Keyring, type MasterKey } from '@maillon/vault'
import { ConfigError, type ServerConfig } from '../../config/server-config.js'

export type KeySettings = Pick<ServerConfig, 'secretKey' | 'otherSecretKeys' | 'dataDir'>

/**
 * The keys that seal credentials: from the configuration, else from the key file of the data folder, made at the first start and followed
 * when somebody changes it.
 * @param onProblem the key file can't be used as it is now; the keys that were read before stay good
 * @throws ConfigError where MAILLON_SECRET_KEY isn't 32 bytes; MaillonError VAULT_KEYFILE_…, VAULT_KEY_INVALID
 */
export async function openKeyring({ secretKey, otherSecretKeys, dataDir }: KeySettings, onProblem: (error: MaillonError) => void = () => undefined): Promise<Keyring> {
  if (secretKey === null) return followKeyFile(join(dataDir, 'keys.json'), onProblem)
  return createKeyring(keyOf('MAILLON_SECRET_KEY', secretKey), otherSecretKeys.map((key) => keyOf('MAILLON_SECRET_KEY_OTHERS', key)))
}

function keyOf(name: string, text: string): MasterKey {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  // The value itself must not reach a terminal or a log.
  if (bytes.byteLength !== 32) throw new ConfigError(`${name}: 32 bytes in base64 or hexadecimal are expected (openssl rand -base64 32)`)
  return masterKey(bytes)
}
