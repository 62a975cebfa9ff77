import { MaillonError } from '@maillon/kernel'
import type { Command } from 'commander'
import pc from 'picocolors'
import { exitCodes } from '../exit-codes.js'
import type { Installation } from '../installation/open-installation.js'
import type { Finish } from '../program.js'
import { systemClock } from '../system-ports.js'
import type { Terminal } from '../terminal.js'

interface Options {
  readonly check?: boolean
  readonly json?: boolean
}

interface How {
  readonly terminal: Terminal
  readonly options: Options
}

/** `maillon migrate`: brings the tables up to date, as a start does, for those who want it done before; `--check` only says what would be done. */
export function addMigrate(program: Command, terminal: Terminal, finish: Finish): void {
  const french = terminal.locale === 'fr'
  program
    .command('migrate')
    .description(french ? 'Mettre les tables à jour, comme le fait un démarrage' : 'Bring the tables up to date, as a start does')
    .option('--check', french ? 'dire seulement ce qui serait fait, sans rien changer' : 'only say what would be done, and change nothing')
    .option('--json', french ? 'répondre en JSON' : 'answer as JSON')
    .action(async (options: Options) => {
      const { openInstallation } = await import('../installation/open-installation.js')
      const installation = await openInstallation(terminal, { workingDirectory: process.cwd(), expects: 'one' })
      try {
        await (options.check === true ? check(installation, { terminal, options }) : bringUpToDate(installation, { terminal, options }))
        finish(exitCodes.ok)
      } finally {
        await installation.close()
      }
    })
}

async function bringUpToDate({ databaseUrl }: Installation, { terminal, options }: How): Promise<void> {
  const { createDataSource, migrate } = await import('@maillon/storage')
  const database = createDataSource({ connectionString: databaseUrl, poolSize: 3 })
  try {
    await database.initialize()
    if (terminal.isInteractive) terminal.note(pc.dim(terminal.locale === 'fr' ? 'Les tables sont mises à jour ; sur une grande base, cela peut durer.' : 'The tables are being brought up to date; with a large database this may take a while.'))
    const done = await migrate(database)
    if (options.json === true) return terminal.print(JSON.stringify({ done }))
    for (const name of done) terminal.print(`${pc.green('✓')} ${name}`)
    if (done.length === 0) terminal.print(terminal.locale === 'fr' ? 'Les tables étaient à jour.' : 'The tables were up to date.')
  } finally {
    if (database.isInitialized) await database.destroy()
  }
}

/** @throws MaillonError STORAGE_SCHEMA_NEWER */
async function check({ databaseUrl }: Installation, { terminal, options }: How): Promise<void> {
  const { locale } = terminal
  const { readDatabaseFacts } = await import('@maillon/storage')
  const { tables } = await readDatabaseFacts(databaseUrl, () => systemClock.now())
  const [newer] = tables?.unknownMigrations ?? []
  if (newer !== undefined) throw new MaillonError({ code: 'STORAGE_SCHEMA_NEWER', kind: 'operational', retryable: false, params: { migration: newer } })
  if (options.json === true) return terminal.print(JSON.stringify({ isEmpty: tables === null, pending: tables?.pendingMigrations ?? [] }))
  if (tables === null) terminal.print(locale === 'fr' ? 'La base est vide : toutes les tables seraient créées.' : 'The database is empty: all tables would be made.')
  else tellPending(tables.pendingMigrations, terminal)
}

function tellPending(pending: readonly string[], terminal: Terminal): void {
  const { locale } = terminal
  for (const name of pending) terminal.print(`${pc.yellow('→')} ${name}`)
  if (pending.length === 0) terminal.print(locale === 'fr' ? 'Les tables sont à jour : rien à faire.' : 'The tables are up to date: nothing to do.')
  else terminal.note(locale === 'fr' ? 'Faites d’abord une sauvegarde (maillon backup) : il n’y a pas de retour en arrière. Les serveurs plus anciens qui tournent continuent ; ils ne pourront plus démarrer.' : 'Make a backup first (maillon backup): there is no way back. Older servers that run go on; they can’t start any more.')
}
