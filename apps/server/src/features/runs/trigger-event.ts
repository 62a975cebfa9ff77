import type { JsonObject } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import type { Plan, TriggerEvent } from '@maillon/plan'

export interface TriggerChoice {
  /** Node id. Absent: the manual one, else the first. */
  readonly trigger?: string | undefined
  /** Absent: what that trigger would give. */
  readonly rows?: readonly JsonObject[] | undefined
  /** ISO 8601. */
  readonly now: string
}

/** The event by which a person starts a plan; null where it has no (such) trigger. */
export function manualTriggerEvent(plan: Plan, catalogue: NodeCatalogue, choice: TriggerChoice): TriggerEvent | null {
  const triggers = plan.nodes.map((node, index) => ({ node, index })).filter(({ node }) => node.trigger !== null)
  const chosen = choice.trigger === undefined ? (triggers.find(({ node }) => node.trigger === 'manual' && !node.disabled) ?? triggers[0]) : triggers.find(({ node }) => node.id === choice.trigger)
  if (chosen === undefined) return null
  const { type, version, trigger } = chosen.node
  const sample = catalogue.get(type, version)?.sample?.['main'] ?? []
  const own = { manual: [{ startedAt: choice.now }], schedule: [{ instant: choice.now }], webhook: sample, flow: sample, error: sample, watch: sample, form: sample }[trigger ?? 'manual']
  return { node: chosen.index, items: (choice.rows ?? own).map((json) => ({ json })) }
}
