import type { Logger } from '@maillon/kernel'
import { SealedStore, type Database } from '@maillon/storage'
import type { Keyring } from '@maillon/vault'
import type { Say } from './say.js'

/** A key file that was lost, or belongs to another installation, is said at the start, and not by the first flow that fails in the night. */
export async function warnOfLostKeys(database: Database, keyring: Keyring, tell: { readonly say: Say; readonly logger: Logger }): Promise<void> {
  const lost = (await new SealedStore(database).counts()).filter(({ keyId }) => keyring.find(keyId) === null)
  if (lost.length === 0) return
  const count = lost.reduce((sum, one) => sum + one.count, 0)
  const keys = [...new Set(lost.map(({ keyId }) => keyId))].join(', ')
  tell.logger.error('Secrets are sealed with keys that are not here', { count, keys })
  tell.say({
    fr: `Attention : ${count} secrets (identifiants, adresses, doubles authentifications) sont chiffrés avec une clé qui n’est pas ici (${keys}). Remettez en place le keys.json ou MAILLON_SECRET_KEY d’alors, ou saisissez-les de nouveau ; « maillon key status » dit lesquels.`,
    en: `Watch out: ${count} secrets (credentials, addresses, second factors) are sealed with a key that is not here (${keys}). Put the keys.json or MAILLON_SECRET_KEY of then back, or enter them again; "maillon key status" says which.`,
  })
}
