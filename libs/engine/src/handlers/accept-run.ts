import type { Plan } from '@maillon/plan'
import type { DatasetRef } from '@maillon/datasets'
import type { Random } from '@maillon/kernel'
import { isGated } from '../core/decide-overlap.js'
import { engineError } from '../core/engine-error.js'
import { RunDraft } from '../core/run-draft.js'
import { advance } from '../core/transitions.js'
import type { Accepted, AcceptRequest, PreparedRun } from '../engine.js'
import type { ParentStep, RetryKind, RunState, StepState } from '../run-state.js'
import type { NewRun } from '../run-store.port.js'
import type { AcceptAnswer, Journal } from './journal.js'

export interface AcceptPorts {
  readonly journal: Journal
  readonly random: Random
  readonly acceptTimeoutMs: number
  /** Told once the run is durable. */
  readonly onAccepted: (draft: RunDraft, state: RunState, plan: Plan) => void
}

/** What a new run begins with: steps that are over already (the trigger; in a retry, everything that succeeded before). */
export interface Beginning {
  readonly request: AcceptRequest
  readonly plan: Plan
  readonly steps: readonly StepState[]
  readonly retryOf: string | null
  readonly retryKind?: RetryKind | null
  /** See `RunState`. Default: as if it were no retry. */
  readonly keyRunId?: string | null
  /** Default: it stands for itself. */
  readonly child?: ChildPlace
}

/** Where a child run stands. */
export interface ChildPlace extends Pick<RunState, 'iteration' | 'depth' | 'lane' | 'priority'> {
  readonly parent: ParentStep
  /** Null: its own id. */
  readonly rootId: string | null
}

/** The trigger's step: it is over when the run is accepted, and its output is what the trigger brought along. */
export function triggerStep(request: AcceptRequest, plan: Plan): StepState {
  const { node } = request.trigger
  const planNode = plan.nodes[node]
  if (planNode === undefined || planNode.trigger === null) throw engineError('ENGINE_TRIGGER_UNKNOWN', { node })
  const output = request.triggerOutput ?? inlineItems(request.trigger.items as DatasetRef extends { readonly items: infer Items } ? Items : never)
  return endedStep(node, [output])
}

/** A step that is over before its run begins. */
export function endedStep(node: number, outputs: readonly DatasetRef[]): StepState {
  return {
    node, status: 'succeeded', attempt: 1, failures: 0, interruptions: 0, worker: null, outcome: 'succeeded',
    outputs, error: null, message: null, failedItems: 0, setAside: null, pause: null, dueAt: null,
  }
}

/** Write a new run with its first steps. */
export async function acceptRun(ports: AcceptPorts, beginning: Beginning): Promise<Accepted> {
  const prepared = prepareRun(ports, beginning)
  return prepared.confirm(await inTime(ports, ports.journal.accept(prepared.run)))
}

/** A new run with its first steps, not written yet; a run that has to pass the gate has no steps beyond the trigger. */
export function prepareRun(ports: Pick<AcceptPorts, 'random' | 'onAccepted'>, beginning: Beginning): PreparedRun {
  const { request, plan } = beginning
  const held = beginning.child?.parent.kind !== 'iteration' && isGated(plan)
  const draft = new RunDraft(plan, emptyRun(ports.random.id(), beginning))
  draft.held = held
  for (const step of beginning.steps) draft.put(step, { ...(step.attempt > 0 ? { startedAgoMs: 0 } : {}), ended: step.attempt > 0 })
  if (!held) advance(draft)
  const { base } = draft
  const run: NewRun = {
    id: base.id, workspaceId: base.workspaceId, flowId: base.flowId, flowVersionId: base.flowVersionId, origin: base.origin,
    key: request.key, instant: base.instant, isTest: base.isTest, isDryRun: base.isDryRun, startedBy: request.startedBy ?? null,
    retryOf: base.retryOf, retryKind: base.retryKind, parent: base.parent, rootId: base.rootId, keyRunId: base.keyRunId, iteration: base.iteration, depth: base.depth,
    lane: base.lane, priority: base.priority, triggerNode: base.triggerNode, held, status: draft.status, error: draft.error, steps: draft.stepWrites(),
  }
  return {
    run,
    confirm: (answer) => {
      if (answer.earlier !== null) return { runId: answer.earlier, isNew: false }
      const state = { ...draft.toState(0), acceptedAt: answer.acceptedAt }
      ports.onAccepted(draft, state, plan)
      return { runId: state.id, isNew: true }
    },
  }
}

function emptyRun(id: string, { request, plan, child, retryOf, retryKind = null, keyRunId }: Beginning): RunState {
  const { parent, rootId, iteration, depth, lane, priority } = placeOf(id, child, plan)
  return {
    id, workspaceId: request.workspaceId, flowId: request.flowId, flowVersionId: request.flowVersionId, origin: request.origin, status: 'queued', version: 0,
    acceptedAt: '', instant: request.instant ?? null, isTest: request.isTest ?? false, isDryRun: request.isDryRun ?? false,
    triggerNode: request.trigger.node, held: false, error: null, retryOf, retryKind, steps: new Map(), parent, rootId, iteration, depth, lane, priority, keyRunId: keyRunId ?? rootId,
  }
}

function placeOf(id: string, child: ChildPlace | undefined, { lane, priority }: Plan): Pick<RunState, 'parent' | 'rootId' | 'iteration' | 'depth' | 'lane' | 'priority'> {
  return child === undefined ? { parent: null, rootId: id, iteration: '', depth: 0, lane, priority } : { ...child, rootId: child.rootId ?? id }
}

/** Promise 1: durable within the limit, or refused. The write may still come through afterwards; the sweep then rings for it. */
async function inTime(ports: AcceptPorts, write: Promise<AcceptAnswer>): Promise<AcceptAnswer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(engineError('ENGINE_STORE_UNAVAILABLE', { afterMs: ports.acceptTimeoutMs })), ports.acceptTimeoutMs)
  })
  try {
    return await Promise.race([write.catch((error: unknown) => { throw engineError('ENGINE_STORE_UNAVAILABLE', { afterMs: 0 }, error) }), late])
  } finally {
    clearTimeout(timer)
  }
}

function inlineItems(items: Extract<DatasetRef, { kind: 'inline' }>['items']): DatasetRef {
  return { kind: 'inline', count: items.length, bytes: JSON.stringify(items).length, items }
}
