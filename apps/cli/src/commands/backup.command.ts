import { copyFile, chmod } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { BackupManifest } from '@maillon/backup'
import { sizeText } from '@maillon/messages'
import { openKeyring, rowsIn, writeInstallationBackup } from '@maillon/server'
import type { Command } from 'commander'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { exitCodes } from '../exit-codes.js'
import type { Installation } from '../installation/open-installation.js'
import type { Finish } from '../program.js'
import { systemClock } from '../system-ports.js'
import type { Terminal } from '../terminal.js'

interface Options {
  readonly keys?: string
  readonly json?: boolean
}

/** `maillon backup FILE`: database and files of this installation in one file, also while a server works. */
export function addBackup(program: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  program
    .command('backup')
    .description(text('Sauvegarder la base et les fichiers dans un seul fichier, serveur en marche ou non', 'Save database and files in one file, whether a server runs or not'))
    .argument('<file>', text('fichier à écrire, par exemple maillon-2026-11-21.zip', 'file to write, for example maillon-2026-11-21.zip'))
    .option('--keys <file>', text('y copier aussi les clés qui ouvrent les identifiants (à garder ailleurs que la sauvegarde)', 'copy the keys that open the credentials there too (keep them apart from the backup)'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (file: string, options: Options) => {
      const { openInstallation } = await import('../installation/open-installation.js')
      const installation = await openInstallation(terminal, { workingDirectory: process.cwd(), expects: 'one' })
      try {
        const manifest = await backUp(installation, resolve(file), terminal)
        if (options.keys !== undefined) await copyKeys(installation, resolve(options.keys))
        report(manifest, { file, options, terminal })
        finish(exitCodes.ok)
      } finally {
        await installation.close()
      }
    })
}

async function backUp({ config, databaseUrl, blobs }: Installation, path: string, terminal: Terminal): Promise<BackupManifest> {
  return writeInstallationBackup(path, { databaseUrl, blobs, keyring: await openKeyring(config), now: systemClock.now() }, (part) => {
    if (terminal.isInteractive) terminal.note(pc.dim('table' in part ? part.table : `${part.blobs}…`))
  })
}

async function copyKeys({ config, keyFile }: Installation, path: string): Promise<void> {
  if (config.secretKey !== null) {
    throw new CliError({
      fr: 'La sauvegarde est faite. Les clés, elles, viennent de MAILLON_SECRET_KEY : gardez cette valeur en lieu sûr, il n’y a pas de fichier à copier.',
      en: 'The backup is made. The keys come from MAILLON_SECRET_KEY: keep that value in a safe place, there is no file to copy.',
    })
  }
  await copyFile(keyFile, path)
  await chmod(path, 0o600)
}

function report(manifest: BackupManifest, { file, options, terminal }: { readonly file: string; readonly options: Options; readonly terminal: Terminal }): void {
  const rows = rowsIn(manifest)
  if (options.json === true) {
    terminal.print(JSON.stringify({ file, madeAt: manifest.madeAt, tables: manifest.tables.length, rows, blobs: manifest.blobs.count, bytes: manifest.blobs.bytes }))
    return
  }
  const size = sizeText(manifest.blobs.bytes, terminal.locale)
  terminal.print(`${pc.green('✓')} ${terminal.locale === 'fr' ? `${file} : ${rows} lignes de ${manifest.tables.length} tables, ${manifest.blobs.count} fichiers (${size})` : `${file}: ${rows} rows of ${manifest.tables.length} tables, ${manifest.blobs.count} files (${size})`}`)
  if (options.keys === undefined) {
    terminal.note(
      terminal.locale === 'fr'
        ? 'Les clés qui ouvrent les identifiants n’y sont pas : gardez une copie de keys.json (ou de MAILLON_SECRET_KEY) dans un autre endroit sûr.'
        : 'The keys that open the credentials are not in it: keep a copy of keys.json (or of MAILLON_SECRET_KEY) in another safe place.',
    )
  }
}
