import { appendFileSync } from 'node:fs'
import { readFaultPlan, type FaultAction, type PlannedFault, type Point } from './fault-plan.js'

/** What a test server writes down, one JSON object a line: that a fault is about to happen, and which worker it is. */
export type DeskNote =
  | { readonly note: 'hit'; readonly pid: number; readonly point: Point; readonly action: FaultAction; readonly runId: string; readonly node: number; readonly at: number }
  | { readonly note: 'worker'; readonly pid: number; readonly worker: string }

/** Knows which fault is planned in this process and lets it happen, once, at its point. */
export class FaultDesk {
  private planned: PlannedFault | null = null
  private passed = 0
  private knownWorker = ''

  /** @param notes the file that the notes are appended to. */
  constructor(private readonly notes: string) {}

  /** @param text for example `S6:kill`; empty: nothing is planned. */
  plan(text: string): void {
    this.planned = text === '' ? null : readFaultPlan(text)
    this.passed = 0
  }

  /** Undefined where nothing is to happen here: no await, no cost. */
  at(point: Point, runId: string, node: number): Promise<void> | undefined {
    if (this.planned?.point !== point) return undefined
    this.passed += 1
    if (this.passed < this.planned.nth) return undefined
    const { action } = this.planned
    this.planned = null
    this.write({ note: 'hit', pid: process.pid, point, action, runId, node, at: Date.now() })
    return act(action)
  }

  isWorker(worker: string): void {
    if (worker === this.knownWorker) return
    this.knownWorker = worker
    this.write({ note: 'worker', pid: process.pid, worker })
  }

  private write(note: DeskNote): void {
    appendFileSync(this.notes, `${JSON.stringify(note)}\n`)
  }
}

function act(action: FaultAction): Promise<void> {
  switch (action) {
    case 'kill':
    case 'stop':
      process.kill(process.pid, action === 'kill' ? 'SIGKILL' : 'SIGSTOP')
      return Promise.resolve()
    case 'exit':
      process.exit(17)
    case 'throw':
      return Promise.reject(new Error('A planned fault'))
    case 'hang':
      return new Promise(() => undefined)
  }
}
