import { randomUUID } from 'node:crypto'
import { isUuid, type JsonObject } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { isUniqueViolation } from '../postgres-error.js'
import { collectionColumns, collectionOf, type CollectionRecord, type StoredCollection, type StoredCollectionChange, type StoredCollectionRow } from './collection-record.js'

export interface CollectionRowQuery {
  /** Words that a row must hold somewhere. Absent: all rows. */
  readonly words?: string
  /** A field. Absent: as they were added. */
  readonly sort?: string
  readonly isDescending?: boolean
  readonly offset: number
  readonly limit: number
}

export interface RowToKeep {
  readonly key: string
  readonly row: JsonObject
  readonly digest: string
}

/** Collections as people see and change them, row by row. */
export class CollectionDesk {
  constructor(private readonly dataSource: DataSource) {}

  async list(workspaceId: string): Promise<readonly StoredCollection[]> {
    return ((await this.dataSource.query(`SELECT ${collectionColumns} FROM collection WHERE workspace_id = $1 ORDER BY lower(name) COLLATE "und-x-icu", name`, [workspaceId])) as CollectionRecord[]).map(collectionOf)
  }

  async find(workspaceId: string, id: string): Promise<StoredCollection | null> {
    if (!isUuid(id)) return null
    const [record] = (await this.dataSource.query(`SELECT ${collectionColumns} FROM collection WHERE workspace_id = $1 AND id = $2`, [workspaceId, id])) as CollectionRecord[]
    return record === undefined ? null : collectionOf(record)
  }

  /** False: the name is taken. */
  async create(workspaceId: string, { id, name, keys }: Pick<StoredCollection, 'id' | 'name' | 'keys'>): Promise<boolean> {
    try {
      await this.dataSource.query('INSERT INTO collection (id, workspace_id, name, key_fields, fields) VALUES ($1, $2, $3, $4, $5)', [id, workspaceId, name, keys, JSON.stringify(keys)])
      return true
    } catch (error) {
      if (isUniqueViolation(error, 'collection_name_unique')) return false
      throw error
    }
  }

  async remove(workspaceId: string, id: string): Promise<void> {
    await this.dataSource.query('DELETE FROM collection WHERE workspace_id = $1 AND id = $2', [workspaceId, id])
  }

  async rows(collectionId: string, query: CollectionRowQuery): Promise<{ readonly rows: readonly StoredCollectionRow[]; readonly count: number }> {
    const values: unknown[] = [collectionId]
    const bind = (value: unknown) => `$${values.push(value)}`
    const where = ['collection_id = $1', ...wordsOf(query.words).map((word) => `row::text ILIKE ${bind(`%${word}%`)}`)].join(' AND ')
    const [counted] = (await this.dataSource.query(`SELECT count(*)::int AS count FROM collection_row WHERE ${where}`, [...values])) as { readonly count: number }[]
    const records = (await this.dataSource.query(`SELECT seq, row, added_at, changed_at FROM collection_row WHERE ${where} ORDER BY ${orderOf(query, bind)} OFFSET ${bind(query.offset)} LIMIT ${bind(query.limit)}`, values)) as RowRecord[]
    return { rows: records.map(rowOf), count: counted?.count ?? 0 }
  }

  async row(collectionId: string, rowId: string): Promise<StoredCollectionRow | null> {
    const [record] = (await this.dataSource.query('SELECT seq, row, added_at, changed_at FROM collection_row WHERE collection_id = $1 AND seq = $2', [collectionId, rowId])) as RowRecord[]
    return record === undefined ? null : rowOf(record)
  }

