import type { EntityManager } from 'typeorm'
import type { TriggerSet, WebhookTaken } from './trigger-set.js'

/**
 * Make these the triggers of a flow, inside the caller's transaction. A schedule that didn't change keeps its next instant, so that
 * publishing at the very moment loses none.
 * @returns the first webhook address that another flow has; the caller must then roll back.
 */
export async function replaceTriggers(manager: EntityManager, flowId: string, triggers: TriggerSet): Promise<WebhookTaken | null> {
  await manager.query('DELETE FROM trigger_schedule WHERE flow_id = $1 AND NOT (node_id = ANY ($2))', [flowId, triggers.schedules.map(({ nodeId }) => nodeId)])
  for (const { nodeId, schedule, timeZone, catchUp, catchUpLimit, nextAt } of triggers.schedules) {
    await manager.query(
      `INSERT INTO trigger_schedule AS t (flow_id, node_id, schedule, time_zone, catch_up, catch_up_limit, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (flow_id, node_id) DO UPDATE SET schedule = EXCLUDED.schedule, time_zone = EXCLUDED.time_zone, catch_up = EXCLUDED.catch_up, catch_up_limit = EXCLUDED.catch_up_limit,
         next_at = CASE WHEN t.schedule::jsonb = EXCLUDED.schedule::jsonb AND t.time_zone = EXCLUDED.time_zone THEN t.next_at ELSE EXCLUDED.next_at END`,
      [flowId, nodeId, JSON.stringify(schedule), timeZone, catchUp, catchUpLimit, nextAt],
    )
  }
  await manager.query('DELETE FROM webhook WHERE flow_id = $1', [flowId])
  for (const { nodeId, method, path } of triggers.webhooks) {
    // Waits for a concurrent insert of the same path to commit or roll back, and only then says whether it won.
    const won: unknown[] = await manager.query('INSERT INTO webhook (method, path, flow_id, node_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING path', [method, path, flowId, nodeId])
    if (won.length === 0) return { kind: 'webhook-taken', method, path, flowName: await ownerOf(manager, method, path) }
  }
  return null
}

async function ownerOf(manager: EntityManager, method: string, path: string): Promise<string> {
  const [row]: { readonly name: string }[] = await manager.query('SELECT f.name FROM webhook w JOIN flow f ON f.id = w.flow_id WHERE w.method = $1 AND w.path = $2', [method, path])
  return row?.name ?? ''
}
