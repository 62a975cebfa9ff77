import type { EntityManager } from 'typeorm'
import type { NewSchedule, TriggerSet, WebhookTaken } from './trigger-set.js'

/**
 * Make these the triggers of a flow, inside the caller's transaction. A schedule that didn't change keeps its next instant, so that
 * publishing at the very moment loses none. The ledger follows: what was late and is not expected any more was missed.
 * @returns the first webhook address that another flow has; the caller must then roll back.
 */
export async function replaceTriggers(manager: EntityManager, flowId: string, triggers: TriggerSet): Promise<WebhookTaken | null> {
  await manager.query('DELETE FROM trigger_schedule WHERE flow_id = $1 AND NOT (node_id = ANY ($2))', [flowId, triggers.schedules.map(({ nodeId }) => nodeId)])
  for (const one of triggers.schedules) await putSchedule(manager, flowId, one)
  await followInLedger(manager, flowId)
  await putWatches(manager, flowId, triggers.watches)
  await manager.query('DELETE FROM webhook WHERE flow_id = $1', [flowId])
  for (const { nodeId, method, path } of triggers.webhooks) {
    // Waits for a concurrent insert of the same path to commit or roll back, and only then says whether it won.
    const won: unknown[] = await manager.query('INSERT INTO webhook (method, path, flow_id, node_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING path', [method, path, flowId, nodeId])
    if (won.length === 0) return { kind: 'webhook-taken', method, path, flowName: await ownerOf(manager, method, path) }
  }
  return null
}

async function putSchedule(manager: EntityManager, flowId: string, schedule: NewSchedule): Promise<void> {
  const { nodeId, timeZone, catchUp, catchUpLimit, catchUpDays, nextAt, anchoredAt } = schedule
  const isSame = 't.schedule::jsonb = EXCLUDED.schedule::jsonb AND t.time_zone = EXCLUDED.time_zone AND t.except_dates::jsonb = EXCLUDED.except_dates::jsonb'
  await manager.query(
    `INSERT INTO trigger_schedule AS t (flow_id, node_id, schedule, time_zone, catch_up, catch_up_limit, catch_up_days, except_dates, next_at, anchored_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (flow_id, node_id) DO UPDATE SET schedule = EXCLUDED.schedule, time_zone = EXCLUDED.time_zone, except_dates = EXCLUDED.except_dates,
       catch_up = EXCLUDED.catch_up, catch_up_limit = EXCLUDED.catch_up_limit, catch_up_days = EXCLUDED.catch_up_days, held_until = NULL,
       next_at = CASE WHEN ${isSame} THEN t.next_at ELSE EXCLUDED.next_at END, anchored_at = CASE WHEN ${isSame} THEN t.anchored_at ELSE EXCLUDED.anchored_at END`,
    [flowId, nodeId, JSON.stringify(schedule.schedule), timeZone, catchUp, catchUpLimit, catchUpDays, JSON.stringify(schedule.exceptDates), nextAt, anchoredAt],
  )
}

/** Whoever looks just now loses its place; a look that is new, or was one of an older version, comes at once. */
async function putWatches(manager: EntityManager, flowId: string, nodes: readonly string[] | undefined): Promise<void> {
  await manager.query('UPDATE trigger_watch SET token = token + 1, lease_until = NULL, next_at = now() WHERE flow_id = $1', [flowId])
  if (nodes === undefined) return
  await manager.query('DELETE FROM trigger_watch WHERE flow_id = $1 AND NOT (node_id = ANY ($2))', [flowId, nodes])
  await manager.query('INSERT INTO trigger_watch (flow_id, node_id) SELECT $1, node FROM unnest($2::text[]) AS node ON CONFLICT DO NOTHING', [flowId, nodes])
}

async function followInLedger(manager: EntityManager, flowId: string): Promise<void> {
  const isDropped = `i.flow_id = $1 AND i.node_id <> '' AND i.status = 'expected'
    AND NOT EXISTS (SELECT 1 FROM trigger_schedule t WHERE t.flow_id = i.flow_id AND t.node_id = i.node_id AND t.next_at = i.instant)`
  await manager.query(`UPDATE schedule_instant i SET status = 'missed', reason = 'withdrawn', decided_at = now() WHERE ${isDropped} AND i.instant <= now()`, [flowId])
  await manager.query(`DELETE FROM schedule_instant i WHERE ${isDropped}`, [flowId])
  await manager.query(
    `INSERT INTO schedule_instant (flow_id, node_id, instant, workspace_id, status)
     SELECT t.flow_id, t.node_id, t.next_at, f.workspace_id, 'expected' FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id WHERE t.flow_id = $1 AND t.next_at IS NOT NULL
     ON CONFLICT DO NOTHING`,
    [flowId],
  )
}

async function ownerOf(manager: EntityManager, method: string, path: string): Promise<string> {
  const [row]: { readonly name: string }[] = await manager.query('SELECT f.name FROM webhook w JOIN flow f ON f.id = w.flow_id WHERE w.method = $1 AND w.path = $2', [method, path])
  return row?.name ?? ''
}
