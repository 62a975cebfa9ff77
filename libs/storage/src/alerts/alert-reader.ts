import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import type { AlertEnd, AlertKind } from '@maillon/plan'
import type { DataSource } from 'typeorm'

export interface ListedAlert {
  readonly id: string
  readonly ruleId: string
  readonly kind: AlertKind
  readonly flowId: string | null
  readonly name: string
  readonly openedAt: Date
  readonly since: Date
  readonly lastAt: Date
  readonly occurrences: number
  readonly runId: string | null
  readonly detail: JsonObject | null
  readonly closedAt: Date | null
  readonly wellSince: Date | null
  readonly ended: AlertEnd | null
  readonly endedBy: string | null
}

export interface AlertQuery {
  readonly workspaceId: string
  readonly isOpen?: boolean | undefined
  readonly kind?: AlertKind | undefined
  readonly flowId?: string | undefined
  /** In the name of flow or lane. */
  readonly words?: string | undefined
  readonly offset: number
  readonly limit: number
}

/** How the telling goes in a workspace. */
export interface NoticeFigures {
  /** Not sent yet, and tried in vain at least once. */
  readonly failing: number
  /** Given up within the last week. */
  readonly givenUp: number
  readonly lastError: ErrorInfo | null
}

const columns = `id, rule_id AS "ruleId", kind, flow_id AS "flowId", name, opened_at AS "openedAt", since, last_at AS "lastAt", occurrences, run_id AS "runId", detail,
  closed_at AS "closedAt", well_since AS "wellSince", ended, ended_by AS "endedBy"`

/** Alerts as people see them. */
export class AlertReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Open ones first by when they opened, the newest first. */
  async page({ workspaceId, isOpen, kind, flowId, words, offset, limit }: AlertQuery): Promise<{ readonly alerts: readonly ListedAlert[]; readonly total: number }> {
    const rows: (ListedAlert & { readonly total: number })[] = await this.dataSource.query(
      `SELECT ${columns}, count(*) OVER ()::int AS total FROM alert
       WHERE workspace_id = $1 AND ($2::boolean IS NULL OR (closed_at IS NULL) = $2) AND ($3::text IS NULL OR kind = $3) AND ($4::uuid IS NULL OR flow_id = $4) AND ($5::text IS NULL OR name ILIKE $5)
       ORDER BY opened_at DESC, id DESC LIMIT $6 OFFSET $7`,
      [workspaceId, isOpen, kind, flowId, words === undefined || words === '' ? null : `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`, limit, offset],
    )
    return { alerts: rows, total: rows[0]?.total ?? 0 }
  }

  async countOpen(workspaceId: string): Promise<number> {
    const [row]: { readonly count: number }[] = await this.dataSource.query('SELECT count(*)::int AS count FROM alert WHERE workspace_id = $1 AND closed_at IS NULL', [workspaceId])
    return row?.count ?? 0
  }

  /** How many each rule has found that are open; rules without any are left out. */
  async openByRule(workspaceId: string): Promise<ReadonlyMap<string, number>> {
    const rows: { readonly id: string; readonly count: number }[] = await this.dataSource.query('SELECT rule_id AS id, count(*)::int AS count FROM alert WHERE workspace_id = $1 AND closed_at IS NULL GROUP BY rule_id', [workspaceId])
    return new Map(rows.map(({ id, count }) => [id, count]))
  }

  async noticeFigures(workspaceId: string): Promise<NoticeFigures> {
    const [row]: NoticeFigures[] = await this.dataSource.query(
      `SELECT count(*) FILTER (WHERE given_up_at IS NULL)::int AS failing, count(*) FILTER (WHERE given_up_at IS NOT NULL)::int AS "givenUp", (array_agg(error ORDER BY made_at DESC))[1] AS "lastError"
       FROM alert_notice WHERE workspace_id = $1 AND made_at > now() - interval '7 days' AND sent_at IS NULL AND failures > 0`,
      [workspaceId],
    )
    return row ?? { failing: 0, givenUp: 0, lastError: null }
  }

  /** Null where that workspace has none with this id. */
  async find(workspaceId: string, id: string): Promise<ListedAlert | null> {
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
    const [row]: ListedAlert[] = await this.dataSource.query(`SELECT ${columns} FROM alert WHERE workspace_id = $1 AND id = $2`, [workspaceId, id])
    return row ?? null
  }

  /** Somebody has seen it, and nothing more is to be told. @returns false where it was over already. */
  async end(workspaceId: string, id: string, by: string): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `UPDATE alert SET closed_at = now(), ended = 'by-hand', ended_by = $3, end_told = true WHERE workspace_id = $1 AND id = $2 AND closed_at IS NULL`, [workspaceId, id, by])
    return count === 1
  }
}
