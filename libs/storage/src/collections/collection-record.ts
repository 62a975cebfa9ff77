import type { JsonObject } from '@maillon/kernel'

/** A collection as the list shows it. */
export interface StoredCollection {
  readonly id: string
  readonly name: string
  readonly keys: readonly string[]
  /** Every field that a row ever had, in the order of appearance. */
  readonly fields: readonly string[]
  readonly rows: number
  readonly createdAt: Date
  readonly changedAt: Date
}

export interface StoredCollectionRow {
  /** Stays the same while the row lives. */
  readonly id: string
  readonly row: JsonObject
  readonly addedAt: Date
  readonly changedAt: Date
}

/** A change that was made. */
export interface StoredCollectionChange {
  readonly at: Date
  /** Null: by hand. */
  readonly runId: string | null
  /** The flow's name, or the person's. */
  readonly who: string
  readonly added: number
  readonly changed: number
  readonly deleted: number
  readonly same: number
}

export interface CollectionRecord {
  readonly id: string
  readonly name: string
  readonly key_fields: string[]
  readonly fields: string[]
  readonly row_count: string
  readonly created_at: Date
  readonly changed_at: Date
}

export const collectionColumns = 'id, name, key_fields, fields, row_count, created_at, changed_at'

export function collectionOf(record: CollectionRecord): StoredCollection {
  const { id, name, key_fields: keys, fields, row_count: rows, created_at: createdAt, changed_at: changedAt } = record
  return { id, name, keys, fields, rows: Number(rows), createdAt, changedAt }
}
