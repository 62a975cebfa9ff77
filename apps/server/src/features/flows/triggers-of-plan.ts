import type { JsonObject } from '@maillon/kernel'
import type { Plan, PlanNode } from '@maillon/plan'
import { nextInstants, type ScheduleParam } from '@maillon/schedule'
import { catchUpPolicies, type CatchUpPolicy, type NewSchedule, type NewWebhook, type TriggerSet } from '@maillon/storage'

const catchUpLimit = 100

/** What starts a flow: its schedules with their next instants after `now` (milliseconds), and its webhook addresses. */
export function triggersOfPlan(plan: Plan, now: number): TriggerSet {
  const triggers = plan.nodes.filter((node) => node.trigger !== null && !node.disabled)
  return {
    schedules: triggers.filter((node) => node.trigger === 'schedule').map((node) => scheduleOf(node, plan, now)),
    webhooks: triggers.filter((node) => node.trigger === 'webhook').map(webhookOf),
  }
}

function scheduleOf({ id, params }: PlanNode, plan: Plan, now: number): NewSchedule {
  const schedule = params['schedule'] as JsonObject
  const timeZone = typeof params['timeZone'] === 'string' && params['timeZone'] !== '' ? params['timeZone'] : plan.timeZone
  return { nodeId: id, schedule, timeZone, catchUp: catchUpOf(params['catchUp']), catchUpLimit, nextAt: nextAfter(schedule, timeZone, now) }
}

function webhookOf({ id, params }: PlanNode): NewWebhook {
  return { nodeId: id, method: typeof params['method'] === 'string' ? params['method'] : 'POST', path: typeof params['path'] === 'string' ? params['path'] : '' }
}

function catchUpOf(value: unknown): CatchUpPolicy {
  return catchUpPolicies.find((policy) => policy === value) ?? 'one'
}

/** The first instant after `after` (milliseconds); null: never again. */
export function nextAfter(schedule: JsonObject, timeZone: string, after: number): Date | null {
  const next = nextInstants(schedule as unknown as ScheduleParam, { timeZone, afterMs: after, count: 1 })
  const instant = next.ok ? next.value[0] : undefined
  return instant === undefined ? null : new Date(instant)
}
