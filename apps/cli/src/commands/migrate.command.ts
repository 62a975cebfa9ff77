import { MaillonError } from '@maillon/kernel'
import type { Command } from 'commander'
import pc from 'picocolors'
import { exitCodes } from '../exit-codes.js'
import type { Installation } from '../installation/open-installation.js'
import type { Finish } from '../program.js'
import { systemClock } from '../system-ports.js'
import type { Terminal } from '../terminal.js'

/** `maillon migrate`: brings the tables up to date, as a start does, for those who want it done before; `--check` only says what would be done. */
export function addMigrate(program: Command, terminal: Terminal, finish: Finish): void {
  const french = terminal.locale === 'fr'
  program
    .command('migrate')
    .description(french ? 'Mettre les tables à jour, comme le fait un démarrage' : 'Bring the tables up to date, as a start does')
    .option('--check', french ? 'dire seulement ce qui serait fait, sans rien changer' : 'only say what would be done, and change nothing')
    .action(async (options: { readonly check?: boolean }) => {
      const { openInstallation } = await import('../installation/open-installation.js')
      const installation = await openInstallation(terminal, { workingDirectory: process.cwd(), expects: 'one' })
      try {
        await (options.check === true ? check(installation, terminal) : bringUpToDate(installation, terminal))
        finish(exitCodes.ok)
      } finally {
        await installation.close()
      }
    })
}

async function bringUpToDate({ databaseUrl }: Installation, terminal: Terminal): Promise<void> {
  const { createDataSource, migrate } = await import('@maillon/storage')
  const database = createDataSource({ connectionString: databaseUrl, poolSize: 3 })
  try {
    await database.initialize()
    const done = await migrate(database)
    for (const name of done) terminal.print(`${pc.green('✓')} ${name}`)
    if (done.length === 0) terminal.print(terminal.locale === 'fr' ? 'Les tables étaient à jour.' : 'The tables were up to date.')
  } finally {
    if (database.isInitialized) await database.destroy()
  }
}

/** @throws MaillonError STORAGE_SCHEMA_NEWER */
async function check({ databaseUrl }: Installation, terminal: Terminal): Promise<void> {
  const { locale } = terminal
  const { readDatabaseFacts } = await import('@maillon/storage')
  const { tables } = await readDatabaseFacts(databaseUrl, () => systemClock.now())
  const [newer] = tables?.unknownMigrations ?? []
  if (newer !== undefined) throw new MaillonError({ code: 'STORAGE_SCHEMA_NEWER', kind: 'operational', retryable: false, params: { migration: newer } })
  if (tables === null) {
    terminal.print(locale === 'fr' ? 'La base est vide : toutes les tables seraient créées.' : 'The database is empty: all tables would be made.')
    return
  }
  for (const name of tables.pendingMigrations) terminal.print(`${pc.yellow('→')} ${name}`)
  if (tables.pendingMigrations.length === 0) terminal.print(locale === 'fr' ? 'Les tables sont à jour : rien à faire.' : 'The tables are up to date: nothing to do.')
  else terminal.note(locale === 'fr' ? 'Faites d’abord une sauvegarde (maillon backup) : il n’y a pas de retour en arrière. Les serveurs plus anciens qui tournent continuent ; ils ne pourront plus démarrer.' : 'Make a backup first (maillon backup): there is no way back. Older servers that run go on; they can’t start any more.')
}
