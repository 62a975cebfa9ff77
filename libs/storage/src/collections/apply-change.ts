import { randomUUID } from 'node:crypto'
import { MaillonError } from '@maillon/kernel'
import type { QueryRunner } from 'typeorm'
import { collectionColumns, collectionOf, type CollectionRecord, type StoredCollection } from './collection-record.js'
import { deleteOthers, deleteStaged, keepUp, upsertStaged } from './collection.sql.js'

export interface ChangeToApply {
  readonly workspaceId: string
  readonly name: string
  readonly mode: 'upsert' | 'replace' | 'delete'
  readonly keys: readonly string[]
  readonly fields: readonly string[]
  readonly stage: string
  readonly idempotencyKey: string
  /** Null: by hand. */
  readonly runId: string | null
  /** Shown in the list of changes. */
  readonly who: string
}

export interface AppliedChange {
  readonly added: number
  readonly changed: number
  readonly deleted: number
  readonly same: number
  readonly total: number
  readonly alreadyAt: string | null
}

const nothing: AppliedChange = { added: 0, changed: 0, deleted: 0, same: 0, total: 0, alreadyAt: null }
const mostFields = 500

/**
 * One change of a collection, inside the caller's transaction. The collection's row is locked first: changes of one collection
 * come one after the other, and each sees what the one before it left.
 */
export async function applyChange(runner: QueryRunner, change: ChangeToApply): Promise<AppliedChange> {
  const collection = await lockedCollection(runner, change)
  if (collection === null) return nothing
  const done = await doneBefore(runner, collection.id, change.idempotencyKey)
  if (done !== null) return done
  const counts = await writtenRows(runner, collection.id, change)
  const total = collection.rows + counts.added - counts.deleted
  const isChanged = counts.added + counts.changed + counts.deleted > 0
  const fields = change.mode === 'delete' ? collection.fields : [...new Set([...collection.fields, ...change.fields])].slice(0, mostFields)
  await runner.query(keepUp, [collection.id, counts.added - counts.deleted, JSON.stringify(fields), isChanged])
  await runner.query(
    'INSERT INTO collection_change (collection_id, idempotency_key, run_id, who, added, changed, deleted, same, total) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [collection.id, change.idempotencyKey, change.runId, change.who, counts.added, counts.changed, counts.deleted, counts.same, total],
  )
  return { ...counts, total, alreadyAt: null }
}

/** Null: not there, and nothing would be made of it. @throws MaillonError COLLECTION_KEYS_DIFFERENT */
async function lockedCollection(runner: QueryRunner, { workspaceId, name, mode, keys, fields }: ChangeToApply): Promise<StoredCollection | null> {
  if (mode !== 'delete')
    await runner.query('INSERT INTO collection (id, workspace_id, name, key_fields, fields) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace_id, name) DO NOTHING', [randomUUID(), workspaceId, name, keys, JSON.stringify(fields)])
  const [record] = (await runner.query(`SELECT ${collectionColumns} FROM collection WHERE workspace_id = $1 AND name = $2 FOR UPDATE`, [workspaceId, name])) as CollectionRecord[]
  if (record === undefined) return null
  const collection = collectionOf(record)
  if (JSON.stringify(collection.keys) === JSON.stringify(keys)) return collection
  throw new MaillonError({ code: 'COLLECTION_KEYS_DIFFERENT', kind: 'user', retryable: false, params: { name, known: collection.keys.join(', '), given: keys.join(', ') }, field: '/keys' })
}

async function doneBefore(runner: QueryRunner, collectionId: string, idempotencyKey: string): Promise<AppliedChange | null> {
  const [done] = (await runner.query('SELECT at, added, changed, deleted, same, total FROM collection_change WHERE collection_id = $1 AND idempotency_key = $2', [collectionId, idempotencyKey])) as {
    readonly at: Date; readonly added: number; readonly changed: number; readonly deleted: number; readonly same: number; readonly total: string
  }[]
  if (done === undefined) return null
  const { at, total, ...counts } = done
  return { ...counts, total: Number(total), alreadyAt: at.toISOString() }
}

async function writtenRows(runner: QueryRunner, collectionId: string, { mode, stage }: ChangeToApply): Promise<Pick<AppliedChange, 'added' | 'changed' | 'deleted' | 'same'>> {
  if (mode === 'delete') {
    const [{ deleted } = { deleted: 0 }] = (await runner.query(deleteStaged, [collectionId, stage])) as { readonly deleted: number }[]
    return { added: 0, changed: 0, deleted, same: 0 }
  }
  const [{ deleted } = { deleted: 0 }] = mode === 'replace' ? ((await runner.query(deleteOthers, [collectionId, stage])) as { readonly deleted: number }[]) : []
  const [written = { added: 0, changed: 0, given: 0 }] = (await runner.query(upsertStaged, [collectionId, stage])) as { readonly added: number; readonly changed: number; readonly given: number }[]
  return { added: written.added, changed: written.changed, deleted, same: written.given - written.added - written.changed }
}
