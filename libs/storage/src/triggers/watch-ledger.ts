// W1  Who looks holds a lease by the database's clock, and a token that goes up with each claim. Nothing is written under an older token.
// W2  An event's keys, its run, the files that go with it and the cursor are one transaction: one event, one run, over any crashes.
// W3  A publication takes the place from whoever looks: what it was about to take, the next look takes for the new version.
import { createHash } from 'node:crypto'
import type { PreparedRun } from '@maillon/engine'
import type { ErrorInfo, Json } from '@maillon/kernel'
import type pg from 'pg'
import type { PostgresRunStore } from '../runs/postgres-run-store.js'
import { claimSql, failSql, finishSql, knownSql, listSql, releaseSql, renewSql, seenSql, sweepSql } from './watch-ledger.sql.js'

/** A place at a trigger: nobody else looks meanwhile. */
export interface WatchHold {
  readonly flowId: string
  readonly nodeId: string
  readonly token: string
}

export interface ClaimedWatch extends WatchHold {
  readonly workspaceId: string
  readonly versionId: string
  readonly cursor: Json | null
  readonly draftId: string
  /** Of a look that was cut off: its files belong to nobody. */
  readonly leftDraftId: string | null
  /** Looks that failed in a row before this one. */
  readonly failures: number
  /** When the first of them failed; null: none. */
  readonly failingSince: Date | null
}

export interface WatchEvent {
  readonly keys: readonly [string, ...string[]]
  readonly run: PreparedRun
  readonly draftId: string
  readonly fileIds: readonly string[]
  readonly cursor: Json | null
}

/** null: the place is lost. */
export type TakenOutcome = { readonly kind: 'taken'; readonly acceptedAt: string } | { readonly kind: 'known' } | null

export interface ListedWatch {
  readonly flowId: string
  readonly flowName: string
  readonly nodeId: string
  readonly active: boolean
  readonly isLooking: boolean
  readonly lookedAt: Date | null
  readonly tookAt: Date | null
  readonly nextAt: Date
  readonly error: ErrorInfo | null
  readonly failures: number
  readonly failingSince: Date | null
}

/** Where tests stop a server: before the commit of an event, and right after it. */
export interface WatchFaults {
  at(point: 'written' | 'committed'): Promise<void> | undefined
}

const noFaults: WatchFaults = { at: () => undefined }

export class WatchLedger {
  constructor(private readonly pool: pg.Pool, private readonly runs: Pick<PostgresRunStore, 'writeWithin'>, private readonly faults: WatchFaults = noFaults) {}

  /** Take the places of at most `limit` triggers that are due, for so long. `freshId` gives each its draft. */
  async claim(limit: number, leaseMs: number, freshId: () => string): Promise<readonly ClaimedWatch[]> {
    if (limit <= 0) return []
    const drafts = Array.from({ length: limit }, freshId)
    const { rows } = await this.pool.query<ClaimedWatch>(claimSql, [limit, leaseMs, drafts])
    return rows
  }

  /** Keep the places for so long again. @returns those that are still held. */
  async renew(holds: readonly WatchHold[], leaseMs: number): Promise<readonly WatchHold[]> {
    if (holds.length === 0) return []
    const { rows } = await this.pool.query<WatchHold>(renewSql, [...columns(holds), leaseMs])
    return rows
  }

  /** Those of the keys that were met before. They are young again: the sweep leaves what still lies there. */
  async known({ flowId, nodeId }: WatchHold, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const byStored = new Map(keys.map((key) => [storedKey(key), key]))
    const { rows } = await this.pool.query<{ key: string }>(knownSql, [flowId, nodeId, [...byStored.keys()]])
    if (rows.length > 0) await this.pool.query(seenSql, [flowId, nodeId, rows.map(({ key }) => key)])
    return new Set(rows.map(({ key }) => byStored.get(key) ?? key))
  }

  /** Rule W2. */
  async take(hold: WatchHold, event: WatchEvent): Promise<TakenOutcome> {
    const client = await this.pool.connect()
    try {
      await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'`)
      const outcome = await takeWithin(client, this.runs, { hold, event })
      if (outcome !== null) await this.faults.at('written')
      await client.query(outcome === null ? 'ROLLBACK' : 'COMMIT')
      client.release()
      if (outcome !== null) await this.faults.at('committed')
      return outcome
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      client.release(true)
      throw error
    }
  }

  /** A run of an event that came by itself (a form), with the files that it brought. @returns what to confirm it with, once it is durable */
  async accept(run: PreparedRun, { draftId, fileIds }: { readonly draftId: string; readonly fileIds: readonly string[] }): Promise<{ readonly earlier: string | null; readonly acceptedAt: string }> {
    const client = await this.pool.connect()
    try {
      await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'`)
      const { earlier, acceptedAt } = await this.runs.writeWithin(client, { accepts: [run.run], changes: [] })
      const before = earlier[0] ?? null
      if (before === null && fileIds.length > 0) await client.query('UPDATE file SET run_id = $1 WHERE id = ANY ($2) AND run_id = $3', [run.run.id, fileIds, draftId])
      await client.query('COMMIT')
      client.release()
      return { earlier: before, acceptedAt: acceptedAt[0] ?? '' }
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      client.release(true)
      throw error
    }
  }

