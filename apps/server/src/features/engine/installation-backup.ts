import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupManifest } from '@maillon/backup'
import type { LocalBlobStore } from '@maillon/file-stores'
import { backupName, isBackupOf, outdatedBackups, userError, type BackupWish, type MadeBackup } from '@maillon/node-sdk'
import { Inject, Injectable } from '@nestjs/common'
import type { Foundation } from '../../platform/foundation.js'
import { BLOBS, FOUNDATION } from '../../platform/tokens.js'
import { rowsIn, writeInstallationBackup } from './write-installation-backup.js'

const ending = 'zip'

/**
 * Backs the installation up where a step asks for it, as `maillon backup` does. The folder is the administrator's choice and no flow can read it:
 * a backup holds the data of every workspace.
 */
@Injectable()
export class InstallationBackup {
  constructor(
    @Inject(FOUNDATION) private readonly on: Foundation,
    @Inject(BLOBS) private readonly blobs: LocalBlobStore,
  ) {}

  /** @throws UserError BACKUP_FOLDER_UNUSABLE */
  async make({ name, keep, timeZone }: BackupWish, isDryRun: boolean): Promise<MadeBackup> {
    const folder = this.on.config.backups
    const there = await this.#namesIn(folder, name)
    const fileName = backupName(name, ending, { at: this.on.clock.now(), timeZone })
    if (isDryRun) return { fileName, bytes: 0, rows: 0, files: 0, deleted: outdatedBackups([...there, fileName], keep) }
    const path = join(folder, fileName)
    const manifest = await this.#write(path)
    const deleted = outdatedBackups(await this.#namesIn(folder, name), keep)
    for (const old of deleted) await rm(join(folder, old), { force: true })
    return { fileName, bytes: (await stat(path)).size, rows: rowsIn(manifest), files: manifest.blobs.count, deleted }
  }

  async #write(path: string): Promise<BackupManifest> {
    const { databaseUrl, keyring, clock } = this.on
    try {
      return await writeInstallationBackup(path, { databaseUrl, blobs: this.blobs, keyring, now: clock.now() })
    } catch (error) {
      throw isOfFolder(error) ? unusable(error) : error
    }
  }

  async #namesIn(folder: string, name: string): Promise<readonly string[]> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return (await readdir(folder)).filter((one) => isBackupOf(one, name, ending))
    } catch (error) {
      throw unusable(error)
    }
  }
}

const folderProblems: ReadonlySet<unknown> = new Set(['EACCES', 'EDQUOT', 'EIO', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS'])

function isOfFolder(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'code' in error && folderProblems.has(error.code)
}

function unusable(error: unknown) {
  return userError({
    code: 'BACKUP_FOLDER_UNUSABLE',
    text: { fr: 'La sauvegarde n’a pas pu être écrite dans le dossier prévu pour elle.', en: 'The backup could not be written into the folder that is meant for it.' },
    hint: { fr: 'Un administrateur regarde s’il y a de la place et si Maillon peut y écrire ; MAILLON_BACKUPS nomme un autre dossier.', en: 'An administrator looks whether there is room and whether Maillon may write there; MAILLON_BACKUPS names another folder.' },
    details: error instanceof Error && 'code' in error ? String(error.code) : '',
  })
}
