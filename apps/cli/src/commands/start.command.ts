import type { Command } from 'commander'
import { exitCodes } from '../exit-codes.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

/** `maillon start`: the server as this very process, over the folder that the other commands mean too. */
export function addStart(program: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  program
    .command('start')
    .description(text('Démarrer le serveur : http://localhost:5555, ou le port de PORT', 'Start the server: http://localhost:5555, or the port in PORT'))
    .addHelpText(
      'after',
      text(
        '\nBase, fichiers et clé sont dans le dossier .maillon du dossier courant, créé au premier démarrage. MAILLON_DATA en désigne un autre : les autres commandes (doctor, backup, user…) suivent la même règle. Ctrl-C arrête tout.',
        '\nDatabase, files and key stand in the folder .maillon of the current one, made at the first start. MAILLON_DATA names another: the other commands (doctor, backup, user…) keep to the same rule. Ctrl-C stops everything.',
      ),
    )
    .action(async () => {
      const { readServerConfig, serve } = await import('@maillon/server')
      const config = readServerConfig({ ...terminal.env }, process.cwd())
      terminal.print(text(`Dossier de données : ${config.dataDir}`, `Data folder: ${config.dataDir}`))
      await serve(config, { say: (said) => terminal.print(said[terminal.locale]), startedBy: 'maillon start' })
      finish(exitCodes.ok)
    })
}
