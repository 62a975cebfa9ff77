import { changeRules } from './change-rules.js'
import { contentRules } from './content-rules.js'
import { flowRules } from './flow-rules.js'
import { placeholder, type RedRule } from './red-rule.js'

const rules: ReadonlyMap<string, RedRule> = new Map([flowRules, changeRules, contentRules].flatMap((group) => Object.entries(group)))

/** The types for which there is a rule. */
export const redTypes: readonly string[] = [...rules.keys()]

/** What becomes of nodes of a type; undefined: there is no step for it. */
export function redRule(type: string): RedRule | undefined {
  return type.startsWith('subflow:') ? subflowDraft : rules.get(type)
}

/** A subflow that is used: a call of the flow that it became. */
function subflowDraft(node: Parameters<RedRule>[0], context: Parameters<RedRule>[1]): ReturnType<RedRule> {
  const flow = context.flowOf(node.type.slice('subflow:'.length))
  if (flow === null) return placeholder('FOREIGN_CALL_UNKNOWN')
  if (node.wires.length > 1) context.look('FOREIGN_SUBFLOW_OUTPUTS')
  if (Array.isArray(node.raw['env']) && node.raw['env'].length > 0) context.look('FOREIGN_SUBFLOW_SETTINGS')
  return { type: 'core.call-flow', params: { flow: { id: flow.id, name: flow.name }, batchSize: 1 }, outputs: node.wires.map(() => 'main') }
}
