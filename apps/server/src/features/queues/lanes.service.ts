import type { AddLaneRequest, ChangeLaneRequest, LaneStateAnswer, LaneView, QueueNotices, QueuesView } from '@maillon/api-contract'
import type { Engine, StepQueue } from '@maillon/engine'
import { MaillonError, type JsonObject } from '@maillon/kernel'
import type { LaneState } from '@maillon/plan'
import { LaneFigureReader, LaneStore, ProcessStore, StandingRunReader, type LaneFigures, type StoredLane } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { ENGINE, STEP_QUEUE } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { laneView } from './lane-view.js'
import { factsOf, isSilent, processView, type LivingProcess } from './process-view.js'
import { SharedReading } from './shared-reading.js'
import { WorkerKeeper } from './worker-keeper.js'

/** Each lane on Postgres costs each process some connections. */
const mostAdded = 20
const cancelledAtOnce = 500
const freshMs = 1_500
const bellsPatienceMs = 1_000

/** Lanes as people see and want them. They belong to the installation: whoever may manage them does so for everybody on it. */
@Injectable()
export class LanesService {
  readonly #figures = new SharedReading(() => this.figures.read(), freshMs)

  constructor(
    @Inject(LaneStore) private readonly store: LaneStore,
    @Inject(LaneFigureReader) private readonly figures: LaneFigureReader,
    @Inject(ProcessStore) private readonly processes: ProcessStore,
    @Inject(StandingRunReader) private readonly runs: StandingRunReader,
    @Inject(WorkerKeeper) private readonly keeper: WorkerKeeper,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(STEP_QUEUE) private readonly queue: StepQueue,
  ) {}

