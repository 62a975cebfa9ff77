import type { RunningStep } from '../run-store.port.js'
import type { RunningAttempt, StopReason } from './run-attempt.js'

/** The attempts that this worker has at hand. */
export class RunningSteps {
  private readonly attempts = new Map<string, { readonly step: RunningStep; readonly attempt: RunningAttempt }>()

  add(step: RunningStep, attempt: RunningAttempt): void {
    this.attempts.set(keyOf(step.runId, step.node), { step, attempt })
  }

  remove(step: RunningStep): void {
    const known = this.attempts.get(keyOf(step.runId, step.node))
    if (known?.step.attempt === step.attempt) this.attempts.delete(keyOf(step.runId, step.node))
  }

  /** Nothing where it isn't ours, or where it is a newer attempt. */
  stop(runId: string, node: number, at: { readonly attempt: number; readonly reason: StopReason }): void {
    const known = this.attempts.get(keyOf(runId, node))
    if (known !== undefined && known.step.attempt <= at.attempt) known.attempt.stop(at.reason)
  }

  stopAll(reason: StopReason): void {
    for (const { attempt } of this.attempts.values()) attempt.stop(reason)
  }

  list(): readonly RunningStep[] {
    return [...this.attempts.values()].map((known) => known.step)
  }
}

function keyOf(runId: string, node: number): string {
  return `${runId}-${node}`
}
