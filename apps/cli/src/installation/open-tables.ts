import { createDataSource, readDatabaseFacts, type Database } from '@maillon/storage'
import { CliError } from '../cli-error.js'
import { systemClock } from '../system-ports.js'
import type { Installation } from './open-installation.js'

/**
 * The tables of an installation, for a command that changes something in them. The caller destroys it.
 * @throws CliError where there are none, or they are not those of this very version
 */
export async function openTables({ databaseUrl }: Installation): Promise<Database> {
  const { tables } = await readDatabaseFacts(databaseUrl, () => systemClock.now())
  if (tables === null) throw new CliError({ fr: 'Cette base est vide : lancez d’abord « maillon migrate », ou démarrez le serveur.', en: 'This database is empty: run "maillon migrate" first, or start the server.' })
  if (tables.unknownMigrations.length > 0) throw new CliError({ fr: 'Une version plus récente de Maillon a mis cette base à jour : utilisez sa commande.', en: 'A newer version of Maillon has upgraded this database: use the command of that version.' })
  if (tables.pendingMigrations.length > 0) throw new CliError({ fr: 'Les tables de cette base sont d’une version plus ancienne : lancez d’abord « maillon migrate ».', en: 'The tables of this database are of an older version: run "maillon migrate" first.' })
  const database = createDataSource({ connectionString: databaseUrl, poolSize: 3, applicationName: 'maillon-cli' })
  return database.initialize()
}
