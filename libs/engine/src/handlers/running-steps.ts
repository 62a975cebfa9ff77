import type { RunningStep } from '../run-store.port.js'
import type { RunningAttempt, StopReason } from './run-attempt.js'

/** The attempts that this worker has at hand. */
export class RunningSteps {
  private readonly attempts = new Map<string, { readonly step: RunningStep; readonly attempt: RunningAttempt; readonly isClaimed: boolean }>()

  /** @param isClaimed false for a light step that runs in place: its row says nothing about it, so there is no lease to lose. */
  add(step: RunningStep, attempt: RunningAttempt, isClaimed: boolean): void {
    this.attempts.set(keyOf(step.runId, step.node), { step, attempt, isClaimed })
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

  has(runId: string, node: number): boolean {
    return this.attempts.has(keyOf(runId, node))
  }

  get size(): number {
    return this.attempts.size
  }

  /** Those whose lease this worker holds. */
  claimed(): readonly RunningStep[] {
    return [...this.attempts.values()].filter((known) => known.isClaimed).map((known) => known.step)
  }
}

function keyOf(runId: string, node: number): string {
  return `${runId}-${node}`
}
