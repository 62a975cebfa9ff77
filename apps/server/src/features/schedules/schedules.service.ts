import type { Engine } from '@maillon/engine'
import type { Logger } from '@maillon/kernel'
import { nextInstants, type ScheduleParam } from '@maillon/schedule'
import { TriggerStore, type DueSchedule, type FiredSchedule } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type { ServerConfig } from '../../config/server-config.js'
import { CONFIG, ENGINE, LOGGER } from '../../platform/tokens.js'
import { VersionCache } from '../runs/version-cache.js'
import { decideFiring } from './decide-firing.js'

const tickMs = 1000
const mostAtOnce = 100

/**
 * Fires schedules. Any number of servers may do so: a due row is locked by one of them, and the run's key (node and instant)
 * makes a second attempt at the same instant find the run of the first.
 */
@Injectable()
export class SchedulesService {
  #isBusy = false

  constructor(
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(tickMs)
  async tick(): Promise<void> {
    if (this.#isBusy || !this.config.roles.includes('scheduler')) return
    this.#isBusy = true
    try {
      await this.fireDue()
    } catch (error) {
      // The database is away: what is due stays due.
      this.logger.warn('Schedules could not be looked at', { reason: reasonOf(error) })
    } finally {
      this.#isBusy = false
    }
  }

  /** One round over everything that is due. @returns how many schedules this server fired. */
  async fireDue(): Promise<number> {
    let fired = 0
    for (const key of await this.triggers.due(mostAtOnce)) {
      try {
        if (await this.triggers.claim(key, (due) => this.#fire(due))) fired += 1
      } catch (error) {
        // It stays due; the others must not wait for it.
        this.logger.warn('A schedule could not be fired', { flowId: key.flowId, node: key.nodeId, reason: reasonOf(error) })
      }
    }
    return fired
  }

  async #fire(due: DueSchedule): Promise<FiredSchedule> {
    const { flowId, workspaceId, nodeId, versionId, timeZone, catchUp } = due
    const schedule = due.schedule as unknown as ScheduleParam
    const after = (afterMs: number, count: number): readonly number[] => {
      const found = nextInstants(schedule, { timeZone, afterMs, count })
      return found.ok ? found.value : []
    }
    const { instants, last, next } = decideFiring({ dueAt: due.dueAt.getTime(), now: due.now.getTime(), catchUp, limit: due.catchUpLimit, after })
    const plan = await this.versions.get(versionId)
    const node = plan.nodes.findIndex(({ id }) => id === nodeId)
    if (node === -1) return { nextAt: null, lastInstant: new Date(last) }
    for (const at of instants) {
      const instant = new Date(at).toISOString()
      await this.engine.accept({ workspaceId, flowId, flowVersionId: versionId, origin: 'schedule', key: `schedule:${nodeId}:${instant}`, instant, trigger: { node, items: [{ json: { instant } }] } })
    }
    return { nextAt: next === null ? null : new Date(next), lastInstant: new Date(last) }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
