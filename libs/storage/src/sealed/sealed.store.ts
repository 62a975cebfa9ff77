import type { JsonObject } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { advisoryLocks } from '../advisory-locks.js'
import { sealedColumns, type SealedColumn } from './sealed-column.js'

export interface SealedCount {
  /** `credential.sealed`. */
  readonly column: string
  /** Of the master key that opens them. */
  readonly keyId: string
  readonly count: number
}

export interface SealedRow {
  readonly id: string
  /** The seal as it lies there, to the byte. */
  readonly text: string
}

/** All seals of an installation, wherever they lie. Knows no key. */
export class SealedStore {
  constructor(private readonly dataSource: Pick<DataSource, 'query' | 'createQueryRunner'>) {}

  /** How many seals lie under which key. */
  async counts(): Promise<readonly SealedCount[]> {
    return (await this.dataSource.query(sealedCountsSql)) as readonly SealedCount[]
  }

  /** Seals of a column that lie under another key than this one, in the order of their ids, behind `after`. */
  async notUnder({ table, column }: SealedColumn, keyId: string, page: { readonly after: string; readonly limit: number }): Promise<readonly SealedRow[]> {
    return (await this.dataSource.query(
      `SELECT id, ${column}::text AS text FROM ${table} WHERE id > $1 AND ${column} IS NOT NULL AND ${column}->>'keyId' IS DISTINCT FROM $2 ORDER BY id LIMIT $3`,
      [page.after, keyId, page.limit],
    )) as readonly SealedRow[]
  }

  /** Puts seals in the place of those that were read, where these still lie there: what a person changed meanwhile stays. @returns how many. */
  async replace({ table, column }: SealedColumn, rows: readonly (SealedRow & { readonly next: JsonObject })[]): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `UPDATE ${table} t SET ${column} = n.next::json FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (id, text, next) WHERE t.id = n.id AND t.${column}::text = n.text`,
      [rows.map(({ id }) => id), rows.map(({ text }) => text), rows.map(({ next }) => JSON.stringify(next))],
    )
    return count
  }

  /** Runs it where nobody else of this installation does the same just now; null otherwise. */
  async alone<T>(work: () => Promise<T>): Promise<T | null> {
    const runner = this.dataSource.createQueryRunner()
    try {
      const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS taken', [advisoryLocks.keys])) as { readonly taken: boolean }[]
      if (row?.taken !== true) return null
      try {
        return await work()
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1)', [advisoryLocks.keys]).catch(() => undefined)
      }
    } finally {
      await runner.release()
    }
  }

  /** Steps that wait for an answer by a link that was sent out: links are signed with a key made from the master key. */
  async openAnswers(): Promise<number> {
    const [row] = (await this.dataSource.query("SELECT count(*)::int AS count FROM step WHERE status = 'suspended' AND waits_for = 'answer'")) as { readonly count: number }[]
    return row?.count ?? 0
  }
}

/** One row for each column and key. */
export const sealedCountsSql = sealedColumns
  .map(({ table, column }) => `SELECT '${table}.${column}' AS "column", ${column}->>'keyId' AS "keyId", count(*)::int AS count FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 2`)
  .join(' UNION ALL ')
