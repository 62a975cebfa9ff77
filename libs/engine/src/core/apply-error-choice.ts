import type { DatasetRef, Item } from '@maillon/datasets'
import { assertNever, errorOnRow, type ErrorInfo, type JsonObject, type TellError } from '@maillon/kernel'
import type { Plan, PlanNode } from '@maillon/plan'

/** How a step ends that failed for good. */
export type FinalFailure = { readonly status: 'failed' } | { readonly status: 'warned'; readonly outputs: readonly DatasetRef[]; readonly setAside?: DatasetRef }

/** What of its rows a failed node keeps in the run's own row. Beyond it stands how many there were. */
const mostKeptBytes = 128 * 1024

/**
 * The error choice of a node whose attempt failed as a whole (time limit, interruption, an error outside of its items).
 * Errors of single items are the host's business: it applies the same choices there.
 *
 * E1  stop: the step fails, and with it the run.
 * E2  skip, set-aside: it warns and gives nothing, so what hangs on it is skipped. What is set aside are the rows that came in at its first
 *     port, `{ error: { code, message, hint }, item }` each; those that are too many to stand here, as one without an item that says how many.
 * E3  replace: it warns and gives one item, the given value, at its first port.
 * E4  branch: it warns and gives one item at its `error` port (the last): `{ error: { code, message, hint }, item }`, where `item` is the
 *     row that came in if it was the only one, else null, with their number.
 * E5  The error is told in the flow's language, as one that the node's own host noticed would be.
 *
 * @param incoming what came in at its first port, in the order of the edges
 */
export function applyErrorChoice(plan: Plan, failed: { readonly node: PlanNode; readonly incoming: readonly DatasetRef[] }, { error, tell }: { readonly error: ErrorInfo; readonly tell: TellError }): FinalFailure {
  const { node, incoming } = failed
  const choice = node.onError
  switch (choice.choice) {
    case 'stop':
      return { status: 'failed' }
    case 'skip':
      return { status: 'warned', outputs: node.outputs.map(() => nothing) }
    case 'set-aside':
      return { status: 'warned', outputs: node.outputs.map(() => nothing), setAside: asideOf(incoming, errorOnRow(error, tell(error, plan.locale))) }
    case 'replace':
      return { status: 'warned', outputs: node.outputs.map((_, port) => (port === 0 ? oneItem(choice.value) : nothing)) }
    case 'branch': {
      const { count, items } = rowsOf(incoming)
      const only = count === 1 ? items?.[0] : undefined
      const item = itemWith(errorOnRow(error, tell(error, plan.locale)), only, count > 1 ? { rows: count } : {})
      return { status: 'warned', outputs: node.outputs.map((_, port) => (port === node.outputs.length - 1 ? dataset([item]) : nothing)) }
    }
    default:
      return assertNever(choice)
  }
}

const nothing: DatasetRef = { kind: 'inline', count: 0, bytes: 2, items: [] }

function oneItem(json: JsonObject): DatasetRef {
  return dataset([{ json }])
}

function asideOf(incoming: readonly DatasetRef[], reason: JsonObject): DatasetRef {
  const { count, items } = rowsOf(incoming)
  const kept = items === null || items.length === 0 ? null : dataset(items.map((item) => itemWith(reason, item)))
  return kept === null || kept.bytes > mostKeptBytes ? dataset([itemWith(reason, undefined, count > 0 ? { rows: count } : {})]) : kept
}

/** items null: they don't stand in the run's own rows. */
function rowsOf(incoming: readonly DatasetRef[]): { readonly count: number; readonly items: readonly Item[] | null } {
  const count = incoming.reduce((sum, ref) => sum + ref.count, 0)
  const items = incoming.every((ref) => ref.kind === 'inline') ? incoming.flatMap((ref) => (ref.kind === 'inline' ? ref.items : [])) : null
  return { count, items }
}

function itemWith(error: JsonObject, item: Item | undefined, more: JsonObject = {}): Item {
  const json = { error, item: item?.json ?? null, ...more }
  return item?.files === undefined ? { json } : { json, files: item.files }
}

function dataset(items: readonly Item[]): DatasetRef {
  return { kind: 'inline', count: items.length, bytes: JSON.stringify(items).length, items }
}
