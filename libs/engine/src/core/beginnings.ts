import { isTerminalRun, type Plan } from '@maillon/plan'
import type { DatasetRef } from '@maillon/datasets'
import { scopeOf, type RunState, type StepState } from '../run-state.js'
import { engineError } from './engine-error.js'
import { freshStep } from './run-draft.js'

/*
 * What a run that goes on from an earlier one begins with. Everything kept is kept by reference: no data is copied, no step runs twice.
 *
 * B1  From the failure: what succeeded or warned is kept, the rest is decided anew.
 * B2  From a step: what doesn't hang on that step is kept (as in B1), with other outputs where the person changed them; the step itself
 *     and everything behind it is decided anew.
 * B3  Rows alone: one step gets the mended rows and nothing else; what isn't behind it is skipped. In a turn of a loop they go through the
 *     rest of the turn; the loop itself, and what follows it, are over.
 */

/** B1. @throws MaillonError ENGINE_RUN_NOT_FAILED */
export function fromFailure(state: RunState): readonly StepState[] {
  if (!isTerminalRun(state.status) || state.status === 'succeeded') throw engineError('ENGINE_RUN_NOT_FAILED', { status: state.status })
  return keptSteps(state)
}

/** Steps that gave something, as a later run keeps them. */
export function keptSteps(state: RunState): readonly StepState[] {
  return [...state.steps.values()]
    .filter((step) => step.status === 'succeeded' || step.status === 'warned')
    // Attempt 0: this run did nothing for it. Its datasets are the earlier run's, by reference.
    .map((step) => ({ ...step, attempt: 0, failures: 0, interruptions: 0, outcome: null, worker: null }))
}

/** Another output of a step that is kept. */
export interface ChangedOutput {
  readonly node: number
  readonly port: number
  readonly dataset: DatasetRef
}

/** B2. @throws MaillonError ENGINE_NODE_UNKNOWN where the step isn't one that can be begun with: outside of what the run goes through, or a trigger */
export function fromStep(plan: Plan, state: RunState, at: { readonly node: number; readonly changed: readonly ChangedOutput[] }): readonly StepState[] {
  checkPlace(plan, at.node, scopeOf(state))
  const anew = behind(plan, at.node)
  return keptSteps(state)
    .filter((step) => !anew.has(step.node))
    .map((step) => withOutputs(step, at.changed))
}

function withOutputs(step: StepState, changed: readonly ChangedOutput[]): StepState {
  const own = changed.filter((change) => change.node === step.node)
  if (own.length === 0) return step
  return { ...step, outputs: (step.outputs ?? []).map((output, port) => own.find((change) => change.port === port)?.dataset ?? output) }
}

/** B3. The rows come in at the first edge of the step's first input. @throws MaillonError ENGINE_NODE_UNKNOWN, ENGINE_ROWS_NONE */
export function withRowsAlone(plan: Plan, state: RunState, at: { readonly node: number; readonly rows: DatasetRef }): readonly StepState[] {
  const scope = scopeOf(state)
  checkPlace(plan, at.node, scope)
  if (at.rows.count === 0) throw engineError('ENGINE_ROWS_NONE')
  const anew = behind(plan, at.node)
  const [first] = plan.nodes[at.node]?.incoming[0] ?? []
  const edge = first === undefined ? undefined : plan.edges[first]
  if (edge === undefined) throw engineError('ENGINE_NODE_UNKNOWN', { node: plan.nodes[at.node]?.id ?? '' })
  const entries = new Set((plan.nodes[at.node]?.incoming[0] ?? []).map((index) => plan.edges[index]?.fromNode))
  const kept = new Map(keptSteps(state).filter((step) => !anew.has(step.node)).map((step) => [step.node, step]))
  return plan.nodes.flatMap((node, index) => {
    if (anew.has(index) || (node.loop !== scope && index !== scope)) return []
    const before = kept.get(index) ?? freshStep(index, 'skipped')
    if (!entries.has(index)) return [before]
    const outputs = node.outputs.map((_, port) => (index === edge.fromNode && port === edge.fromPort ? at.rows : nothing))
    return [{ ...freshStep(index, 'skipped'), status: 'succeeded' as const, outputs }]
  })
}

const nothing: DatasetRef = { kind: 'inline', count: 0, bytes: 2, items: [] }

/** A step that a person can begin with, in a run over the body of `scope`. */
function checkPlace(plan: Plan, node: number, scope: number | null): void {
  const at = plan.nodes[node]
  if (at === undefined || at.loop !== scope || at.trigger !== null) throw engineError('ENGINE_NODE_UNKNOWN', { node: at?.id ?? String(node) })
}

/** The node and everything that hangs on it. */
function behind(plan: Plan, node: number): ReadonlySet<number> {
  const found = new Set([node])
  // Plans are in topological order: one pass forward finds all.
  for (const edge of plan.edges.toSorted((a, b) => a.fromNode - b.fromNode)) if (found.has(edge.fromNode)) found.add(edge.toNode)
  return found
}
