import type { Readable } from 'node:stream'
import type { BackedUpTable } from './backup-format.js'
import { backupError } from './backup-error.js'
import type { OpenBackup } from './open-backup.js'

/** Where the tables go: all of them, or none. */
export interface TableTarget {
  /** @returns how many rows */
  fill(table: BackedUpTable, rows: Readable): Promise<number>
  finish(): Promise<void>
  giveUp(): Promise<void>
}

export interface BlobTarget {
  write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<unknown>
  remove(key: string): Promise<void>
}

/**
 * Puts what a backup holds into an empty installation. Where anything is wrong, nothing of it stays: the tables are committed after the last
 * blob was read and found intact.
 * @throws MaillonError BACKUP_CONTENT_DAMAGED, and what the targets throw
 */
export async function restoreBackup(backup: OpenBackup, { tables, blobs }: { readonly tables: TableTarget; readonly blobs: BlobTarget }, tell: (part: { readonly table: string } | { readonly blobs: number }) => void): Promise<void> {
  const written: string[] = []
  try {
    for (const table of backup.manifest.tables) {
      tell({ table: table.name })
      const rows = await tables.fill(table, await backup.rows(table))
      if (rows !== table.rows) throw backupError('BACKUP_CONTENT_DAMAGED', { part: table.name })
    }
    for await (const line of backup.blobs()) {
      written.push(line.key)
      await blobs.write(line.key, await backup.blob(line))
      if (written.length % 100 === 0) tell({ blobs: written.length })
    }
    if (written.length !== backup.manifest.blobs.count) throw backupError('BACKUP_CONTENT_DAMAGED', { part: 'blobs' })
    await tables.finish()
  } catch (error) {
    await tables.giveUp()
    for (const key of written) await blobs.remove(key).catch(() => undefined)
    throw error
  }
}
