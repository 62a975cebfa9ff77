import type { Engine, LiveEvents, StepQueue } from '@maillon/engine'
import type { NodeHost } from '@maillon/node-host'
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { CONFIG, ENGINE, ENGINE_EVENTS, NODE_HOST, POOL, STEP_QUEUE } from '../../platform/tokens.js'

const lanes = ['default', 'critical', 'bulk']
/** What steps at hand get to end by themselves when the server stops; then they are given back for others. */
const graceMs = 10_000

/** Starts the worker, and ends things in order: steps first, then what they stood on. */
@Injectable()
export class EngineLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(STEP_QUEUE) private readonly queue: StepQueue,
    @Inject(ENGINE_EVENTS) private readonly events: LiveEvents,
    @Inject(NODE_HOST) private readonly host: NodeHost,
    @Inject(POOL) private readonly pool: { end(): Promise<void> },
    @Inject(CONFIG) private readonly config: ServerConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.roles.includes('worker')) await this.engine.startWorker({ lanes, concurrency: this.config.stepConcurrency })
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.engine.drain(graceMs)
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close()
    await this.events.close()
    await this.host.close()
    await this.pool.end()
  }
}
