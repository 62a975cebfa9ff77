import type { ProcessView } from '@maillon/api-contract'
import type { JsonObject } from '@maillon/kernel'
import type { StoredProcess } from '@maillon/storage'
import type { ProcessFacts } from './process-facts.js'

/** A process as it stands in the table, with what it said of itself. */
export interface LivingProcess extends StoredProcess {
  readonly facts: ProcessFacts
}

/** It says that it lives every two seconds; so long without a word is no delay any more. */
const silentAfterMs = 15_000

export function isSilent({ silentMs }: Pick<StoredProcess, 'silentMs'>): boolean {
  return silentMs > silentAfterMs
}

/** What another version of the program wrote may lack something. */
export function factsOf(about: JsonObject): ProcessFacts {
  const given = about as unknown as Partial<ProcessFacts>
  return { host: '?', pid: 0, roles: [], version: '?', state: 'serving', lanes: [], running: 0, processors: 0, mostProcessors: 1, rssBytes: 0, memoryBytes: 0, ...given }
}

export function processView(process: LivingProcess, ownId: string): ProcessView {
  const { id, facts, silentMs, seenAt, startedAt, restartedAt } = process
  const { host, pid, roles, version, lanes, running, processors, mostProcessors, rssBytes, memoryBytes } = facts
  return {
    id, host, pid, roles, version, running, processors, mostProcessors, rssBytes, memoryBytes,
    state: stateOf(process),
    askedBy: process.restartAskedAt === null ? null : process.restartAskedBy,
    silentMs,
    seenAt: seenAt.toISOString(),
    startedAt: startedAt.toISOString(),
    restartedAt: restartedAt?.toISOString() ?? null,
    lanes: lanes.map(({ name, concurrency }) => ({ name, concurrency })),
    isThis: id === ownId,
  }
}

function stateOf(process: LivingProcess): ProcessView['state'] {
  if (isSilent(process)) return 'silent'
  if (process.facts.state === 'restarting') return 'restarting'
  return process.restartAskedAt === null ? 'serving' : 'asked'
}
