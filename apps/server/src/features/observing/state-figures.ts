import type { WorkFigures } from '@maillon/storage'
import type * as PromClient from 'prom-client'
import type { Gauge, Registry } from 'prom-client'

type Library = Pick<typeof PromClient, 'Gauge'>

/** How things stand in the whole installation, as every process sees it: take the largest over the processes, not the sum. */
export class StateFigures {
  readonly #runs: Gauge
  readonly #steps: Gauge
  readonly #depth: Gauge
  readonly #oldest: Gauge
  readonly #workers: Gauge
  readonly #schedulers: Gauge
  readonly #late: Gauge
  readonly #lateness: Gauge
  readonly #alerts: Gauge
  readonly #notices: Gauge
  readonly #oldestNotice: Gauge

  constructor({ Gauge }: Library, registers: Registry[]) {
    const gauge = (name: string, help: string, ...labelNames: string[]): Gauge => new Gauge({ name, help, labelNames, registers })
    this.#runs = gauge('maillon_runs', 'Runs that are not over, by status.', 'status')
    this.#steps = gauge('maillon_steps', 'Steps that wait for a worker (ready), wait for their next try (retrying) or run, by lane.', 'lane', 'status')
    this.#depth = gauge('maillon_lane_depth', 'Steps of a lane that wait for a worker.', 'lane')
    this.#oldest = gauge('maillon_lane_oldest_seconds', 'For how long the first of them has been waiting.', 'lane')
    this.#workers = gauge('maillon_workers', 'Worker processes whose lease holds.')
    this.#schedulers = gauge('maillon_schedulers', 'Processes that looked at schedules in the last minute.')
    this.#late = gauge('maillon_schedules_late', 'Instants of schedules that are past and not fired yet.')
    this.#lateness = gauge('maillon_schedule_lateness_seconds', 'For how long the first of them has been past.')
    this.#alerts = gauge('maillon_alerts_open', 'Alerts that are open.')
    this.#notices = gauge('maillon_alert_notices_waiting', 'Messages of alerts that are not delivered yet.')
    this.#oldestNotice = gauge('maillon_alert_notices_oldest_seconds', 'For how long the first of them has been due.')
  }

  /** @param lanes that are served here: they stand at zero where nothing waits */
  set({ runs, steps, workers, schedulers, late, alerts, notices }: WorkFigures, lanes: readonly string[]): void {
    for (const gauge of [this.#runs, this.#steps, this.#depth, this.#oldest]) gauge.reset()
    for (const { status, count } of runs) this.#runs.set({ status }, count)
    for (const { lane, status, count } of steps) this.#steps.set({ lane, status }, count)
    const waiting = steps.filter(({ status }) => status === 'ready')
    for (const { lane, count, oldestSeconds } of [...lanes.map((lane) => ({ lane, count: 0, oldestSeconds: 0 })), ...waiting]) {
      this.#depth.set({ lane }, count)
      this.#oldest.set({ lane }, oldestSeconds)
    }
    this.#workers.set(workers)
    this.#schedulers.set(schedulers)
    this.#late.set(late.count)
    this.#lateness.set(late.seconds)
    this.#alerts.set(alerts)
    this.#notices.set(notices.count)
    this.#oldestNotice.set(notices.seconds)
  }
}