  async view(): Promise<QueuesView> {
    const [stored, figures, processes] = await Promise.all([this.store.list(), this.#figures.get(), this.processes.list()])
    const own = this.engine.workerView().id
    const living = processes.map((process): LivingProcess => ({ ...process, facts: factsOf(process.about) }))
    const lanes = await Promise.all(namesOf(stored, figures, living).map((name) => this.#lane(name, { stored, figures, living })))
    return { lanes, processes: living.map((process) => processView(process, own)) }
  }

  async notices(): Promise<QueueNotices> {
    const paused = (await this.store.list()).filter(({ state }) => state === 'paused')
    return { paused: paused.map(({ name, since, by }) => ({ lane: name, since: since.toISOString(), by })) }
  }

  names(): Promise<readonly string[]> {
    return this.store.names()
  }

  async add(caller: CallerIdentity, { name, limits }: AddLaneRequest): Promise<void> {
    const known = (await this.view()).lanes
    if (known.some((lane) => lane.name === name && (lane.servedBy > 0 || lane.isAdded))) throw taken(name)
    if (known.filter(({ isAdded }) => isAdded).length >= mostAdded) throw apiError('LANE_TOO_MANY', { most: mostAdded })
    if (!(await this.store.add(name, limits))) throw taken(name)
    await this.#record(caller, { action: 'lane.add', name, before: null, after: { ...limits } })
  }

  async change(caller: CallerIdentity, name: string, { limits, revision }: ChangeLaneRequest): Promise<void> {
    const before = await this.#known(name)
    if (before?.isAdded === true && limits === null) throw apiError('LANE_LIMITS_MISSING', { lane: name })
    if (!(await this.store.setLimits(name, limits, revision))) throw apiError('API_CHANGE_STALE')
    await this.#record(caller, { action: 'lane.change', name, before: audited(before), after: limits === null ? null : { ...limits } })
  }

  /** Only where nothing would be left in it that nobody serves any more. */
  async remove(caller: CallerIdentity, name: string, revision: number): Promise<void> {
    const before = await this.store.find(name)
    if (before === null || !before.isAdded) throw missing()
    const users = await this.store.flowsIn(name)
    if (users.length > 0) throw apiError('LANE_STILL_USED', { lane: name, flows: users.map((flow) => (flow.workspaceId === caller.workspace.id ? flow.name : '…')).slice(0, 5).join(', ') })
    const figures = (await this.figures.read()).find(({ lane }) => lane === name)
    const left = figures === undefined ? 0 : figures.waiting + figures.running + figures.delayed
    if (left > 0) throw apiError('LANE_NOT_EMPTY', { lane: name, steps: left })
    if (!(await this.store.remove(name, revision))) throw apiError('API_CHANGE_STALE')
    await this.#record(caller, { action: 'lane.remove', name, before: audited(before), after: null })
  }

  /** Idempotent: who comes second is told who was first. */
  async setState(caller: CallerIdentity, name: string, state: LaneState): Promise<LaneStateAnswer> {
    const before = await this.#known(name)
    const changed = await this.store.setState(name, state, caller.user.name)
    const after = await this.store.find(name)
    if (changed) await this.#record(caller, { action: actions[state], name, before: stateOf(before), after: stateOf(after) })
    return { changed, state: after?.state ?? 'open', since: after?.since.toISOString() ?? null, by: after?.by ?? null }
  }

  /** Of the caller's workspace. */
  async cancelQueued(caller: CallerIdentity, name: string): Promise<{ readonly cancelled: number; readonly hasMore: boolean }> {
    const found = await this.runs.queued(caller.workspace.id, name, cancelledAtOnce + 1)
    let cancelled = 0
    for (const runId of found.slice(0, cancelledAtOnce)) if (await this.engine.cancel(runId)) cancelled += 1
    if (cancelled > 0) await this.audit.record(caller, { action: 'lane.cancel-queued', target: { kind: 'lane', id: name }, before: { queuedRuns: found.length }, after: { cancelled } })
    this.#figures.forget()
    return { cancelled, hasMore: found.length > cancelledAtOnce }
  }

  /** Null: it is served and nothing was ever decided about it. @throws MaillonError API_RESOURCE_MISSING where nobody knows the lane */
  async #known(name: string): Promise<StoredLane | null> {
    const stored = await this.store.find(name)
    if (stored === null && !(await this.view()).lanes.some((lane) => lane.name === name)) throw missing()
    return stored
  }

  /** In force here at once, elsewhere at the next look of each process. */
  async #record(caller: CallerIdentity, { action, name, before, after }: { readonly action: string; readonly name: string; readonly before: JsonObject | null; readonly after: JsonObject | null }): Promise<void> {
    await this.audit.record(caller, { action, target: { kind: 'lane', id: name }, before, after })
    await this.keeper.look()
  }

  async #lane(name: string, from: { readonly stored: readonly StoredLane[]; readonly figures: readonly LaneFigures[]; readonly living: readonly LivingProcess[] }): Promise<LaneView> {
    const bells = await this.#bells(name)
    return laneView(name, { stored: from.stored.find((lane) => lane.name === name) ?? null, figures: from.figures.find(({ lane }) => lane === name) ?? null, living: from.living, bells })
  }

  /** Null: it doesn't answer. */
  async #bells(name: string): Promise<LaneView['bells']> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => { timer = setTimeout(resolve, bellsPatienceMs, null) })
    return Promise.race([this.queue.counts(name).catch(() => null), late]).finally(() => clearTimeout(timer))
  }
}

const actions: { readonly [S in LaneState]: string } = { open: 'lane.resume', draining: 'lane.drain', paused: 'lane.pause' }

/** Those that a process serves first, in the order in which it is configured (a silent one's last); then the others by name. */
function namesOf(stored: readonly StoredLane[], figures: readonly LaneFigures[], living: readonly LivingProcess[]): readonly string[] {
  const served = new Set([...living].sort((one, other) => Number(isSilent(one)) - Number(isSilent(other))).flatMap(({ facts }) => facts.lanes.map(({ name }) => name)))
  const others = [...stored.map(({ name }) => name), ...figures.filter(({ waiting, running, delayed }) => waiting + running + delayed > 0).map(({ lane }) => lane)]
  return [...served, ...[...new Set(others)].filter((name) => !served.has(name)).toSorted((one, other) => one.localeCompare(other))]
}

function taken(name: string): MaillonError {
  return new MaillonError({ code: 'LANE_NAME_TAKEN', kind: 'user', retryable: false, params: { lane: name }, field: '/name' })
}

function audited(lane: StoredLane | null): JsonObject | null {
  return lane?.limits == null ? null : { ...lane.limits }
}

function stateOf(lane: StoredLane | null): JsonObject {
  return { state: lane?.state ?? 'open', by: lane?.by ?? null }
}