  /** Only over the state that was read. `taken`: another row has this key; `stale`: somebody changed or deleted it meanwhile. */
  async changeRow(collection: StoredCollection, row: RowToKeep, of: { readonly rowId: string; readonly readAt: Date; readonly who: string }): Promise<'done' | 'stale' | 'taken'> {
    return this.#written(async () => {
      const answer: unknown = await this.dataSource.query(
        `WITH kept AS (UPDATE collection_row SET key = $4, row = $5, digest = $6, changed_at = clock_timestamp() WHERE collection_id = $1 AND seq = $2 AND changed_at = $3 RETURNING 1)
         SELECT count(*)::int AS count FROM kept`, [collection.id, of.rowId, of.readAt, row.key, JSON.stringify(row.row), row.digest])
      if (countOf(answer) === 0) return 'stale'
      await this.#noted(collection, { who: of.who, fields: Object.keys(row.row), added: 0, changed: 1, deleted: 0 })
      return 'done'
    })
  }

  async addRow(collection: StoredCollection, row: RowToKeep, who: string): Promise<'done' | 'stale' | 'taken'> {
    return this.#written(async () => {
      await this.dataSource.query('INSERT INTO collection_row (collection_id, key, row, digest) VALUES ($1, $2, $3, $4)', [collection.id, row.key, JSON.stringify(row.row), row.digest])
      await this.#noted(collection, { who, fields: Object.keys(row.row), added: 1, changed: 0, deleted: 0 })
      return 'done'
    })
  }

  /** Says whether it was there. */
  async removeRow(collection: StoredCollection, rowId: string, who: string): Promise<boolean> {
    const answer: unknown = await this.dataSource.query('WITH gone AS (DELETE FROM collection_row WHERE collection_id = $1 AND seq = $2 RETURNING 1) SELECT count(*)::int AS count FROM gone', [collection.id, rowId])
    if (countOf(answer) === 0) return false
    await this.#noted(collection, { who, fields: [], added: 0, changed: 0, deleted: 1 })
    return true
  }

  /** Rows that nobody changed since. In batches, so that nobody has to wait for it. */
  async removeOlder(workspaceId: string, name: string, { before, isDryRun }: { readonly before: Date; readonly isDryRun: boolean }): Promise<number | null> {
    const collection = (await this.list(workspaceId)).find((known) => known.name === name)
    if (collection === undefined) return null
    if (isDryRun) return countOf(await this.dataSource.query('SELECT count(*)::int AS count FROM collection_row WHERE collection_id = $1 AND changed_at < $2', [collection.id, before]))
    let removed = 0
    for (;;) {
      const gone = countOf(await this.dataSource.query(
        `WITH gone AS (DELETE FROM collection_row WHERE (collection_id, key) IN (SELECT collection_id, key FROM collection_row WHERE collection_id = $1 AND changed_at < $2 LIMIT 1000) RETURNING 1)
         SELECT count(*)::int AS count FROM gone`, [collection.id, before]))
      if (gone > 0) await this.dataSource.query('UPDATE collection SET row_count = row_count - $2, changed_at = now() WHERE id = $1', [collection.id, gone])
      removed += gone
      if (gone < 1000) return removed
    }
  }

  /** The newest first. */
  async changes(collectionId: string, limit: number): Promise<readonly StoredCollectionChange[]> {
    const records = (await this.dataSource.query('SELECT at, run_id, who, added, changed, deleted, same FROM collection_change WHERE collection_id = $1 ORDER BY at DESC LIMIT $2', [collectionId, limit])) as (Omit<StoredCollectionChange, 'runId'> & { readonly run_id: string | null })[]
    return records.map(({ run_id: runId, ...change }) => ({ ...change, runId }))
  }

  async #written(work: () => Promise<'done' | 'stale'>): Promise<'done' | 'stale' | 'taken'> {
    try {
      return await work()
    } catch (error) {
      if (isUniqueViolation(error, 'collection_row_pkey')) return 'taken'
      throw error
    }
  }

  async #noted(collection: StoredCollection, { who, fields, ...counts }: { readonly who: string; readonly fields: readonly string[]; readonly added: number; readonly changed: number; readonly deleted: number }): Promise<void> {
    const all = [...new Set([...collection.fields, ...fields])]
    await this.dataSource.query('UPDATE collection SET row_count = row_count + $2, fields = $3, changed_at = now() WHERE id = $1', [collection.id, counts.added - counts.deleted, JSON.stringify(all)])
    await this.dataSource.query(
      'INSERT INTO collection_change (collection_id, idempotency_key, run_id, who, added, changed, deleted, same, total) SELECT $1, $2, NULL, $3, $4, $5, $6, 0, row_count FROM collection WHERE id = $1',
      [collection.id, randomUUID(), who, counts.added, counts.changed, counts.deleted])
  }
}

interface RowRecord {
  readonly seq: string
  readonly row: JsonObject
  readonly added_at: Date
  readonly changed_at: Date
}


function rowOf({ seq, row, added_at: addedAt, changed_at: changedAt }: RowRecord): StoredCollectionRow {
  return { id: seq, row, addedAt, changedAt }
}

/** As they stand in the JSON of a row, `%` and `_` for themselves. */
function wordsOf(words: string | undefined): readonly string[] {
  const all = (words ?? '').split(/\s+/).filter((word) => word !== '')
  return all.slice(0, 10).map((word) => JSON.stringify(word).slice(1, -1).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`))
}

/** Numbers by their size, before texts by their letters; empty ones last. */
function orderOf({ sort, isDescending }: CollectionRowQuery, bind: (value: unknown) => string): string {
  if (sort === undefined) return `seq ${isDescending === true ? 'DESC' : 'ASC'}`
  const field = `${bind(sort)}::text`
  const way = isDescending === true ? 'DESC' : 'ASC'
  return `CASE WHEN json_typeof(row -> ${field}) = 'number' THEN (row ->> ${field})::numeric END ${way} NULLS LAST, (row ->> ${field}) COLLATE "und-x-icu" ${way} NULLS LAST, seq`
}

function countOf(answer: unknown): number {
  return (answer as readonly { readonly count: number }[])[0]?.count ?? 0
}
