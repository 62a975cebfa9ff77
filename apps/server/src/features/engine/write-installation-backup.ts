import { writeBackup, type BackupManifest, type BackupProgress, type BlobSource } from '@maillon/backup'
import type { Keyring } from '@maillon/vault'

export interface BackedUpInstallation {
  readonly databaseUrl: string
  readonly blobs: BlobSource
  readonly keyring: Pick<Keyring, 'all'>
  /** Milliseconds. */
  readonly now: number
}

/** Database and files of an installation as one file, also while servers work with it. */
export async function writeInstallationBackup(path: string, { databaseUrl, blobs, keyring, now }: BackedUpInstallation, tell: BackupProgress = () => undefined): Promise<BackupManifest> {
  // The command line starts without the storage.
  const { TableDump } = await import('@maillon/storage')
  const tables = await TableDump.open(databaseUrl)
  try {
    return await writeBackup(path, { tables, blobs, keyIds: keyring.all.map(({ id }) => id), now: new Date(now).toISOString() }, tell)
  } finally {
    await tables.close()
  }
}

/** Rows in the database, over all tables. */
export function rowsIn({ tables }: BackupManifest): number {
  return tables.reduce((sum, table) => sum + table.rows, 0)
}
