import type { Command } from 'commander'
import pc from 'picocolors'
import { exitCodes } from '../exit-codes.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

/** `maillon migrate`: brings the tables up to date, as a start does, for those who want it done before. */
export function addMigrate(program: Command, terminal: Terminal, finish: Finish): void {
  const french = terminal.locale === 'fr'
  program
    .command('migrate')
    .description(french ? 'Mettre les tables à jour, comme le fait un démarrage' : 'Bring the tables up to date, as a start does')
    .action(async () => {
      const [{ openInstallation }, { createDataSource, migrate }] = await Promise.all([import('../installation/open-installation.js'), import('@maillon/storage')])
      const installation = await openInstallation(terminal, { workingDirectory: process.cwd(), expects: 'one' })
      const database = createDataSource({ connectionString: installation.databaseUrl, poolSize: 3 })
      try {
        await database.initialize()
        const done = await migrate(database)
        for (const name of done) terminal.print(`${pc.green('✓')} ${name}`)
        if (done.length === 0) terminal.print(french ? 'Les tables étaient à jour.' : 'The tables were up to date.')
        finish(exitCodes.ok)
      } finally {
        if (database.isInitialized) await database.destroy()
        await installation.close()
      }
    })
}
