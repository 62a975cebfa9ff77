import type { EndedAttempt, EngineObserver, RunState, StepState } from '@maillon/engine'
import type { Clock } from '@maillon/kernel'
import type * as PromClient from 'prom-client'
import type { Counter, Histogram, Registry } from 'prom-client'
import { outcomeOfAttempt } from './outcome-of-attempt.js'

type Library = Pick<typeof PromClient, 'Counter' | 'Histogram'>

const attemptSeconds = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300]
const runSeconds = [0.05, 0.2, 1, 5, 30, 120, 600, 3600, 21_600]

/** What this process did since it started, as counters. Summed over all processes they are what the installation did. */
export class EngineFigures implements EngineObserver {
  readonly #runs: Counter<'status' | 'origin'>
  readonly #runSeconds: Histogram<'status'>
  readonly #steps: Counter<'lane' | 'status'>
  readonly #attempts: Counter<'lane' | 'outcome'>
  readonly #retries: Counter<'lane'>
  readonly #attemptSeconds: Histogram<'type'>

  constructor({ Counter, Histogram }: Library, registers: Registry[], private readonly clock: Clock) {
    this.#runs = new Counter({ name: 'maillon_runs_finished_total', help: 'Runs that ended, by status and by what had started them. Turns of loops are not counted.', labelNames: ['status', 'origin'], registers })
    this.#runSeconds = new Histogram({ name: 'maillon_run_duration_seconds', help: 'From the acceptance of a run to its end, waits included.', labelNames: ['status'], buckets: runSeconds, registers })
    this.#steps = new Counter({ name: 'maillon_steps_finished_total', help: 'Steps that ended, by lane and status.', labelNames: ['lane', 'status'], registers })
    this.#attempts = new Counter({ name: 'maillon_attempts_total', help: 'Attempts of steps, by lane and outcome.', labelNames: ['lane', 'outcome'], registers })
    this.#retries = new Counter({ name: 'maillon_retries_total', help: 'Attempts after the first of their step, waits that ended included.', labelNames: ['lane'], registers })
    this.#attemptSeconds = new Histogram({ name: 'maillon_attempt_duration_seconds', help: 'How long attempts took, by node type.', labelNames: ['type'], buckets: attemptSeconds, registers })
  }

  attemptEnded(ended: EndedAttempt): void {
    const { lane } = ended.state
    this.#attempts.inc({ lane, outcome: outcomeOfAttempt(ended) })
    if (ended.attempt > 1) this.#retries.inc({ lane })
    this.#attemptSeconds.observe({ type: ended.plan.nodes[ended.node]?.type ?? 'unknown' }, ended.tookMs / 1000)
  }

  stepEnded({ lane }: RunState, { status }: StepState): void {
    this.#steps.inc({ lane, status })
  }

  runEnded({ status, origin, acceptedAt, parent }: RunState): void {
    if (parent?.kind === 'iteration') return
    this.#runs.inc({ status, origin })
    this.#runSeconds.observe({ status }, Math.max(0, this.clock.now() - Date.parse(acceptedAt)) / 1000)
  }
}
