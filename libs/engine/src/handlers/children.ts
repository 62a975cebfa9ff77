import { sliceOfDatasets, type DatasetRef } from '@maillon/datasets'
import { isMaillonError, type ErrorInfo, type Logger, type TellError } from '@maillon/kernel'
import type { Plan, PlanNode, PlanSpawn } from '@maillon/plan'
import { keptSteps } from '../core/beginnings.js'
import { childrenOf, decideChildren } from '../core/decide-children.js'
import { waitedForAtOnce } from '../core/decide-overlap.js'
import { engineError, engineErrorInfo } from '../core/engine-error.js'
import type { StepLookup } from '../core/decide-successors.js'
import { gatherInputs } from '../core/gather-inputs.js'
import { childrenOver, childrenRest, endAtOnce, failForChild } from '../core/transitions.js'
import type { AcceptRequest, EngineOptions } from '../engine.js'
import type { LiveEvents } from '../live-events.port.js'
import { scopeOf, standsAlone, type RunState, type StepState } from '../run-state.js'
import type { RunStore, StepPlace } from '../run-store.port.js'
import { acceptRun, endedStep, type AcceptPorts, type Beginning, type ChildPlace } from './accept-run.js'
import { CollectedParts } from './collected-parts.js'
import { KeyedVisits } from './keyed-visits.js'
import type { PlanCache } from './plan-cache.js'
import type { OpenRun, RunCells } from './run-cells.js'

/** More than this is no loop but a table: bigger batches do it. */
export const mostChildren = 10_000
const deepestCall = 20
const readAgain = Number.MAX_SAFE_INTEGER

export interface ChildrenPorts {
  readonly store: RunStore
  readonly cells: RunCells
  readonly plans: PlanCache
  readonly accept: AcceptPorts
  readonly events: LiveEvents
  readonly logger: Logger
  readonly tell: TellError
  /** See `EngineOptions`. */
  readonly callProblem: NonNullable<EngineOptions['callProblem']>
}

/**
 * Makes the children of steps with `spawn` (turns of a loop, called flows), and lets the step go on when they are over.
 *
 * K1  Which children there are stands in their own rows: the parent's row only says that it waits. So nothing has to be kept in step.
 * K2  A child's key is made of its parent step and its index: made twice (a crash, two workers) it is there once.
 * K3  Each end of a child leads to a visit of its parent; one that gets lost is found by the sweep.
 * K4  Where all children of a step wait for a time or an answer, the step waits like them; each beginning and end of such a wait leads to a visit.
 * K5  When a step stops waiting without its children (cancelled, failed), these are cancelled.
 * K6  A flow isn't called where its run would wait at the gate for a run that waits for it: the call fails at once, instead of standing there
 *     until a time limit ends it.
 */
export class Children {
  private readonly visits: KeyedVisits<StepPlace>

  constructor(private readonly ports: ChildrenPorts) {
    this.visits = new KeyedVisits((place) => this.look(place), (place, error) =>
      ports.logger.warn('The children of a step could not be looked after; the sweep will', { ...place, reason: String(error).slice(0, 300) }))
  }

  /** See how a step with children goes on. Calls that come up during a visit make one more. */
  visit(place: StepPlace): Promise<void> {
    return this.visits.visit(`${place.runId}-${place.node}`, place)
  }

  /** K5. */
  async cancel(place: StepPlace): Promise<void> {
    const { store, cells } = this.ports
    for (let ids = await store.findActiveChildren(place, 200); ids.length > 0; ids = await store.findActiveChildren(place, 200)) {
      const ended = await Promise.all(ids.map((id) => cells.transact(id, (draft) => endAtOnce(draft, 'cancelled', null))))
      if (!ended.includes(true)) return
    }
  }

  /** How many children the step will have had. @throws MaillonError ENGINE_CHILDREN_TOO_MANY, ENGINE_CALL_TOO_DEEP */
  countOf(run: OpenRun, node: number): number {
    const { spawn, name } = nodeOf(run.plan, node)
    const total = spawn === null ? 0 : childrenOf(spawn, itemsOf(run, node))
    if (total > mostChildren) throw engineError('ENGINE_CHILDREN_TOO_MANY', { name, total, most: mostChildren })
    if (spawn?.kind === 'flow' && run.state.depth >= deepestCall) throw engineError('ENGINE_CALL_TOO_DEEP', { name, most: deepestCall })
    return total
  }

  /** What the children of a step gave, once they are over. */
  collected(run: OpenRun, node: number): CollectedParts {
    const spawn = nodeOf(run.plan, node).spawn
    if (spawn === null) throw new Error(`Node ${node} has no children`)
    const place = { runId: run.state.id, node }
    return new CollectedParts({ run, place, batchOf: (index) => batchOf({ run, place, spawn }, index) }, this.ports)
  }

  /** Whether a node of a loop body reads what stands outside of it. */
  reachesOut({ plan, state }: OpenRun, node: number): boolean {
    if (scopeOf(state) === null) return false
    return nodeOf(plan, node).references.some((reference) => state.steps.get(reference.node) === undefined)
  }

