import type { DataSource } from 'typeorm'
import type { AwaitedTarget } from './awaited-call.store.js'

export interface WebhookTarget {
  readonly flowId: string
  readonly flowName: string
  readonly workspaceId: string
  readonly nodeId: string
  readonly versionId: string
}

export interface Listeners {
  readonly awaited: AwaitedTarget | null
  readonly active: WebhookTarget | null
}

export interface WebhookAddress {
  readonly method: string
  readonly path: string
  readonly flowId: string
  readonly flowName: string
  readonly workspaceId: string
}

const columns = 'f.id AS "flowId", f.name AS "flowName", f.workspace_id AS "workspaceId"'

type Nullable<T> = { readonly [K in keyof T]: T[K] | null }

/** Every call from outside comes by here, and hardly ever does somebody wait for one: always one row, and no more to plan than has to be. */
const activeSql = `
SELECT ${columns}, w.node_id AS "nodeId", f.published_version_id AS "versionId", a."isAwaited"
FROM (SELECT EXISTS (SELECT FROM awaited_address WHERE path = $1 AND method = $2) AS "isAwaited") a
LEFT JOIN (webhook w JOIN flow f ON f.id = w.flow_id AND f.active) ON w.path = $1 AND w.method = $2`

/** A draft doesn't listen where another flow does, whatever was free when its wait began. */
const awaitedSql = `
SELECT ${columns}, a.node_id AS "nodeId", c.version_id AS "versionId", c.id AS "callId", c.user_id AS "userId", c.user_name AS "userName"
FROM awaited_address a JOIN awaited_call c ON c.id = a.call_id JOIN flow f ON f.id = c.flow_id
WHERE a.path = $1 AND a.method = $2 AND c.run_id IS NULL AND c.until > now() AND c.seen_until > now() AND f.deleted_at IS NULL
  AND NOT EXISTS (SELECT FROM webhook w WHERE w.path = $1 AND w.method = $2 AND w.flow_id <> c.flow_id)`

/** Schedules and webhooks of the active flows. */
export class TriggerStore {
  constructor(private readonly dataSource: DataSource) {}

  /** By the database's clock, which decides what is due: next instants are reckoned from it, never from a server's own. */
  async now(): Promise<Date> {
    const [row]: { readonly now: Date }[] = await this.dataSource.query('SELECT now() AS now')
    if (row === undefined) throw new Error('SELECT now() gave no row')
    return row.now
  }

  /**
   * Triggers of the workspace that could not look the last time come again at once: what kept them from it (a password) may have been
   * mended just now, and otherwise they would come after an hour at worst.
   */
  async lookAgain(workspaceId: string): Promise<void> {
    await this.dataSource.query('UPDATE trigger_watch w SET next_at = now() FROM flow f WHERE f.id = w.flow_id AND f.active AND f.workspace_id = $1 AND w.failures > 0', [workspaceId])
  }

  /** The next instants of the workspace's active flows, soonest first. */
  async coming(workspaceId: string, limit: number): Promise<readonly { readonly flowId: string; readonly flowName: string; readonly at: Date }[]> {
    return this.dataSource.query(
      `SELECT t.flow_id AS "flowId", f.name AS "flowName", t.next_at AS at FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id
       WHERE f.workspace_id = $1 AND f.active AND f.system_task IS NULL AND t.next_at IS NOT NULL ORDER BY t.next_at LIMIT $2`,
      [workspaceId, limit],
    )
  }

  /** Who listens at an address: the draft whose next call somebody waits for, and the active flow, which is the same one. Neither: nobody. */
  async findListeners(method: string, path: string): Promise<Listeners> {
    const [row]: (Nullable<WebhookTarget> & { readonly isAwaited: boolean })[] = await this.dataSource.query(activeSql, [path, method])
    const active = row === undefined || row.flowId === null ? null : (row as WebhookTarget)
    if (row?.isAwaited !== true) return { awaited: null, active }
    const [awaited]: AwaitedTarget[] = await this.dataSource.query(awaitedSql, [path, method])
    return { awaited: awaited ?? null, active }
  }

  /** All addresses of the instance, for the compiler. (A path belongs to one flow over all workspaces.) */
  async webhooks(): Promise<readonly WebhookAddress[]> {
    return this.dataSource.query('SELECT w.method, w.path, w.flow_id AS "flowId", f.name AS "flowName", f.workspace_id AS "workspaceId" FROM webhook w JOIN flow f ON f.id = w.flow_id')
  }
}
