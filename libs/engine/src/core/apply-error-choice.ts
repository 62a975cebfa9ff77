import type { DatasetRef } from '@maillon/datasets'
import { assertNever, type ErrorInfo, type JsonObject } from '@maillon/kernel'
import type { Plan, PlanNode } from '@maillon/plan'

/** How a step ends that failed for good. */
export type FinalFailure = { readonly status: 'failed' } | { readonly status: 'warned'; readonly outputs: readonly DatasetRef[] }

/**
 * The error choice of a node whose attempt failed as a whole (time limit, interruption, an error outside of its items).
 * Errors of single items are the host's business: it applies the same choices there.
 *
 * E1  stop: the step fails, and with it the run.
 * E2  skip, set-aside: it warns and gives nothing, so what hangs on it is skipped. (There is no item to set aside.)
 * E3  replace: it warns and gives one item, the given value, at its first port.
 * E4  branch: it warns and gives one item at its `error` port (the last): `{ error: { code, message }, item: null }`.
 */
export function applyErrorChoice(plan: Plan, node: PlanNode, error: ErrorInfo): FinalFailure {
  const choice = node.onError
  switch (choice.choice) {
    case 'stop':
      return { status: 'failed' }
    case 'skip':
    case 'set-aside':
      return { status: 'warned', outputs: node.outputs.map(() => nothing) }
    case 'replace':
      return { status: 'warned', outputs: node.outputs.map((_, port) => (port === 0 ? oneItem(choice.value) : nothing)) }
    case 'branch': {
      const item: JsonObject = { error: { code: error.code, message: error.text?.[plan.locale] ?? error.code }, item: null }
      return { status: 'warned', outputs: node.outputs.map((_, port) => (port === node.outputs.length - 1 ? oneItem(item) : nothing)) }
    }
    default:
      return assertNever(choice)
  }
}

const nothing: DatasetRef = { kind: 'inline', count: 0, bytes: 2, items: [] }

function oneItem(json: JsonObject): DatasetRef {
  return { kind: 'inline', count: 1, bytes: JSON.stringify(json).length, items: [{ json }] }
}
