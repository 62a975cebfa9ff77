import type { ErrorInfo } from '@maillon/kernel'
import { engineErrorInfo } from '../core/engine-error.js'
import type { StepAssignment, StepResult, StepRunner } from '../step-runner.port.js'

export interface AttemptEnd {
  readonly result: StepResult
  readonly timedOut: boolean
  /** Milliseconds, by this process's monotonic clock. */
  readonly tookMs: number
}

/** Why an attempt was told to stop. store-away: the lease couldn't be renewed because the store doesn't answer; lease-lost: through this worker's own fault, or others have it. */
export type StopReason = 'cancelled' | 'drained' | 'lease-lost' | 'store-away'

/**
 * One attempt of a node under its time limit: first the abort signal, then, where the node doesn't end within the grace, the attempt is
 * abandoned: its slot is free, and whatever it gives later is dropped. (Killing code that blocks is the host's business.)
 */
export class RunningAttempt {
  private readonly abort = new AbortController()
  private timer: NodeJS.Timeout | null = null
  private giveUp: ((end: 'timed-out' | 'stopped') => void) | null = null
  stopped: StopReason | null = null

  constructor(private readonly limits: { readonly timeoutMs: number; readonly graceMs: number }) {}

  get signal(): AbortSignal {
    return this.abort.signal
  }

  stop(reason: StopReason): void {
    if (this.stopped !== null) return
    this.stopped = reason
    this.abort.abort(new Error(reason))
    this.leaveAfterGrace('stopped')
  }

  async run(runner: StepRunner, assignment: StepAssignment): Promise<AttemptEnd> {
    const start = performance.now()
    const left = new Promise<'timed-out' | 'stopped'>((resolve) => { this.giveUp = resolve })
    let timedOut = false
    this.timer = setTimeout(() => {
      timedOut = true
      this.abort.abort(new Error('time limit'))
      this.leaveAfterGrace('timed-out')
    }, Math.min(this.limits.timeoutMs, 2_147_483_647))
    // `stop` may have come before this attempt began to run.
    if (this.stopped !== null) this.leaveAfterGrace('stopped')
    try {
      const result = await Promise.race([runner.run(assignment), left])
      const tookMs = performance.now() - start
      // What the node gave in time counts even where the abort was on its way; a failure after the limit is the limit's.
      if (timedOut && (typeof result === 'string' || result.kind === 'failed')) return { result: failed(engineErrorInfo('ENGINE_STEP_TIMED_OUT', { limitMs: this.limits.timeoutMs })), timedOut, tookMs }
      if (typeof result === 'string') return { result: failed(engineErrorInfo('ENGINE_STEP_INTERRUPTED', { times: 1 })), timedOut: false, tookMs }
      return { result, timedOut: false, tookMs }
    } finally {
      if (this.timer !== null) clearTimeout(this.timer)
    }
  }

  private leaveAfterGrace(end: 'timed-out' | 'stopped'): void {
    setTimeout(() => this.giveUp?.(end), this.limits.graceMs).unref()
  }
}

function failed(error: ErrorInfo): StepResult {
  return { kind: 'failed', error }
}
