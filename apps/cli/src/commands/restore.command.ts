import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openBackup, restoreBackup, type OpenBackup } from '@maillon/backup'
import { openKeyring } from '@maillon/server'
import { addKeysToFile, keysInFile } from '@maillon/vault'
import type { Command } from 'commander'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { exitCodes } from '../exit-codes.js'
import type { Installation } from '../installation/open-installation.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

interface Options {
  readonly keys?: string
  readonly withoutKeys?: boolean
  readonly json?: boolean
}

/** `maillon restore FILE`: puts a backup into an empty installation; all of it, or nothing. */
export function addRestore(program: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  program
    .command('restore')
    .description(text('Restaurer une sauvegarde dans une installation vide', 'Restore a backup into an empty installation'))
    .argument('<file>', text('fichier fait par « maillon backup »', 'file made by "maillon backup"'))
    .option('--keys <file>', text('clés qui ouvrent les identifiants de la sauvegarde', 'keys that open the credentials of the backup'))
    .option('--without-keys', text('restaurer même sans ces clés : les identifiants seront à saisir de nouveau', 'restore without these keys all the same: credentials will have to be entered again'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (file: string, options: Options) => {
      const backup = await openBackup(resolve(file))
      try {
        const { openInstallation } = await import('../installation/open-installation.js')
        const installation = await openInstallation(terminal, { workingDirectory: process.cwd(), expects: 'any' })
        try {
          await restore(backup, { installation, options, terminal })
        } finally {
          await installation.close()
        }
        report(backup, options, terminal)
        finish(exitCodes.ok)
      } finally {
        await backup.close()
      }
    })
}

interface Place {
  readonly installation: Installation
  readonly options: Options
  readonly terminal: Terminal
}

async function restore(backup: OpenBackup, { installation, options, terminal }: Place): Promise<void> {
  const given = options.keys === undefined ? null : await readFile(resolve(options.keys), 'utf8')
  await refuseWithoutKeys(backup, { installation, given, isMeant: options.withoutKeys === true })
  const { TableLoad } = await import('@maillon/storage')
  const tables = await TableLoad.open(installation.databaseUrl, backup.manifest.migrations)
  await restoreBackup(backup, { tables, blobs: installation.blobs }, (part) => {
    if (terminal.isInteractive) terminal.note(pc.dim('table' in part ? part.table : `${part.blobs}…`))
  })
  // Last: an installation whose restore was refused keeps its own keys.
  if (given !== null && installation.config.secretKey === null) await addKeysToFile(installation.keyFile, given)
}

async function refuseWithoutKeys({ manifest }: OpenBackup, { installation, given, isMeant }: { readonly installation: Installation; readonly given: string | null; readonly isMeant: boolean }): Promise<void> {
  const keyring = await openKeyring(installation.config)
  const known = new Set([...keyring.all, ...(given === null ? [] : keysInFile(given))].map(({ id }) => id))
  if (isMeant || manifest.keyIds.every((id) => known.has(id))) return
  throw new CliError({
    fr: 'Les clés qui ouvrent les identifiants de cette sauvegarde manquent. Donnez-les par --keys (une copie de keys.json) ou par MAILLON_SECRET_KEY ; ou restaurez avec --without-keys, et saisissez de nouveau les identifiants.',
    en: 'The keys that open the credentials of this backup are missing. Give them by --keys (a copy of keys.json) or by MAILLON_SECRET_KEY; or restore with --without-keys and enter the credentials again.',
  })
}

function report({ manifest }: OpenBackup, options: Options, terminal: Terminal): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  if (options.json === true) {
    terminal.print(JSON.stringify({ madeAt: manifest.madeAt, tables: manifest.tables.length, rows, blobs: manifest.blobs.count }))
    return
  }
  terminal.print(
    `${pc.green('✓')} ${terminal.locale === 'fr' ? `${rows} lignes et ${manifest.blobs.count} fichiers restaurés, dans l’état du ${manifest.madeAt}. Les exécutions qui étaient en cours reprendront au démarrage.` : `${rows} rows and ${manifest.blobs.count} files restored, as of ${manifest.madeAt}. Runs that were under way go on when the server starts.`}`,
  )
}
