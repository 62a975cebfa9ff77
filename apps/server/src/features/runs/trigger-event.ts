import type { JsonObject } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import type { Plan, PlanNode, TriggerEvent } from '@maillon/plan'

export interface TriggerChoice {
  /** Node id. Absent: the manual one, else the first. */
  readonly trigger?: string | undefined
  /** Absent: what that trigger would give. */
  readonly rows?: readonly JsonObject[] | undefined
  /** A trial of a draft: example data will do. Default false. */
  readonly isTrial?: boolean
  /** ISO 8601. */
  readonly now: string
}

/**
 * The event by which a person starts a plan; null where it has no (such) trigger. What watches the outside world, and what somebody fills in,
 * is started by hand with example data in trials only: nobody wants a real answer sent to the mail of an example.
 */
export function manualTriggerEvent(plan: Plan, catalogue: NodeCatalogue, choice: TriggerChoice): TriggerEvent | null {
  const triggers = plan.nodes.map((node, index) => ({ node, index })).filter(({ node }) => node.trigger !== null)
  const chosen = choice.trigger === undefined ? (triggers.find(({ node }) => node.trigger === 'manual' && !node.disabled) ?? triggers[0]) : triggers.find(({ node }) => node.id === choice.trigger)
  if (chosen === undefined) return null
  if (needsEvent(chosen.node) && choice.rows === undefined && choice.isTrial !== true) return null
  const rows = choice.rows ?? ownRows(chosen.node, catalogue, choice.now)
  return { node: chosen.index, items: rows.map((json) => ({ json })) }
}

function needsEvent({ trigger }: PlanNode): boolean {
  return trigger === 'watch' || trigger === 'form'
}

function ownRows({ type, version, trigger }: PlanNode, catalogue: NodeCatalogue, now: string): readonly JsonObject[] {
  if (trigger === 'schedule') return [{ instant: now }]
  return trigger === 'manual' || trigger === null ? [{ startedAt: now }] : (catalogue.get(type, version)?.sample?.['main'] ?? [])
}
