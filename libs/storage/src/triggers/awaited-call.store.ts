// C1  Somebody waits for the next call of a flow while `until` hasn't come, the page was seen lately, and no call has come: by the database's clock.
// C2  The call that is taken and its run are one transaction: of two calls at once one is taken, and a server that dies in between has taken none.
// C3  A delivery that has its run already is not taken: whoever repeats one gets the run that it made.
import type { PreparedRun } from '@maillon/engine'
import type pg from 'pg'
import type { PostgresRunStore } from '../runs/postgres-run-store.js'
import type { NewWebhook } from './trigger-set.js'
import type { WebhookTarget } from './trigger.store.js'

/** A wait, as the page that waits names it. */
export interface WaitOf {
  readonly flowId: string
  readonly id: string
  readonly userId: string
}

export interface AwaitedCall {
  readonly id: string
  /** Of the draft that the call is for. */
  readonly revision: number
  /** Until nobody waits any more; 0: nobody does. */
  readonly leftMs: number
  /** Of the call that came; null: none. */
  readonly runId: string | null
  readonly addresses: readonly NewWebhook[]
}

/** What the next call is for. */
export interface AwaitedDraft {
  readonly versionId: string
  readonly revision: number
  /** Where it may come. */
  readonly addresses: readonly NewWebhook[]
}

export interface NewAwaitedCall extends AwaitedDraft {
  readonly id: string
  readonly flowId: string
  readonly user: { readonly id: string; readonly name: string }
  readonly waitMs: number
  readonly seenMs: number
}

/** Why nobody can wait: somebody does already, for this flow or for another one at the same address. */
export interface CallAwaited {
  readonly kind: 'flow' | 'address'
  readonly userName: string
}

/** A draft that listens, instead of what is published there. */
export interface AwaitedTarget extends WebhookTarget {
  readonly callId: string
  /** Who waits. */
  readonly userId: string
  readonly userName: string
}

/** The call has its run; or the run that it had before. Null: nobody waits any more. */
export type TakenCall = { readonly kind: 'taken'; readonly acceptedAt: string } | { readonly kind: 'known'; readonly runId: string } | null

const waiting = 'c.run_id IS NULL AND c.until > now() AND c.seen_until > now()'

/** Who waits for the next call of which flow, see C1 to C3. */
export class AwaitedCallStore {
  constructor(private readonly pool: pg.Pool, private readonly runs: Pick<PostgresRunStore, 'writeWithin'>) {}

