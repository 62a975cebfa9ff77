/** What stands in a backup file: a zip with `tables/<name>`, `blobs/<key>`, `blobs.jsonl` (a BlobLine each) and, last, `manifest.json`. */
export const backupFormat = 'maillon.backup/1'

export interface BackupManifest {
  readonly format: typeof backupFormat
  /** ISO 8601, of the machine that made it. */
  readonly madeAt: string
  /** Names of the migrations that made the tables, in order. */
  readonly migrations: readonly string[]
  readonly tables: readonly BackedUpTable[]
  readonly blobs: {
    readonly count: number
    readonly bytes: number
    /** Of `blobs.jsonl`, hexadecimal. */
    readonly sha256: string
  }
  /** Ids of the keys that open the credentials in it. The keys themselves are not in it. */
  readonly keyIds: readonly string[]
}

export interface BackedUpTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
  /** Of its rows as they stand in the file, hexadecimal. */
  readonly sha256: string
}

export interface BlobLine {
  readonly key: string
  readonly size: number
  readonly sha256: string
}

export const manifestEntry = 'manifest.json'
export const blobListEntry = 'blobs.jsonl'
export const tableEntry = (name: string): string => `tables/${name}`
export const blobEntry = (key: string): string => `blobs/${key}`
