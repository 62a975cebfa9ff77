import type { Json } from '@maillon/kernel'
import type pg from 'pg'

/** An entry of the ledger of what nodes sent (`sendOnce` of the SDK writes it into the state of its node). */
export interface LedgerEntry {
  readonly flowId: string
  readonly nodeId: string
  /** Of the node's state: `sent/<run>-<node>…`. */
  readonly key: string
  readonly value: Json
  readonly revision: number
}

/** More than this nobody reads, and no page shows. */
const mostEntries = 2_000

/** What the steps of a run did outside. */
export class ActionLedger {
  constructor(private readonly pool: pg.Pool) {}

  /** In the order of steps and rows. A run that goes on from a failure shares the ledger of the run that failed first. */
  async of(runId: string): Promise<readonly LedgerEntry[]> {
    const { rows } = await this.pool.query<{ flow_id: string; node_id: string; key: string; value: Json; revision: number }>(ledgerSql, [runId, mostEntries])
    return rows.map(({ flow_id: flowId, node_id: nodeId, ...entry }) => ({ flowId, nodeId, ...entry }))
  }
}

/** LIKE and the expression stand as in the index. */
const ledgerSql = `
SELECT flow_id, node_id, key, value, revision FROM node_state
WHERE key LIKE 'sent/%' AND substr(key, 6, 36) = (SELECT coalesce(key_run_id, root_id, id)::text FROM run WHERE id = $1)
ORDER BY node_id, length(key), key LIMIT $2`
