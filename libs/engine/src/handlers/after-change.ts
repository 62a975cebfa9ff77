import { isTerminalRun, isTerminalStep } from '@maillon/plan'
import { isOnlyWaiting, type RunDraft } from '../core/run-draft.js'
import type { EngineObserver } from '../engine-observer.port.js'
import type { LiveEvents } from '../live-events.port.js'
import type { RunState, StepState } from '../run-state.js'
import type { StepPlace } from '../run-store.port.js'
import type { Doorbell } from '../step-queue.port.js'
import type { BellRinger } from './bell-ringer.js'
import type { ClaimsAhead } from './claims-ahead.js'

/** What is told and rung once a change of a run is durable. Nothing here can fail the change any more. */
export class AfterChange {
  constructor(private readonly ports: { readonly events: LiveEvents; readonly observer: EngineObserver; readonly ringer: BellRinger; readonly ahead: ClaimsAhead; readonly onRunOver: (draft: RunDraft, state: RunState) => void; readonly onLeft: (place: StepPlace) => void; readonly onRest: (place: StepPlace) => void }) {}

  /** @param before null for a run that was just accepted. */
  handle(draft: RunDraft, state: RunState, before: RunState | null): void {
    for (const node of draft.touched.keys()) {
      const step = state.steps.get(node)
      if (step === undefined) continue
      this.publishStep(state, step)
      // What a run begins with (its trigger, what it keeps of an earlier one) is no work.
      if (before !== null && hasEnded(step, before.steps.get(node))) this.ports.observer.stepEnded(state, step)
      this.ringFor(draft, state, step)
      if (leavesChildren(step, before?.steps.get(node))) this.ports.onLeft({ runId: state.id, node })
    }
    this.publishRun(state, before)
    if (isTerminalRun(state.status)) this.endRun(draft, state, before)
    else if (state.parent !== null && beginsOrEndsToWait(state, before)) this.ports.onRest(state.parent)
  }

  private endRun(draft: RunDraft, state: RunState, before: RunState | null): void {
    if (before === null || !isTerminalRun(before.status)) this.ports.observer.runEnded(state, draft.plan)
    this.ports.onRunOver(draft, state)
  }

  private ringFor(draft: RunDraft, state: RunState, step: StepState): void {
    const { node, status } = step
    if (status === 'ready' && !draft.takenInPlace.has(node)) this.ports.ringer.ring(state.lane, bellOf(state, step))
    const waitMs = draft.touched.get(node)?.dueInMs
    if ((status === 'retrying' || status === 'suspended') && waitMs !== undefined) this.ports.ringer.ringLater(state.lane, bellOf(state, step), waitMs)
  }

  /** For the ready steps of a run whose bells may be lost or stuck. Answers whether there were any. */
  ringAgain(state: RunState): boolean {
    const ready = [...state.steps.values()].filter(({ status }) => status === 'ready')
    for (const step of ready) this.ports.ringer.ring(state.lane, { ...bellOf(state, step), again: `r${state.version}`, isRepeated: true })
    return ready.length > 0
  }

  /** Claims that are being written with this change: their bells leave now. The entry is there before the bell can come. */
  ringAhead(draft: RunDraft, durable: Promise<boolean>): void {
    const { base } = draft
    for (const node of draft.claimedAhead) {
      const step = draft.steps.get(node)
      if (step?.status !== 'running') continue
      this.ports.ahead.add({ runId: base.id, node, attempt: step.attempt, durable })
      this.ports.ringer.ring(base.lane, { ...bellOf(base, step), attempt: step.attempt, goesFirst: true })
    }
  }

  private publishRun(state: RunState, before: RunState | null): void {
    if (before?.status === state.status || state.parent?.kind === 'iteration') return
    this.ports.events.publish({ kind: 'run', workspaceId: state.workspaceId, flowId: state.flowId, runId: state.id, status: state.status })
  }

  private publishStep(state: RunState, step: StepState): void {
    this.ports.events.publish({
      kind: 'step', workspaceId: state.workspaceId, flowId: state.flowId, runId: state.rootId, iteration: state.iteration, ownRunId: state.id, node: step.node, status: step.status, attempt: step.attempt,
      counts: step.outputs?.map((output) => output.count) ?? null,
    })
  }
}

function hasEnded(step: StepState, before: StepState | undefined): boolean {
  return isTerminalStep(step.status) && (before === undefined || !isTerminalStep(before.status))
}

/** It ended while it waited for its children: these may still be at work. */
function leavesChildren(step: StepState, before: StepState | undefined): boolean {
  return isTerminalStep(step.status) && before?.status === 'suspended' && before.pause?.for === 'children'
}

function beginsOrEndsToWait(state: RunState, before: RunState | null): boolean {
  return before !== null && isOnlyWaiting(before.steps.values()) !== isOnlyWaiting(state.steps.values())
}

export function bellOf(state: RunState, step: StepState): Doorbell {
  const bell = { runId: state.id, node: step.node, iteration: '', attempt: step.attempt + 1, priority: state.priority, version: state.version }
  return step.interruptions === 0 ? bell : { ...bell, goesFirst: true }
}
