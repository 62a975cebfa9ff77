import { hostname } from 'node:os'
import { pid } from 'node:process'
import type { LaneService, WorkerView } from '@maillon/engine'
import type { JsonObject } from '@maillon/kernel'
import { machineLimits } from '../../platform/machine-limits.js'
import { productVersion } from '../../platform/product-version.js'
import type { ServerRole } from '../../config/server-role.js'

/** restarting: its worker ends what it has at hand and begins anew. */
export const processStates = ['serving', 'restarting'] as const
export type ProcessState = (typeof processStates)[number]

/** What a process says of itself. */
export interface ProcessFacts {
  readonly host: string
  readonly pid: number
  readonly roles: readonly ServerRole[]
  readonly version: string
  readonly state: ProcessState
  /** Lanes that it serves; none without the role worker. */
  readonly lanes: readonly LaneService[]
  /** Steps at hand. */
  readonly running: number
  /** Processors in use since it was asked last: 1 is one of them all the time. */
  readonly processors: number
  /** What it may use of them. */
  readonly mostProcessors: number
  readonly rssBytes: number
  /** What the machine, or the container, lets it have. */
  readonly memoryBytes: number
}

/** Measures this process; one for each that asks regularly. */
export class ProcessGauge {
  readonly #limits = machineLimits()
  #usage = process.cpuUsage()
  #at = performance.now()

  read(of: { readonly roles: readonly ServerRole[]; readonly state: ProcessState; readonly lanes: readonly LaneService[]; readonly worker: WorkerView }): ProcessFacts {
    const used = process.cpuUsage(this.#usage)
    const now = performance.now()
    const elapsedMs = Math.max(1, now - this.#at)
    this.#usage = process.cpuUsage()
    this.#at = now
    return {
      host: hostname(), pid, version: productVersion, roles: of.roles, state: of.state, lanes: of.lanes, running: of.worker.running,
      processors: Math.round((used.user + used.system) / 10 / elapsedMs) / 100, mostProcessors: this.#limits.processors, rssBytes: process.memoryUsage.rss(), memoryBytes: this.#limits.memoryBytes,
    }
  }
}

/** As a JSON object, to be kept. */
export function storedFacts(facts: ProcessFacts): JsonObject {
  return { ...facts, roles: [...facts.roles], lanes: facts.lanes.map((lane) => ({ ...lane })) }
}