  /** The look is over. @returns false where the place was lost. */
  async finish({ flowId, nodeId, token }: WatchHold, { cursor, nextInMs }: { readonly cursor: Json | null; readonly nextInMs: number }): Promise<boolean> {
    const { rowCount } = await this.pool.query(finishSql, [flowId, nodeId, token, textOf(cursor), nextInMs])
    return rowCount === 1
  }

  /** The look failed; the cursor stays where the last event left it. */
  async fail({ flowId, nodeId, token }: WatchHold, { error, nextInMs, tookMs = 0 }: { readonly error: ErrorInfo; readonly nextInMs: number; readonly tookMs?: number }): Promise<void> {
    await this.pool.query(failSql, [flowId, nodeId, token, JSON.stringify(error), nextInMs, tookMs])
  }

  /** Give places back: others may look at once. */
  async release(holds: readonly WatchHold[]): Promise<void> {
    if (holds.length > 0) await this.pool.query(releaseSql, [...columns(holds)])
  }

  async list(workspaceId: string, flowId: string | null = null): Promise<readonly ListedWatch[]> {
    return (await this.pool.query<ListedWatch>(listSql, [workspaceId, flowId])).rows
  }

  /** Look at a flow's triggers now rather than when they are due. @returns how many are asked to. */
  async lookNow(workspaceId: string, flowId: string): Promise<number> {
    const { rowCount } = await this.pool.query('UPDATE trigger_watch w SET next_at = now() FROM flow f WHERE f.id = w.flow_id AND f.active AND f.workspace_id = $1 AND w.flow_id = $2', [workspaceId, flowId])
    return rowCount ?? 0
  }

  /** Files that a look has kept and no run has taken along. */
  async filesOfDraft(draftId: string): Promise<readonly { readonly id: string; readonly workspaceId: string }[]> {
    return (await this.pool.query<{ id: string; workspaceId: string }>('SELECT id, workspace_id AS "workspaceId" FROM file WHERE run_id = $1', [draftId])).rows
  }

  /** Forget events that were not met for so many days, and those of flows that are gone. @returns how many. */
  async sweep(days: number, limit: number): Promise<number> {
    return (await this.pool.query(sweepSql, [days, limit])).rowCount ?? 0
  }
}

async function takeWithin(client: pg.PoolClient, runs: Pick<PostgresRunStore, 'writeWithin'>, { hold, event }: { readonly hold: WatchHold; readonly event: WatchEvent }): Promise<TakenOutcome> {
  const { flowId, nodeId, token } = hold
  const place = await client.query('SELECT 1 FROM trigger_watch WHERE flow_id = $1 AND node_id = $2 AND token = $3 AND lease_until IS NOT NULL FOR UPDATE', [flowId, nodeId, token])
  if (place.rowCount === 0) return null
  const keys = event.keys.map(storedKey)
  const fresh = await client.query<{ key: string }>('INSERT INTO watch_event (flow_id, node_id, key, run_id) SELECT $1, $2, key, $4 FROM unnest($3::text[]) AS key ON CONFLICT DO NOTHING RETURNING key', [flowId, nodeId, keys, event.run.run.id])
  const isNew = fresh.rows.length === new Set(keys).size
  const { earlier, acceptedAt } = isNew ? await runs.writeWithin(client, { accepts: [event.run.run], changes: [] }) : { earlier: [], acceptedAt: [] }
  // One of an earlier time, whose events were forgotten meanwhile: it has its run.
  const isTaken = isNew && (earlier[0] ?? null) === null
  if (isTaken && event.fileIds.length > 0) await client.query('UPDATE file SET run_id = $1 WHERE id = ANY ($2) AND run_id = $3', [event.run.run.id, event.fileIds, event.draftId])
  await client.query('UPDATE trigger_watch SET cursor = $3, took_at = CASE WHEN $4 THEN now() ELSE took_at END WHERE flow_id = $1 AND node_id = $2', [flowId, nodeId, textOf(event.cursor), isTaken])
  return isTaken ? { kind: 'taken', acceptedAt: acceptedAt[0] ?? '' } : { kind: 'known' }
}

function columns(holds: readonly WatchHold[]): readonly [string[], string[], string[]] {
  return [holds.map(({ flowId }) => flowId), holds.map(({ nodeId }) => nodeId), holds.map(({ token }) => token)]
}

/** Readable where it is short. */
function storedKey(key: string): string {
  return key.length <= 150 && !key.includes('\u0000') ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`
}

function textOf(value: Json | null): string | null {
  return value === null ? null : JSON.stringify(value)
}