  /** Wait; the same person's earlier wait for that flow is over. @returns null, or who is in the way */
  async begin(call: NewAwaitedCall): Promise<CallAwaited | null> {
    return this.#transaction(async (client) => {
      // Two who press at once come one after the other.
      await client.query('SELECT 1 FROM flow WHERE id = $1 FOR NO KEY UPDATE', [call.flowId])
      const other = await client.query<{ userName: string }>(`SELECT c.user_name AS "userName" FROM awaited_call c WHERE c.flow_id = $1 AND c.user_id <> $2 AND ${waiting}`, [call.flowId, call.user.id])
      if (other.rows[0] !== undefined) return { keep: false, value: { kind: 'flow', userName: other.rows[0].userName } }
      await client.query(`DELETE FROM awaited_call WHERE flow_id = $1 OR until < now() - interval '1 hour'`, [call.flowId])
      await client.query(`DELETE FROM awaited_address a USING awaited_call c WHERE c.id = a.call_id AND NOT (${waiting})`)
      await client.query(
        `INSERT INTO awaited_call (id, flow_id, user_id, user_name, version_id, revision, until, seen_until)
         VALUES ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond', now() + $8 * interval '1 millisecond')`,
        [call.id, call.flowId, call.user.id, call.user.name, call.versionId, call.revision, call.waitMs, call.seenMs],
      )
      const inTheWay = await putAddresses(client, call.id, call.addresses)
      return { keep: inTheWay === null, value: inTheWay }
    })
  }

  /** The page is still there: it waits on, where its time isn't over and nobody else has its addresses by now. Null: this person has no such wait. */
  async keep({ flowId, id, userId }: WaitOf, seenMs: number): Promise<AwaitedCall | null> {
    const { rows } = await this.pool.query<AwaitedCall>(
      `WITH c AS (UPDATE awaited_call SET seen_until = now() + $4 * interval '1 millisecond' WHERE flow_id = $1 AND id = $2 AND user_id = $3 RETURNING *)
       SELECT c.id, c.revision, c.run_id AS "runId", coalesce(a.list, '[]') AS addresses,
         CASE WHEN c.run_id IS NULL AND a.list IS NOT NULL THEN greatest(0, round(extract(epoch FROM c.until - now()) * 1000))::int ELSE 0 END AS "leftMs"
       FROM c, LATERAL (SELECT json_agg(json_build_object('nodeId', node_id, 'method', method, 'path', path) ORDER BY method, path) AS list FROM awaited_address WHERE call_id = c.id) a`,
      [flowId, id, userId, seenMs],
    )
    return rows[0] ?? null
  }

  /** The draft was changed meanwhile. @returns whether the next call is for it now; not where another flow's addresses are in the way */
  async follow(id: string, draft: AwaitedDraft): Promise<boolean> {
    return this.#transaction(async (client) => {
      const { rowCount } = await client.query('UPDATE awaited_call SET version_id = $2, revision = $3 WHERE id = $1 AND run_id IS NULL', [id, draft.versionId, draft.revision])
      if (rowCount === 0) return { keep: false, value: false }
      await client.query('DELETE FROM awaited_address WHERE call_id = $1', [id])
      const isFree = (await putAddresses(client, id, draft.addresses)) === null
      return { keep: isFree, value: isFree }
    })
  }

  /** @returns whether this person waited until now */
  async end({ flowId, id, userId }: WaitOf): Promise<boolean> {
    const { rows } = await this.pool.query<{ wasWaiting: boolean }>(
      `DELETE FROM awaited_call c WHERE c.flow_id = $1 AND c.id = $2 AND c.user_id = $3 AND c.run_id IS NULL RETURNING ${waiting} AS "wasWaiting"`,
      [flowId, id, userId],
    )
    return rows[0]?.wasWaiting === true
  }

  /** C2, C3. The files of a form go with its run. */
  async take(callId: string, prepared: PreparedRun, { draftId, fileIds }: { readonly draftId: string; readonly fileIds: readonly string[] }): Promise<TakenCall> {
    return this.#transaction<TakenCall>(async (client) => {
      const won = await client.query(`UPDATE awaited_call c SET run_id = $2 WHERE c.id = $1 AND ${waiting}`, [callId, prepared.run.id])
      if (won.rowCount !== 1) return { keep: false, value: null }
      const { earlier: [earlier], acceptedAt: [acceptedAt] } = await this.runs.writeWithin(client, { accepts: [prepared.run], changes: [] })
      if (typeof earlier === 'string') return { keep: false, value: { kind: 'known', runId: earlier } }
      if (fileIds.length > 0) await client.query('UPDATE file SET run_id = $1 WHERE id = ANY ($2) AND run_id = $3', [prepared.run.id, fileIds, draftId])
      return { keep: true, value: { kind: 'taken', acceptedAt: acceptedAt ?? '' } }
    })
  }

  async #transaction<T>(work: (client: pg.PoolClient) => Promise<{ readonly keep: boolean; readonly value: T }>): Promise<T> {
    const client = await this.pool.connect()
    try {
      await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'`)
      const { keep, value } = await work(client)
      await client.query(keep ? 'COMMIT' : 'ROLLBACK')
      client.release()
      return value
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      client.release(true)
      throw error
    }
  }
}

/** @returns null, or who waits at one of them already */
async function putAddresses(client: pg.PoolClient, callId: string, addresses: readonly NewWebhook[]): Promise<CallAwaited | null> {
  // In one order everywhere, so that no two wait for each other.
  for (const { path, method, nodeId } of addresses.toSorted((one, other) => (`${one.path} ${one.method}` < `${other.path} ${other.method}` ? -1 : 1))) {
    const { rowCount } = await client.query('INSERT INTO awaited_address (path, method, call_id, node_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [path, method, callId, nodeId])
    if (rowCount === 1) continue
    const { rows } = await client.query<{ userName: string }>('SELECT c.user_name AS "userName" FROM awaited_address a JOIN awaited_call c ON c.id = a.call_id WHERE a.path = $1 AND a.method = $2', [path, method])
    return { kind: 'address', userName: rows[0]?.userName ?? '' }
  }
  return null
}
