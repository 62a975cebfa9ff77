import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createInterface } from 'node:readline'
import { fromFd, type Entry, type ZipFile } from 'yauzl'
import { open } from 'node:fs/promises'
import { backupError } from './backup-error.js'
import { backupFormat, blobEntry, blobListEntry, manifestEntry, tableEntry, type BackedUpTable, type BackupManifest, type BlobLine } from './backup-format.js'
import { measured, type Measure } from './measured.js'

/** A backup file that was found to be one. What it gives is checked as it is read: at the end of a stream, not before. */
export interface OpenBackup {
  readonly manifest: BackupManifest
  /** @throws MaillonError BACKUP_CONTENT_DAMAGED at the stream's end, where it isn't what was written */
  rows(table: BackedUpTable): Promise<Readable>
  /** The blobs of the list. @throws MaillonError BACKUP_CONTENT_DAMAGED */
  blobs(): AsyncIterable<BlobLine>
  blob(line: BlobLine): Promise<Readable>
  close(): Promise<void>
}

/** @throws MaillonError BACKUP_FILE_UNREADABLE, BACKUP_FORMAT_UNKNOWN */
export async function openBackup(path: string): Promise<OpenBackup> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw backupError('BACKUP_FILE_UNREADABLE', { file: path, reason: error.code ?? error.message })
  })
  try {
    const zip = await openZip(handle.fd).catch((error: unknown) => {
      throw backupError('BACKUP_FILE_UNREADABLE', { file: path, reason: error instanceof Error ? error.message : '' })
    })
    const entries = await readEntries(zip)
    const reader = new BackupReader(zip, entries)
    const manifest = await readManifest(reader, path)
    return {
      manifest,
      rows: (table) => reader.checked(tableEntry(table.name), table.sha256),
      blobs: () => reader.blobLines(manifest.blobs.sha256),
      blob: (line) => reader.checked(blobEntry(line.key), line.sha256),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close().catch(() => undefined)
    throw error
  }
}

/** Yauzl's own promise form leaves its options out. */
function openZip(fd: number): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromFd(fd, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) => (error === null ? resolve(zip) : reject(error)))
  })
}

async function readEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.once('end', resolve)
    zip.once('error', reject)
    zip.readEntry()
  }).catch((error: unknown) => {
    throw backupError('BACKUP_CONTENT_DAMAGED', { part: error instanceof Error ? error.message : '' })
  })
  return entries
}

class BackupReader {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  async raw(name: string): Promise<Readable> {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw backupError('BACKUP_CONTENT_DAMAGED', { part: name })
    return new Promise((resolve, reject) => {
      this.#zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(backupError('BACKUP_CONTENT_DAMAGED', { part: name }))))
    })
  }

  /** The bytes of a part; ends with an error where they aren't those that were written. */
  async checked(name: string, sha256: string): Promise<Readable> {
    const { stream, measure } = measured()
    stream._flush = (done) => done(isIntact(measure, sha256) ? null : backupError('BACKUP_CONTENT_DAMAGED', { part: name }))
    const from = await this.raw(name)
    from.once('error', () => stream.destroy(backupError('BACKUP_CONTENT_DAMAGED', { part: name })))
    return from.pipe(stream)
  }

  async *blobLines(sha256: string): AsyncGenerator<BlobLine> {
    for await (const line of createInterface({ input: await this.checked(blobListEntry, sha256), crlfDelay: Infinity })) yield JSON.parse(line) as BlobLine
  }
}

function isIntact(measure: Measure, sha256: string): boolean {
  return measure.sha256() === sha256
}

async function readManifest(reader: BackupReader, path: string): Promise<BackupManifest> {
  if (!reader.has(manifestEntry)) throw backupError('BACKUP_FORMAT_UNKNOWN', { file: path })
  const manifest = parsed(await text(await reader.raw(manifestEntry)).catch(() => {
    throw backupError('BACKUP_CONTENT_DAMAGED', { part: manifestEntry })
  }))
  if (manifest?.format !== backupFormat) throw backupError('BACKUP_FORMAT_UNKNOWN', { file: path })
  return manifest
}

function parsed(json: string): BackupManifest | null {
  try {
    return JSON.parse(json) as BackupManifest
  } catch {
    return null
  }
}
