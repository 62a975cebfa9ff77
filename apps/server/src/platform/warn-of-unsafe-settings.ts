import type { Logger } from '@maillon/kernel'
import { readUnsafeSettings, type Database } from '@maillon/storage'
import type { Say } from './say.js'

/**
 * A database that doesn't flush what it commits is said at the start. It isn't refused: on some hosted ones and some file systems
 * `full_page_writes` is off with good reason, and only whoever runs it can know.
 */
export async function warnOfUnsafeSettings(database: Pick<Database, 'query'>, tell: { readonly say: Say; readonly logger: Logger }): Promise<void> {
  const unsafe = await readUnsafeSettings((sql) => database.query(sql))
  if (unsafe.length === 0) return
  const names = unsafe.join(', ')
  tell.logger.error('The database may lose what was accepted when the power fails', { off: names })
  tell.say({
    fr: `Attention : PostgreSQL fonctionne avec ces réglages sur « off » : ${names}. Une coupure de courant peut perdre des exécutions acceptées, voire abîmer la base. Remettez-les sur « on » dans postgresql.conf, sauf si votre hébergeur ou votre système de fichiers s’en charge.`,
    en: `Watch out: PostgreSQL works with these settings off: ${names}. A power cut may lose runs that were accepted, and even damage the database. Set them back to “on” in postgresql.conf, unless your host or your file system sees to it.`,
  })
}
