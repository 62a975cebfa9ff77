/**
 * A whole installation as one file.
 *
 * 1. The tables are of one instant (their source sees to that); blobs are copied afterwards, so that all that the tables name is there.
 * 2. One thing after the other, as streams: memory doesn't grow with what is kept.
 * 3. Everything is hashed on its way in, so that a restore knows what it reads. The manifest comes last: without it a file is no backup.
 * 4. The file appears under its name when it is complete and on the disk, and only its owner may read it.
 */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join, basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { backupFormat, blobEntry, blobListEntry, manifestEntry, tableEntry, type BackedUpTable, type BackupManifest, type BlobLine } from './backup-format.js'
import { measured } from './measured.js'

/** Where the tables come from: one table at a time. */
export interface TableSource {
  readonly migrations: readonly string[]
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[]
  rows(table: { readonly name: string; readonly columns: readonly string[] }): Readable
}

/** Where the blobs come from. */
export interface BlobSource {
  keys(): AsyncIterable<string>
  read(key: string): AsyncIterable<Uint8Array>
}

export interface BackupSources {
  readonly tables: TableSource
  readonly blobs: BlobSource
  readonly keyIds: readonly string[]
  /** ISO 8601. */
  readonly now: string
}

/** Called with each part that is begun: a table's name, or how many blobs are done. */
export type BackupProgress = (part: { readonly table: string } | { readonly blobs: number }) => void

/** @returns the manifest of what was written to `path` */
export async function writeBackup(path: string, sources: BackupSources, tell: BackupProgress): Promise<BackupManifest> {
  const temporary = join(dirname(path), `.${basename(path)}.part`)
  try {
    const zip = new ZipFile()
    let manifest: BackupManifest | null = null
    const writing = (async () => {
      const tables = await addTables(zip, sources.tables, tell)
      const blobs = await addBlobs(zip, sources.blobs, tell)
      manifest = { format: backupFormat, madeAt: sources.now, migrations: sources.tables.migrations, tables, blobs, keyIds: sources.keyIds }
      await add(zip, manifestEntry, { bytes: Readable.from([Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]), compress: true })
      zip.end({ forceZip64Format: true, comment: '' })
    })()
    // A source that fails must end the file's side too.
    writing.catch((error: unknown) => (zip.outputStream as Readable).destroy(error instanceof Error ? error : new Error(String(error))))
    await Promise.all([writing, pipeline(zip.outputStream, createWriteStream(temporary, { mode: 0o600, flush: true }))])
    await rename(temporary, path)
    if (manifest === null) throw new Error('a backup without a manifest')
    return manifest
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function addTables(zip: ZipFile, source: TableSource, tell: BackupProgress): Promise<readonly BackedUpTable[]> {
  const done: BackedUpTable[] = []
  for (const table of source.tables) {
    tell({ table: table.name })
    const { lines, sha256 } = await add(zip, tableEntry(table.name), { bytes: source.rows(table), compress: true })
    done.push({ name: table.name, columns: table.columns, rows: lines, sha256 })
  }
  return done
}

async function addBlobs(zip: ZipFile, source: BlobSource, tell: BackupProgress): Promise<BackupManifest['blobs']> {
  const lines: BlobLine[] = []
  let bytes = 0
  for await (const key of source.keys()) {
    // Blobs are packed already, or are files that a packer gains little on.
    const { bytes: size, sha256 } = await add(zip, blobEntry(key), { bytes: Readable.from(source.read(key)), compress: false })
    lines.push({ key, size, sha256 })
    bytes += size
    if (lines.length % 100 === 0) tell({ blobs: lines.length })
  }
  const list = await add(zip, blobListEntry, { bytes: Readable.from(lines.map((line) => Buffer.from(`${JSON.stringify(line)}\n`))), compress: true })
  return { count: lines.length, bytes, sha256: list.sha256 }
}

/** Resolves when the entry has been read to its end. */
async function add(zip: ZipFile, name: string, { bytes, compress }: { readonly bytes: Readable; readonly compress: boolean }): Promise<{ readonly bytes: number; readonly lines: number; readonly sha256: string }> {
  const { stream, measure } = measured()
  // Its size isn't known before: without this, one of more than 4 GiB would break the file.
  zip.addReadStream(stream, name, { compress, forceZip64Format: true, mtime: new Date(0) })
  await pipeline(bytes, stream)
  return { bytes: measure.bytes, lines: measure.lines, sha256: measure.sha256() }
}
