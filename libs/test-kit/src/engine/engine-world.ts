import { createEngine, type Accepted, type AcceptRequest, type Engine, type EngineOptions, type EngineSettings, type Faults, type LiveEvents, type RunReader, type RunStore, type StepQueue } from '@maillon/engine'
import { MaillonError, silentLogger, sortableIds, type Clock, type JsonObject, type Random } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { randomBytes, randomUUID } from 'node:crypto'
import type { ScriptedRunner } from './scripted-runner.js'

/** What a pair of adapters brings to the suite. */
export interface EngineAdapters {
  readonly store: RunStore
  readonly reader: RunReader
  /** A queue of another process over the same lanes. */
  openQueue(): Promise<StepQueue>
  openEvents(): Promise<LiveEvents>
  /** Forget every bell. */
  wipeQueue(): Promise<void>
  close(): Promise<void>
}

/** Short times, so that what takes seconds in production takes tenths here. */
export const fastSettings: Partial<EngineSettings> = { leaseMs: 1_000, heartbeatMs: 200, sweepMs: 150, unrungAfterMs: 500, abortGraceMs: 100 }

export const systemClock: Clock = { now: () => Date.now() }

export const systemRandom: Random = { id: sortableIds(() => Date.now(), randomBytes), token: (bytes) => randomBytes(bytes).toString('base64url'), fraction: () => Math.random() }

/** Several engines ("processes") over one set of adapters, one workspace, many flows. */
export class EngineWorld {
  readonly workspaceId = randomUUID()
  private readonly plans = new Map<string, Plan>()
  private readonly published = new Map<string, { readonly flowVersionId: string; readonly plan: Plan }>()
  private readonly opened: { readonly engine: Engine; readonly queue: StepQueue; readonly events: LiveEvents }[] = []

  constructor(readonly adapters: EngineAdapters) {}

  addPlan(plan: Plan): { readonly flowId: string; readonly flowVersionId: string } {
    const [flowId, flowVersionId] = [randomUUID(), randomUUID()]
    this.plans.set(flowVersionId, plan)
    this.published.set(flowId, { flowVersionId, plan })
    return { flowId, flowVersionId }
  }

  /** As where a flow was deleted with its versions. */
  removePlan({ flowVersionId }: { readonly flowVersionId: string }): void {
    this.plans.delete(flowVersionId)
  }

  async engine(runner: ScriptedRunner, options: { readonly settings?: Partial<EngineSettings>; readonly faults?: Faults; readonly random?: Random; readonly store?: RunStore } & Pick<EngineOptions, 'onFinalFailure'> = {}): Promise<Engine> {
    const [queue, events] = [await this.adapters.openQueue(), await this.adapters.openEvents()]
    const engineOptions: EngineOptions = {
      store: options.store ?? this.adapters.store, queue, events, runner, clock: systemClock, random: options.random ?? systemRandom, logger: silentLogger,
      plans: { get: (id) => Promise.resolve().then(() => this.plans.get(id) ?? failMissing(id)), published: (_, flowId) => Promise.resolve(this.published.get(flowId) ?? null) },
      settings: { ...fastSettings, ...options.settings }, ...(options.faults === undefined ? {} : { faults: options.faults }), ...(options.onFinalFailure === undefined ? {} : { onFinalFailure: options.onFinalFailure }),
    }
    const engine = createEngine(engineOptions)
    this.opened.push({ engine, queue, events })
    return engine
  }

  request(flow: { readonly flowId: string; readonly flowVersionId: string }, more: Partial<AcceptRequest> = {}): AcceptRequest {
    return { workspaceId: this.workspaceId, ...flow, origin: 'manual', key: null, trigger: { node: 0, items: [{ json: { n: 1 } }] }, ...more }
  }

  /** Statuses by node id, with the run's own under `run`. */
  async statuses(run: Accepted, plan: Plan): Promise<JsonObject> {
    const row = await this.adapters.reader.find(this.workspaceId, run.runId)
    const steps = await this.adapters.reader.steps(run.runId)
    return { run: row?.status ?? 'missing', ...Object.fromEntries(steps.map((step) => [plan.nodes[step.node]?.id ?? String(step.node), step.status])) }
  }

  async close(): Promise<void> {
    for (const { engine } of this.opened) await engine.drain(0)
    for (const { queue, events } of this.opened) {
      await queue.close()
      await events.close()
    }
    this.opened.length = 0
  }
}

function failMissing(id: string): never {
  throw new MaillonError({ code: 'ENGINE_VERSION_MISSING', kind: 'operational', retryable: false, params: { id } })
}
