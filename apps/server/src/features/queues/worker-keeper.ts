import type { Engine, LaneService } from '@maillon/engine'
import type { Logger } from '@maillon/kernel'
import type { LaneFigureReader, LaneStore, ProcessStore } from '@maillon/storage'
import type { ServerConfig } from '../../config/server-config.js'
import { effectiveLanes } from './effective-lanes.js'
import type { LaneTally } from './lane-tally.js'
import { ProcessGauge, storedFacts, type ProcessState } from './process-facts.js'

export interface WorkerKeeperPorts {
  readonly engine: Pick<Engine, 'startWorker' | 'serve' | 'drain' | 'workerView'>
  readonly lanes: Pick<LaneStore, 'list' | 'restEmptied'>
  readonly figures: Pick<LaneFigureReader, 'add'>
  readonly tally: Pick<LaneTally, 'take' | 'giveBack'>
  readonly processes: Pick<ProcessStore, 'report' | 'restarted' | 'leave'>
  readonly config: Pick<ServerConfig, 'roles' | 'lanes' | 'hasOwnLanes'>
  readonly logger: Logger
}

/** Milliseconds. */
export interface KeeperPace {
  /** Between two looks at what people want, which is also how often the process says that it lives. */
  readonly tickMs: number
  /** What steps at hand get to end by themselves when a person lets the worker begin anew. */
  readonly restartGraceMs: number
}

export const usualPace: KeeperPace = { tickMs: 2_000, restartGraceMs: 30_000 }

/**
 * Keeps this process's part in the installation: what it says of itself, and what people want of it.
 *
 * 1. Lanes are served as people decided, from the next tick on; nothing has to be started anew for it.
 * 2. A wished restart ends what is at hand (or gives it back, uncounted) and opens the worker anew, in the same process: no supervisor is needed.
 * 3. While the database is away, everything stays as it was decided last.
 */
export class WorkerKeeper {
  readonly #gauge = new ProcessGauge()
  #lanes: readonly LaneService[] = []
  #served = ''
  #state: ProcessState = 'serving'
  #timer: NodeJS.Timeout | null = null
  #ticking: Promise<void> = Promise.resolve()
  #pending = 0
  #restarting: Promise<void> | null = null
  #isStopping = false

  constructor(private readonly ports: WorkerKeeperPorts, private readonly pace: KeeperPace = usualPace) {}

  /** @throws Error where the database can't be had */
  async start(): Promise<void> {
    await this.#open()
    await this.#report()
    // One that takes long (the database is away) is not followed by all those that it missed.
    this.#timer = setInterval(() => this.#pending === 0 && this.#tickSoon(), this.pace.tickMs)
  }

  /** Ends what is at hand within `graceMs`, or gives it back. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#ticking
    await this.#restarting
    await this.ports.engine.drain(graceMs)
    await this.#tell().catch(() => undefined)
    await this.ports.processes.leave(this.ports.engine.workerView().id).catch(() => undefined)
  }

  /** Look now: a person has just decided something here. */
  async look(): Promise<void> {
    this.#tickSoon()
    await this.#ticking
  }

  /** One tick after the other. */
  #tickSoon(): void {
    this.#pending += 1
    this.#ticking = this.#ticking.then(() => this.#tick()).catch((error: unknown) => {
      this.ports.logger.warn('What people want of the lanes could not be read; it stays as it is', { reason: error instanceof Error ? error.message : '' })
    }).finally(() => (this.#pending -= 1))
  }

  async #tick(): Promise<void> {
    if (this.#isStopping) return
    for (const lane of await this.ports.lanes.restEmptied()) this.ports.logger.info('A lane has run empty and rests', { lane })
    if (this.#restarting === null) await this.#serve()
    await this.#tell()
    const wish = await this.#report()
    if (wish !== null && this.#isWorker && this.#restarting === null) this.#restarting = this.#restart(wish.by).finally(() => (this.#restarting = null))
  }

  /** 1. */
  async #serve(): Promise<void> {
    if (!this.#isWorker) return
    const wanted = await this.#wanted()
    const text = JSON.stringify(wanted)
    if (text === this.#served) return
    await this.ports.engine.serve(wanted)
    this.#lanes = wanted.lanes
    this.#served = text
  }

  async #open(): Promise<void> {
    if (!this.#isWorker) return
    const wanted = await this.#wanted()
    await this.ports.engine.startWorker(wanted)
    this.#lanes = wanted.lanes
    this.#served = JSON.stringify(wanted)
  }

  async #wanted(): Promise<ReturnType<typeof effectiveLanes>> {
    const { config, lanes } = this.ports
    return effectiveLanes(config.lanes, await lanes.list(), config.hasOwnLanes)
  }

  /** 2. */
  async #restart(by: string): Promise<void> {
    const { engine, processes, logger } = this.ports
    logger.warn('The worker begins anew, as it was asked to', { by })
    this.#state = 'restarting'
    try {
      await engine.drain(this.pace.restartGraceMs)
      if (!this.#isStopping) await this.#openPatiently()
      await processes.restarted(engine.workerView().id).catch(() => undefined)
    } finally {
      this.#state = 'serving'
    }
  }

  /** A worker that was closed has to come back, however long the database is away meanwhile. */
  async #openPatiently(): Promise<void> {
    while (!this.#isStopping) {
      try {
        return await this.#open()
      } catch (error) {
        this.ports.logger.warn('The worker could not begin anew yet', { reason: error instanceof Error ? error.message : '' })
        await new Promise((resolve) => setTimeout(resolve, this.pace.tickMs))
      }
    }
  }

  #report(): Promise<{ readonly by: string } | null> {
    const { engine, processes, config } = this.ports
    const worker = engine.workerView()
    return processes.report(worker.id, storedFacts(this.#gauge.read({ roles: config.roles, state: this.#state, lanes: this.#lanes, worker })))
  }

  /** What came to its end here since the last time. */
  async #tell(): Promise<void> {
    const { figures, tally } = this.ports
    const fresh = tally.take()
    if (fresh.length === 0) return
    await figures.add(fresh).catch((error: unknown) => {
      tally.giveBack(fresh)
      throw error
    })
  }

  get #isWorker(): boolean {
    return this.ports.config.roles.includes('worker')
  }
}