  /** The steps of a turn, and those of the runs around it. All of these were over when the turn began. */
  async stepsInReach(state: RunState): Promise<StepLookup> {
    if (state.parent === null || scopeOf(state) === null) return state.steps
    const around = await this.ports.cells.open(state.parent.runId)
    if (around === null) return state.steps
    const outer = await this.stepsInReach(around.state)
    return { get: (node) => state.steps.get(node) ?? outer.get(node) }
  }

  private async look(place: StepPlace): Promise<void> {
    const { store, cells } = this.ports
    const of = await this.parentOf(place)
    if (of === null) return
    const total = this.countOf(of.run, place.node)
    const summary = await store.children(place, total)
    this.say(of, summary.opened - summary.active, total)
    const decision = decideChildren(of.spawn, { total, summary, onError: nodeOf(of.run.plan, place.node).onError.choice })
    if (decision.kind === 'collect') await cells.transact(place.runId, (draft) => childrenOver(draft, place.node))
    else if (decision.kind === 'stop') await this.fail(place, summary.failed?.error?.error)
    else if (decision.count > 0) await this.open(of, { from: summary.opened, count: decision.count, total })
    else await this.rest(of, summary.active > 0 && summary.waiting === summary.active)
  }

  /** K4. */
  private async rest({ run, place }: ParentOf, isResting: boolean): Promise<void> {
    if ((run.state.steps.get(place.node)?.pause?.isResting === true) === isResting) return
    await this.ports.cells.transact(place.runId, (draft) => childrenRest(draft, { node: place.node, isResting }))
  }

  private say({ run: { state }, place }: ParentOf, done: number, total: number): void {
    const { workspaceId, flowId, rootId } = state
    if (state.iteration === '') this.ports.events.publish({ kind: 'progress', workspaceId, flowId, runId: rootId, node: place.node, done, total })
  }

  /** Null: the step doesn't wait for children (any more). */
  private async parentOf(place: StepPlace): Promise<ParentOf | null> {
    const run = await this.ports.cells.open(place.runId, readAgain)
    if (run === null || !isWaiting(run.state.steps.get(place.node))) return null
    const { spawn } = nodeOf(run.plan, place.node)
    return spawn === null ? null : { run, place, spawn }
  }

  private async fail({ runId, node }: StepPlace, error: ErrorInfo = engineErrorInfo('ENGINE_CHILD_CANCELLED')): Promise<void> {
    await this.ports.cells.transact(runId, (draft) => failForChild(draft, { node, error }))
  }

  private async open(of: ParentOf, at: { readonly from: number; readonly count: number; readonly total: number }): Promise<void> {
    const called = of.spawn.kind === 'flow' ? await this.calledBy(of) : null
    if (called !== null && 'code' in called) {
      await this.fail(of.place, called)
      return
    }
    if (called !== null && of.spawn.waits && (await this.waitsForItself(of.run.state, called))) {
      await this.fail(of.place, engineErrorInfo('ENGINE_CALL_CIRCULAR', { flow: called.plan.flowName }))
      return
    }
    const indices = Array.from({ length: at.count }, (_, offset) => at.from + offset)
    await Promise.all(indices.map((index) => this.accept(of, { index, called })))
    // Those that ended meanwhile came while this visit went on; the last ones made may all be over already.
    if (!of.spawn.waits || at.from + at.count === at.total) await this.look(of.place)
  }

  /** K6. */
  private async waitsForItself(caller: RunState, { flowId, plan }: CalledFlow): Promise<boolean> {
    const most = waitedForAtOnce(plan)
    let above = 0
    let run: RunState | null = most === null ? null : caller
    while (run !== null) {
      if (run.flowId === flowId && run.parent?.kind !== 'iteration') above += 1
      run = run.parent === null || standsAlone(run) ? null : await this.ports.store.load(run.parent.runId)
    }
    return most !== null && above >= most
  }

  private async accept(of: ParentOf, at: { readonly index: number; readonly called: CalledFlow | null }): Promise<void> {
    const earlier = await this.earlierChild(of, at.index)
    const child = { index: at.index, batch: batchOf(of, at.index), earlier }
    if (at.called === null) {
      await acceptRun(this.ports.accept, turnOf(of, child))
      return
    }
    const problem = earlier === null ? await this.ports.callProblem(at.called.plan, { trigger: at.called.trigger, rows: child.batch }) : null
    if (problem !== null) {
      await this.fail(of.place, problem)
      return
    }
    // It goes on in the version in which it failed, whatever has been published since.
    const plan = earlier === null ? at.called.plan : await this.ports.plans.get(earlier.flowVersionId)
    await acceptRun(this.ports.accept, callOf(of, { ...child, called: { ...at.called, plan, flowVersionId: earlier?.flowVersionId ?? at.called.flowVersionId } }))
  }

