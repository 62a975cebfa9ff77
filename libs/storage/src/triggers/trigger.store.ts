import type { DataSource } from 'typeorm'

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

  /** By the database's clock, which decides what is due: next instants are reckoned from it, never from a server's own. */
  async now(): Promise<Date> {
    const [row]: { readonly now: Date }[] = await this.dataSource.query('SELECT now() AS now')
    if (row === undefined) throw new Error('SELECT now() gave no row')
    return row.now
  }

  /** The next instants of the workspace's active flows, soonest first. */
  async coming(workspaceId: string, limit: number): Promise<readonly { readonly flowId: string; readonly flowName: string; readonly at: Date }[]> {
    return this.dataSource.query(
      `SELECT t.flow_id AS "flowId", f.name AS "flowName", t.next_at AS at FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id
       WHERE f.workspace_id = $1 AND f.active AND f.system_task IS NULL AND t.next_at IS NOT NULL ORDER BY t.next_at LIMIT $2`,
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
