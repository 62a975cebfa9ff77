import { setTimeout as pause } from 'node:timers/promises'
import type { Logger, TellError } from '@maillon/kernel'
import { isTerminalRun, type Plan } from '@maillon/plan'
import { RunDraft } from '../core/run-draft.js'
import type { RunState } from '../run-state.js'
import type { RunStore } from '../run-store.port.js'
import type { Journal } from './journal.js'
import type { PlanCache } from './plan-cache.js'

type Decide = (draft: RunDraft) => unknown

interface Waiting {
  readonly decide: Decide
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}

interface Cell {
  state: RunState
  readonly plan: Plan
  waiting: Waiting[]
  writing: boolean
}

export interface RunCellsOptions {
  readonly store: RunStore
  readonly journal: Journal
  readonly plans: PlanCache
  readonly logger: Logger
  readonly limit: number
  /** For the drafts; see `EngineOptions.tellError`. */
  readonly tell: TellError
  /** Told after each durable change, before those who asked for it get their answers. */
  readonly onChanged: (draft: RunDraft, state: RunState) => void
  /** Told before a change with claims ahead is written. `durable`: whether the write won, once that is known (after `onChanged`). */
  readonly onClaimingAhead: (draft: RunDraft, durable: Promise<boolean>) => void
}

/** A run's state with the plan that goes with it. */
export interface OpenRun {
  readonly state: RunState
  readonly plan: Plan
}

/** A write that fails is tried again for about so long: a restart of the database is no reason to lose a result. */
const patienceMs = 60_000

/**
 * The runs in flight in this process: what this process wrote isn't read back.
 *
 * C1  Changes of one run are decided one after the other over the newest known state; those that come up while one is being
 *     written are folded into one change.
 * C2  A change is compare-and-set on the run's version. Where it is refused (another process moved the run), or where the outcome
 *     of the write is unknown, the state is read again and everything is decided anew. So a cell may be as old as it likes.
 * C3  A cell that nobody uses may be dropped at any time; that of a run that is over is: whoever still asks reads the rows.
 */
export class RunCells {
  private readonly cells = new Map<string, Cell>()
  private readonly opening = new Map<string, Promise<Cell | null>>()

  constructor(private readonly options: RunCellsOptions) {}

  /** What is known without asking the store; may be old. */
  peek(runId: string): RunState | undefined {
    return this.cells.get(runId)?.state
  }

  /** A working copy of it. */
  draftOf({ plan, state }: OpenRun): RunDraft {
    return new RunDraft(plan, state, this.options.tell)
  }

  /** A run that this process just made. */
  keep(state: RunState, plan: Plan): void {
    this.add({ state, plan, waiting: [], writing: false })
  }

  forget(runId: string): void {
    const cell = this.cells.get(runId)
    if (cell !== undefined && !cell.writing && cell.waiting.length === 0) this.cells.delete(runId)
  }

  /** @param version where the cell is older it is read again. Null: no such run. */
  async open(runId: string, version = 0): Promise<OpenRun | null> {
    const known = this.cells.get(runId)
    if (known !== undefined && (known.state.version >= version || known.writing)) return known
    if (known !== undefined) {
      await this.refresh(known)
      return known
    }
    return this.openCold(runId)
  }

  /** Decide over the newest state and write what was decided. Resolves with the decision's answer once it is durable. Null: no such run. */
  async transact<Answer>(runId: string, decide: (draft: RunDraft) => Answer): Promise<Answer | null> {
    const cell = this.cells.get(runId) ?? (await this.openCold(runId))
    if (cell === null) return null
    return new Promise<Answer>((resolve, reject) => {
      cell.waiting.push({ decide, resolve: resolve as (answer: unknown) => void, reject })
      if (!cell.writing) void this.pump(cell)
    })
  }

  private async pump(cell: Cell): Promise<void> {
    cell.writing = true
    while (cell.waiting.length > 0) {
      const group = cell.waiting.splice(0)
      try {
        await this.writeGroup(cell, group)
      } catch (error) {
        for (const one of group) one.reject(error)
      }
    }
    cell.writing = false
    if (isTerminalRun(cell.state.status)) this.cells.delete(cell.state.id)
    else this.add(cell)
  }

  private async writeGroup(cell: Cell, group: readonly Waiting[]): Promise<void> {
    for (let waitedMs = 0; ; ) {
      const draft = this.draftOf(cell)
      const answers = group.map((one) => one.decide(draft))
      if (!draft.isChanged) {
        group.forEach((one, at) => one.resolve(answers[at]))
        return
      }
      const told = this.tellClaims(draft)
      const outcome = await this.options.journal.change(draft.toChange()).catch((error: unknown) => ({ error }))
      if (outcome === true) {
        cell.state = draft.toState(cell.state.version + 1)
        this.options.onChanged(draft, cell.state)
        told?.(true)
        group.forEach((one, at) => one.resolve(answers[at]))
        return
      }
      told?.(false)
      if (outcome !== false) {
        if (waitedMs >= patienceMs || isRefusedForGood(outcome.error)) throw outcome.error
        this.options.logger.warn('A change of a run could not be written; trying again', { runId: cell.state.id, reason: String(outcome.error).slice(0, 300) })
        const waitMs = Math.min(2_000, 100 + waitedMs)
        await pause(waitMs)
        waitedMs += waitMs
      }
      await this.refresh(cell)
    }
  }

  private tellClaims(draft: RunDraft): ((isDurable: boolean) => void) | null {
    if (draft.claimedAhead.size === 0) return null
    let tell: (isDurable: boolean) => void = () => undefined
    this.options.onClaimingAhead(draft, new Promise((resolve) => { tell = resolve }))
    return tell
  }

  private async refresh(cell: Cell): Promise<void> {
    const state = await this.options.store.load(cell.state.id).catch((error: unknown) => {
      this.options.logger.warn('A run could not be read', { runId: cell.state.id, reason: String(error).slice(0, 300) })
      return cell.state
    })
    if (state !== null && state.version >= cell.state.version) cell.state = state
  }

  private async openCold(runId: string): Promise<Cell | null> {
    const running = this.opening.get(runId)
    if (running !== undefined) return running
    const opening = this.load(runId).finally(() => this.opening.delete(runId))
    this.opening.set(runId, opening)
    return opening
  }

  private async load(runId: string): Promise<Cell | null> {
    const state = await this.options.store.load(runId)
    if (state === null) return null
    const plan = await this.options.plans.get(state.flowVersionId)
    const known = this.cells.get(runId)
    if (known !== undefined) return known
    const cell = { state, plan, waiting: [], writing: false }
    this.add(cell)
    return cell
  }

  /** Also moves it to the young end of the map. */
  private add(cell: Cell): void {
    const { id } = cell.state
    this.cells.delete(id)
    this.cells.set(id, cell)
    if (this.cells.size <= this.options.limit) return
    for (const [oldId, old] of this.cells) {
      if (this.cells.size <= this.options.limit) break
      if (!old.writing && old.waiting.length === 0) this.cells.delete(oldId)
    }
  }
}

/** SQLSTATE classes 22 and 23: the data itself can't be stored; trying again won't help. */
export function isRefusedForGood(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' && /^2[23]/.test(code)
}