  /** In a run that goes on from a failed one: the child that stood in this place there. */
  private async earlierChild({ run, place }: ParentOf, index: number): Promise<RunState | null> {
    if (run.state.retryOf === null || run.state.retryKind !== 'failure') return null
    const id = await this.ports.store.findChild({ runId: run.state.retryOf, node: place.node }, index)
    return id === null ? null : this.ports.store.load(id)
  }

  private async calledBy({ run, spawn }: ParentOf): Promise<CalledFlow | ErrorInfo> {
    const flowId = spawn.flowId ?? ''
    const found = await this.ports.plans.published(run.state.workspaceId, flowId).catch((error: unknown) => (isMaillonError(error) ? null : Promise.reject(error as Error)))
    const trigger = found?.plan.nodes.findIndex((node) => node.trigger === 'flow' && !node.disabled) ?? -1
    return found === null || trigger < 0 ? engineErrorInfo('ENGINE_CALL_MISSING', { flow: flowId }) : { ...found, flowId, trigger }
  }
}

interface ParentOf {
  readonly run: OpenRun
  readonly place: StepPlace
  readonly spawn: PlanSpawn
}

interface CalledFlow {
  readonly flowId: string
  readonly flowVersionId: string
  readonly plan: Plan
  readonly trigger: number
}

const nothing: DatasetRef = { kind: 'inline', count: 0, bytes: 2, items: [] }

function isWaiting(step: StepState | undefined): boolean {
  return step?.status === 'suspended' && step.pause?.for === 'children'
}

function nodeOf(plan: Plan, node: number): PlanNode {
  const found = plan.nodes[node]
  if (found === undefined) throw new Error(`The plan has no node ${node}`)
  return found
}

function itemsOf(run: OpenRun, node: number): number {
  return (gatherInputs(run.plan, node, run.state.steps).inputs[0] ?? []).reduce((sum, dataset) => sum + dataset.count, 0)
}

/** The items of one child, by reference. A negative index: all items. */
function batchOf({ run, place, spawn }: ParentOf, index: number): DatasetRef {
  const inputs = gatherInputs(run.plan, place.node, run.state.steps).inputs[0] ?? []
  return spawn.batchSize === null || index < 0 ? sliceOfDatasets(inputs, 0, Number.MAX_SAFE_INTEGER) : sliceOfDatasets(inputs, index * spawn.batchSize, spawn.batchSize)
}

function childPlace({ run, place, spawn }: ParentOf, index: number): ChildPlace {
  const { state } = run
  const isTurn = spawn.kind === 'iteration'
  const turn = state.iteration === '' ? String(index) : `${state.iteration}/${index}`
  return {
    parent: { ...place, index, kind: spawn.waits ? spawn.kind : 'started' }, lane: state.lane, priority: state.priority,
    rootId: isTurn ? state.rootId : null, iteration: isTurn ? turn : '', depth: state.depth + (isTurn ? 0 : 1),
  }
}

function requestOf({ run, place }: ParentOf, index: number): Pick<AcceptRequest, 'workspaceId' | 'origin' | 'key' | 'instant' | 'isTest' | 'isDryRun'> {
  const { workspaceId, origin, instant, isTest, isDryRun } = run.state
  return { workspaceId, origin, instant, isTest, isDryRun, key: `child-${place.runId}-${place.node}-${index}` }
}

interface NewChild {
  readonly index: number
  readonly batch: DatasetRef
  /** What it goes on from; null: it begins. */
  readonly earlier: RunState | null
}

/** One turn of a loop. */
function turnOf(of: ParentOf, { index, batch, earlier }: NewChild): Beginning {
  const { state, plan } = of.run
  const { node } = of.place
  const request: AcceptRequest = { ...requestOf(of, index), flowId: state.flowId, flowVersionId: state.flowVersionId, trigger: { node, items: [] } }
  const outputs = nodeOf(plan, node).outputs.map((_, port) => (port === 0 ? batch : nothing))
  return { request, plan, steps: earlier === null ? [endedStep(node, outputs)] : keptSteps(earlier), ...goesOnFrom(earlier), keyRunId: state.keyRunId, child: childPlace(of, index) }
}

function goesOnFrom(earlier: RunState | null): Pick<Beginning, 'retryOf' | 'retryKind'> {
  return earlier === null ? { retryOf: null, retryKind: null } : { retryOf: earlier.id, retryKind: 'failure' }
}

function callOf(of: ParentOf, at: NewChild & { readonly called: CalledFlow }): Beginning {
  const { flowId, flowVersionId, plan, trigger } = at.called
  const { earlier } = at
  const request: AcceptRequest = { ...requestOf(of, at.index), origin: 'flow', flowId, flowVersionId, trigger: { node: trigger, items: [] } }
  const outputs = nodeOf(plan, trigger).outputs.map((_, port) => (port === 0 ? at.batch : nothing))
  const steps = earlier === null ? [endedStep(trigger, outputs)] : keptSteps(earlier)
  return { request, plan, steps, ...goesOnFrom(earlier), keyRunId: earlier?.keyRunId ?? null, child: { ...childPlace(of, at.index), lane: plan.lane, priority: plan.priority } }
}
