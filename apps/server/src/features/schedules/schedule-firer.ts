import type { AcceptRequest, Engine } from '@maillon/engine'
import type { NodeCatalogue } from '@maillon/node-contract'
import { lateAfterMs, type Plan } from '@maillon/plan'
import { nextInstants, type ScheduleParam } from '@maillon/schedule'
import type { DueAskedRun, DueSchedule, FiredRound, Outcome, ScheduleFiring, ScheduleLedger } from '@maillon/storage'
import { manualTriggerEvent } from '../runs/trigger-event.js'
import { decideFiring } from './decide-firing.js'

export interface FirerPorts {
  readonly ledger: Pick<ScheduleLedger, 'fireDue' | 'fireAsked'>
  readonly engine: Pick<Engine, 'prepare'>
  readonly plans: { get(flowVersionId: string): Promise<Plan> }
  readonly catalogue: NodeCatalogue
}

export interface FiredReport {
  readonly runs: number
  readonly missed: FiredRound['missed']
  /** Schedules that could not be fired just now, and why. */
  readonly failed: FiredRound['failed']
}

const dayMs = 86_400_000
/** A run that was asked for is caught up for so long; then it was missed. */
const askedWindowMs = 7 * dayMs

/** Fires everything that is due, round after round. Any number of servers may do so at once: see ScheduleLedger. */
export class ScheduleFirer {
  constructor(private readonly ports: FirerPorts) {}

  async fireAll(limit: number): Promise<FiredReport> {
    const { ledger } = this.ports
    const due = await this.#rounds(limit, () => ledger.fireDue(limit, (schedule) => this.#fire(schedule)))
    const asked = await this.#rounds(limit, () => ledger.fireAsked(limit, (run) => this.#fireAsked(run)))
    return { runs: due.runs + asked.runs, missed: [...due.missed, ...asked.missed], failed: [...due.failed, ...asked.failed] }
  }

  async #rounds(limit: number, round: () => Promise<FiredRound>): Promise<FiredReport> {
    let runs = 0
    const missed: FiredRound['missed'][number][] = []
    const failed: FiredRound['failed'][number][] = []
    for (;;) {
      const fired = await round()
      // Told and rung only now that they are durable. A server that dies before leaves that to the sweep.
      for (const { run, answer } of fired.runs) if (run.confirm(answer).isNew) runs += 1
      missed.push(...fired.missed)
      failed.push(...fired.failed)
      // Those that fail are due again: not now, or this would never end.
      if (fired.taken < limit || fired.failed.length > 0) return { runs, missed, failed }
    }
  }

  async #fire(due: DueSchedule): Promise<ScheduleFiring> {
    const { outcomes, next } = decideFiring({
      dueAt: due.dueAt.getTime(), now: due.now.getTime(), catchUp: due.catchUp, limit: due.catchUpLimit, windowMs: due.catchUpDays * dayMs, settled: due.settled, after: after(due),
    })
    const node = (await this.ports.plans.get(due.versionId)).nodes.findIndex(({ id }) => id === due.nodeId)
    if (node === -1) throw new Error(`The published version has no node ${due.nodeId}`)
    const written: Outcome[] = []
    for (const { instant: at, through, ...outcome } of outcomes) {
      const instant = new Date(at)
      const run = outcome.status === 'fired' ? await this.ports.engine.prepare(requestOf(due, node, instant)) : null
      written.push({ ...outcome, instant, through: through === null ? null : new Date(through), run })
    }
    return { outcomes: written, nextAt: next === null ? null : new Date(next) }
  }

  async #fireAsked({ flowId, workspaceId, instant, versionId, asked, now }: DueAskedRun): Promise<Outcome> {
    const missed = (reason: 'withdrawn' | 'too-old'): Outcome => ({ instant, status: 'missed', reason, instants: 1, through: null, run: null })
    if (now.getTime() - instant.getTime() > askedWindowMs) return missed('too-old')
    if (versionId === null) return missed('withdrawn')
    const at = instant.toISOString()
    const trigger = manualTriggerEvent(await this.ports.plans.get(versionId), this.ports.catalogue, { ...(asked.trigger === null ? {} : { trigger: asked.trigger }), now: at })
    if (trigger === null) return missed('withdrawn')
    const run = await this.ports.engine.prepare({ workspaceId, flowId, flowVersionId: versionId, origin: 'manual', key: `asked:${at}`, instant: at, trigger, startedBy: asked.by })
    const isLate = now.getTime() - instant.getTime() >= lateAfterMs
    return { instant, status: 'fired', reason: isLate ? 'caught-up' : null, instants: 1, through: null, run }
  }
}

function requestOf({ flowId, workspaceId, nodeId, versionId }: DueSchedule, node: number, at: Date): AcceptRequest {
  const instant = at.toISOString()
  return { workspaceId, flowId, flowVersionId: versionId, origin: 'schedule', key: `schedule:${nodeId}:${instant}`, instant, trigger: { node, items: [{ json: { instant } }] } }
}

/**
 * The instants of a schedule after one.
 * @throws where the schedule can't be read any more (its time zone is gone with an update): it stays due and is seen as late.
 */
function after({ schedule, timeZone, exceptDates, anchoredAt }: DueSchedule): (afterMs: number, count: number) => readonly number[] {
  return (afterMs, count) => {
    const found = nextInstants(schedule as unknown as ScheduleParam, { timeZone, afterMs, count, except: exceptDates, anchorMs: anchoredAt.getTime() })
    if (found.ok) return found.value
    if (found.problem.code === 'SCHEDULE_NEVER_FIRES' || found.problem.code === 'SCHEDULE_DATE_PAST') return []
    throw new Error(found.problem.code)
  }
}
