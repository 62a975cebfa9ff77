import type { JsonObject } from '@maillon/kernel'
import type { Plan, PlanNode } from '@maillon/plan'
import { nextInstants, type ScheduleParam } from '@maillon/schedule'
import { catchUpPolicies, type CatchUpPolicy, type NewSchedule, type NewWebhook, type TriggerSet } from '@maillon/storage'

export const formMethod = 'FORM'

const defaults = { catchUpLimit: 100, catchUpDays: 7 } as const

/** What starts a flow: its schedules with their next instants after `now` (milliseconds, by the database's clock), and its webhook addresses. */
export function triggersOfPlan(plan: Plan, now: number): TriggerSet {
  const triggers = plan.nodes.filter((node) => node.trigger !== null && !node.disabled)
  return {
    schedules: triggers.filter((node) => node.trigger === 'schedule').map((node) => scheduleOf(node, plan, now)),
    webhooks: [...triggers.filter((node) => node.trigger === 'webhook').map(webhookOf), ...triggers.filter((node) => node.trigger === 'form').map(formOf)],
    watches: triggers.filter((node) => node.trigger === 'watch').map(({ id }) => id),
  }
}

function scheduleOf({ id, params }: PlanNode, plan: Plan, now: number): NewSchedule {
  const schedule = params['schedule'] as JsonObject
  const timeZone = typeof params['timeZone'] === 'string' && params['timeZone'] !== '' ? params['timeZone'] : plan.timeZone
  const exceptDates = textsOf(params['exceptDates'])
  const next = nextInstants(schedule as unknown as ScheduleParam, { timeZone, afterMs: now, count: 1, except: exceptDates, anchorMs: now })
  return {
    nodeId: id, schedule, timeZone, exceptDates,
    catchUp: catchUpOf(params['catchUp']),
    catchUpLimit: countOf(params['catchUpLimit'], defaults.catchUpLimit),
    catchUpDays: countOf(params['catchUpDays'], defaults.catchUpDays),
    nextAt: next.ok && next.value[0] !== undefined ? new Date(next.value[0]) : null,
    anchoredAt: new Date(now),
  }
}

function webhookOf({ id, params }: PlanNode): NewWebhook {
  return { nodeId: id, method: typeof params['method'] === 'string' ? params['method'] : 'POST', path: typeof params['path'] === 'string' ? params['path'] : '' }
}

/** A form's address stands among those of the webhooks, under a method that no caller can have. */
function formOf({ id, params }: PlanNode): NewWebhook {
  return { nodeId: id, method: formMethod, path: typeof params['path'] === 'string' ? params['path'] : '' }
}

function catchUpOf(value: unknown): CatchUpPolicy {
  return catchUpPolicies.find((policy) => policy === value) ?? 'one'
}

function countOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : otherwise
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []
}
