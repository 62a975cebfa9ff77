import type { StepQueue } from '@maillon/engine'
import type { NodeHost } from '@maillon/node-host'
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common'
import { ENGINE_EVENTS, NODE_HOST, POOL, SIDE_POOL, STEP_QUEUE } from '../../platform/tokens.js'
import { Observing } from '../observing/observing.js'
import { WorkerKeeper } from '../queues/worker-keeper.js'
import type { DeferredLiveEvents } from './deferred-queue.js'

/** What steps at hand get to end by themselves when the server stops; then they are given back for others. */
const graceMs = 10_000

/** Starts the worker, and ends things in order: steps first, then what they stood on. */
@Injectable()
export class EngineLifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(WorkerKeeper) private readonly keeper: WorkerKeeper,
    @Inject(STEP_QUEUE) private readonly queue: StepQueue,
    @Inject(ENGINE_EVENTS) private readonly events: DeferredLiveEvents,
    @Inject(NODE_HOST) private readonly host: NodeHost,
    @Inject(POOL) private readonly pool: { end(): Promise<void> },
    @Inject(SIDE_POOL) private readonly sidePool: { end(): Promise<void> },
    @Inject(Observing) private readonly observing: Observing,
  ) {}

  /** Called when the server listens: it answers while the lanes open. */
  async start(): Promise<void> {
    await Promise.all([this.events.connect(), this.observing.start()])
    await this.keeper.start()
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.keeper.stop(graceMs)
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close()
    await this.events.close()
    await this.host.close()
    await Promise.all([this.pool.end(), this.sidePool.end()])
  }
}
