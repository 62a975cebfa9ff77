import { isUuid } from '@maillon/kernel'
import type { AlertKind } from '@maillon/plan'
import type { DataSource } from 'typeorm'
import type { AlertRule, AlertSettings, AlertTargets } from './alert-record.js'

/** What is watched in a workspace, and who is told. A change names the revision that it was made over. */
export class AlertRuleStore {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order in which they were made. */
  async list(workspaceId: string): Promise<readonly AlertRule[]> {
    const rows: AlertRuleRow[] = await this.dataSource.query(`SELECT ${ruleColumns} FROM alert_rule WHERE workspace_id = $1 ORDER BY created_at, id`, [workspaceId])
    return rows.map(ruleOf)
  }

  async find(workspaceId: string, id: string): Promise<AlertRule | null> {
    if (!isUuid(id)) return null
    const [row]: AlertRuleRow[] = await this.dataSource.query(`SELECT ${ruleColumns} FROM alert_rule WHERE workspace_id = $1 AND id = $2`, [workspaceId, id])
    return row === undefined ? null : ruleOf(row)
  }

  /** One with an id that is there already is left as it is. */
  async add({ id, workspaceId, kind, ...rule }: AlertRule): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO alert_rule (id, workspace_id, kind, enabled, flow_ids, settings, targets, summary_minutes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`, [id, workspaceId, kind, ...valuesOf(rule)])
  }

  /**
   * What it found before is over where it is about something else now, or switched off; then it watches from this moment on.
   * @returns false where somebody changed it in between.
   */
  async change({ id, workspaceId, kind, revision, ...rule }: AlertRule, options: { readonly beginsAnew: boolean }): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [, count]: [unknown, number] = await manager.query(
        `UPDATE alert_rule SET kind = $3, enabled = $4, flow_ids = $5, settings = $6, targets = $7, summary_minutes = $8, revision = revision + 1, look_at = now(),
           since = CASE WHEN $10 THEN now() ELSE since END, watched_to = CASE WHEN $10 THEN NULL ELSE watched_to END
         WHERE id = $1 AND workspace_id = $2 AND revision = $9`,
        [id, workspaceId, kind, ...valuesOf(rule), revision, options.beginsAnew],
      )
      if (count === 1 && options.beginsAnew) await manager.query(endSql, [id])
      return count === 1
    })
  }

  /** Its open alerts end with it; what happened stays in the history. @returns whether there was one. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [, count]: [unknown, number] = await manager.query('DELETE FROM alert_rule WHERE workspace_id = $1 AND id = $2', [workspaceId, id])
      if (count === 1) await manager.query(endSql, [id])
      return count === 1
    })
  }
}

/** Nobody watches any more: neither open, nor to be told. */
const endSql = `
UPDATE alert SET closed_at = coalesce(closed_at, now()), ended = coalesce(ended, 'gone'), end_told = true WHERE rule_id = $1 AND (closed_at IS NULL OR NOT end_told)`


export const ruleColumns = 'id, workspace_id, kind, enabled, flow_ids, settings, targets, summary_minutes, revision'

export interface AlertRuleRow {
  readonly id: string
  readonly workspace_id: string
  readonly kind: AlertKind
  readonly enabled: boolean
  readonly flow_ids: readonly string[] | null
  readonly settings: AlertSettings
  readonly targets: AlertTargets
  readonly summary_minutes: number
  readonly revision: number
}

export function ruleOf({ id, workspace_id: workspaceId, kind, enabled: isEnabled, flow_ids: flowIds, settings, targets, summary_minutes: summaryMinutes, revision }: AlertRuleRow): AlertRule {
  return { id, workspaceId, kind, isEnabled, flowIds, settings, targets, summaryMinutes, revision }
}

function valuesOf({ isEnabled, flowIds, settings, targets, summaryMinutes }: Pick<AlertRule, 'isEnabled' | 'flowIds' | 'settings' | 'targets' | 'summaryMinutes'>): readonly unknown[] {
  return [isEnabled, flowIds, JSON.stringify(settings), JSON.stringify(targets), summaryMinutes]
}
