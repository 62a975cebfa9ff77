import type { JsonObject } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { applyChange, type AppliedChange, type ChangeToApply } from './apply-change.js'
import { stageRows } from './collection.sql.js'

interface RowRecord {
  readonly seq: string
  readonly row: JsonObject
  readonly added_at: Date
  readonly changed_at: Date
}

/** The `CollectionStore` of the node host on Postgres. */
export class PostgresCollectionStore {
  constructor(private readonly dataSource: DataSource) {}

  async find(workspaceId: string, name: string) {
    const [found] = (await this.dataSource.query('SELECT key_fields, row_count, changed_at FROM collection WHERE workspace_id = $1 AND name = $2', [workspaceId, name])) as {
      readonly key_fields: string[]; readonly row_count: string; readonly changed_at: Date
    }[]
    return found === undefined ? null : { name, keys: found.key_fields, rows: Number(found.row_count), changedAt: found.changed_at.toISOString() }
  }

  async page(workspaceId: string, name: string, { after, limit }: { readonly after: string | null; readonly limit: number }) {
    const [found] = (await this.dataSource.query('SELECT id FROM collection WHERE workspace_id = $1 AND name = $2', [workspaceId, name])) as { readonly id: string }[]
    if (found === undefined) return null
    const rows = (await this.dataSource.query('SELECT seq, row, added_at, changed_at FROM collection_row WHERE collection_id = $1 AND seq > $2 ORDER BY seq LIMIT $3', [found.id, after ?? '0', limit])) as RowRecord[]
    return {
      rows: rows.map(({ row, added_at: addedAt, changed_at: changedAt }) => ({ row, addedAt: addedAt.toISOString(), changedAt: changedAt.toISOString() })),
      next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null),
    }
  }

  async stage(stage: string, rows: readonly { readonly key: string; readonly row: JsonObject; readonly digest: string }[]): Promise<void> {
    await this.dataSource.query(stageRows, [stage, rows.map(({ key }) => key), rows.map(({ row }) => JSON.stringify(row)), rows.map(({ digest }) => digest)])
  }

  /** A dry run does everything and takes it back: what it says is what would have happened. */
  async apply({ isDryRun, flowName, ...change }: Omit<ChangeToApply, 'who' | 'runId'> & { readonly runId: string; readonly flowName: string; readonly isDryRun: boolean }): Promise<AppliedChange> {
    const runner = this.dataSource.createQueryRunner()
    try {
      await runner.startTransaction()
      const applied = await applyChange(runner, { ...change, who: flowName })
      if (isDryRun) await runner.rollbackTransaction()
      else await runner.commitTransaction()
      return applied
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction()
      throw error
    } finally {
      await runner.release()
      // Also what an attempt that died left lying, and changes so old that no attempt can come back to them.
      await this.dataSource.query("DELETE FROM collection_stage WHERE stage = $1 OR staged_at < now() - interval '2 days'", [change.stage])
      await this.dataSource.query("DELETE FROM collection_change WHERE at < now() - interval '90 days' AND collection_id = (SELECT id FROM collection WHERE workspace_id = $1 AND name = $2)", [change.workspaceId, change.name])
    }
  }
}
