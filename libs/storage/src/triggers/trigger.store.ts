import type { JsonObject } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import type { CatchUpPolicy } from './catch-up-policy.js'

/** A schedule whose instant has come, locked for whoever holds it. */
export interface DueSchedule {
  readonly flowId: string
  readonly workspaceId: string
  readonly nodeId: string
  /** Of the published version: what is to run. */
  readonly versionId: string
  readonly schedule: JsonObject
  readonly timeZone: string
  readonly catchUp: CatchUpPolicy
  readonly catchUpLimit: number
  /** The instant that has come. */
  readonly dueAt: Date
  /** By the database's clock. */
  readonly now: Date
}

/** Where a schedule stands after firing. */
export interface FiredSchedule {
  /** Null: never again. */
  readonly nextAt: Date | null
  /** The latest instant that was accounted for. */
  readonly lastInstant: Date
}

export interface WebhookTarget {
  readonly flowId: string
  readonly flowName: string
  readonly workspaceId: string
  readonly nodeId: string
  readonly versionId: string
}

export interface WebhookAddress {
  readonly method: string
  readonly path: string
  readonly flowId: string
  readonly flowName: string
  readonly workspaceId: string
}

/** Schedules and webhooks of the active flows. */
export class TriggerStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Keys of what is due by the database's clock, oldest first. A hint: `claim` decides. */
  async due(limit: number): Promise<readonly { readonly flowId: string; readonly nodeId: string }[]> {
    return this.dataSource.query('SELECT flow_id AS "flowId", node_id AS "nodeId" FROM trigger_schedule WHERE next_at <= now() ORDER BY next_at LIMIT $1', [limit])
  }

  /**
   * Fire one due schedule: while `fire` works the row is locked, and other servers pass over it. The row moves on only after `fire` has
   * resolved; if this server dies in between, the next one fires the same instant again, and the run's key (trigger and instant) makes it one run.
   * @returns false where it isn't due any more or another server has it.
   */
  async claim(key: { readonly flowId: string; readonly nodeId: string }, fire: (due: DueSchedule) => Promise<FiredSchedule>): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [due]: DueSchedule[] = await manager.query(
        `SELECT t.flow_id AS "flowId", f.workspace_id AS "workspaceId", t.node_id AS "nodeId", f.published_version_id AS "versionId", t.schedule, t.time_zone AS "timeZone",
           t.catch_up AS "catchUp", t.catch_up_limit AS "catchUpLimit", t.next_at AS "dueAt", now() AS now
         FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id
         WHERE t.flow_id = $1 AND t.node_id = $2 AND t.next_at <= now() AND f.active FOR UPDATE OF t SKIP LOCKED`,
        [key.flowId, key.nodeId],
      )
      if (due === undefined) return false
      const { nextAt, lastInstant } = await fire(due)
      await manager.query('UPDATE trigger_schedule SET next_at = $3, last_instant = $4 WHERE flow_id = $1 AND node_id = $2', [key.flowId, key.nodeId, nextAt, lastInstant])
      return true
    })
  }

  /** The next instants of the workspace's active flows, soonest first. */
  async coming(workspaceId: string, limit: number): Promise<readonly { readonly flowId: string; readonly flowName: string; readonly at: Date }[]> {
    return this.dataSource.query(
      `SELECT t.flow_id AS "flowId", f.name AS "flowName", t.next_at AS at FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id
       WHERE f.workspace_id = $1 AND f.active AND t.next_at IS NOT NULL ORDER BY t.next_at LIMIT $2`,
      [workspaceId, limit],
    )
  }

  /** The active flow behind an address; null: nobody listens there. */
  async findWebhook(method: string, path: string): Promise<WebhookTarget | null> {
    const [row]: WebhookTarget[] = await this.dataSource.query(
      `SELECT w.flow_id AS "flowId", f.name AS "flowName", f.workspace_id AS "workspaceId", w.node_id AS "nodeId", f.published_version_id AS "versionId"
       FROM webhook w JOIN flow f ON f.id = w.flow_id WHERE w.path = $1 AND w.method = $2 AND f.active`,
      [path, method],
    )
    return row ?? null
  }

  /** All addresses of the instance, for the compiler. (A path belongs to one flow over all workspaces.) */
  async webhooks(): Promise<readonly WebhookAddress[]> {
    return this.dataSource.query('SELECT w.method, w.path, w.flow_id AS "flowId", f.name AS "flowName", f.workspace_id AS "workspaceId" FROM webhook w JOIN flow f ON f.id = w.flow_id')
  }
}
