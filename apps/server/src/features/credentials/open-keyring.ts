import { join } from 'node:path'
import { createKeyring, loadKeyFile, masterKey, type Keyring } from '@maillon/vault'
import { ConfigError, type ServerConfig } from '../../config/server-config.js'

/**
 * The keys that seal credentials: from the configuration, else from the key file of the data folder, made at the first start.
 * @throws ConfigError where MAILLON_SECRET_KEY isn't 32 bytes; MaillonError VAULT_KEYFILE_OPEN, VAULT_KEY_INVALID
 */
export async function openKeyring(config: Pick<ServerConfig, 'secretKey' | 'dataDir'>): Promise<Keyring> {
  if (config.secretKey === null) return loadKeyFile(join(config.dataDir, 'keys.json'))
  const bytes = /^[0-9a-f]{64}$/i.test(config.secretKey) ? Buffer.from(config.secretKey, 'hex') : Buffer.from(config.secretKey, 'base64')
  // The value itself must not reach a terminal or a log.
  if (bytes.byteLength !== 32) throw new ConfigError('MAILLON_SECRET_KEY: 32 bytes in base64 or hexadecimal are expected (openssl rand -base64 32)')
  return createKeyring(masterKey(bytes))
}
