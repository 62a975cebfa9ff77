import { setTimeout as pause } from 'node:timers/promises'
import type { LocalBlobStore } from '@maillon/file-stores'
import { type Clock, isUuid } from '@maillon/kernel'
import { daysBefore, type RetentionStore } from '@maillon/storage'

export interface RetentionPorts {
  readonly store: RetentionStore
  readonly blobs: Pick<LocalBlobStore, 'remove' | 'removeAll' | 'namesBelow'>
  /** Days that a workspace keeps runs whose flow says nothing. */
  readonly defaultDays: (workspaceId: string) => Promise<number>
  readonly clock: Clock
}

export interface SweptReport {
  readonly runs: number
  readonly unused: number
}

/** Runs in one statement, and the rest between two of them: a sweep is never in the way of work. */
const runsAtOnce = 100
const restMs = 20
/** One sweep is over after so long; the next one goes on. */
const longestMs = 60_000
/** What disappeared waits so long before its bytes go: somebody may be taking it up this moment. */
const quietMs = 60_000
/** Younger bytes may belong to a run or an upload that is being written. */
const youngMs = 86_400_000
const namesAtOnce = 500

/**
 * Lets runs go that are older than their flow, or else their workspace, wants to keep them, with their data and files.
 *
 * @param options.quietMs default one minute.
 */
export async function sweepRetention(ports: RetentionPorts, options: { readonly quietMs?: number } = {}): Promise<SweptReport> {
  const runs = await letRunsGo(ports, { longestMs })
  return { runs, unused: await finishRetention(ports, options) }
}

/**
 * Lets runs disappear that are older than their flow, or else their workspace, wants to keep them; what hangs on them goes afterwards (`finishRetention`).
 *
 * @param options.workspaceId default: all workspaces. @returns how many
 */
export async function letRunsGo({ store, clock, defaultDays }: Pick<RetentionPorts, 'store' | 'clock' | 'defaultDays'>, options: { readonly workspaceId?: string; readonly longestMs: number }): Promise<number> {
  const now = clock.now()
  let runs = 0
  for (const flow of await store.flows(daysBefore(now, 1))) {
    if (options.workspaceId !== undefined && flow.workspaceId !== options.workspaceId) continue
    const before = daysBefore(now, flow.keepDays ?? (await defaultDays(flow.workspaceId)))
    for (let gone = runsAtOnce; gone === runsAtOnce && clock.now() - now < options.longestMs;) {
      gone = await store.remove(flow.flowId, before, runsAtOnce)
      runs += gone
      await pause(restMs)
    }
  }
  return runs
}

/** Takes away what runs that disappeared have left: bytes, rows, and versions and flows that nothing names any more. @returns how many of the latter */
export async function finishRetention(ports: Pick<RetentionPorts, 'store' | 'blobs' | 'clock'>, options: { readonly quietMs?: number } = {}): Promise<number> {
  const now = ports.clock.now()
  await removeBytes(ports, { until: now + 2 * longestMs, quietMs: options.quietMs ?? quietMs })
  return ports.store.removeUnused(daysBefore(now, 1), runsAtOnce)
}

async function removeBytes({ store, blobs, clock }: Pick<RetentionPorts, 'store' | 'blobs' | 'clock'>, at: { readonly until: number; readonly quietMs: number }): Promise<void> {
  while (clock.now() < at.until) {
    const gone = await store.removed(runsAtOnce, at.quietMs)
    if (gone.runIds.length === 0) return
    for (const id of gone.runIds) await blobs.removeAll(`datasets/${id}`)
    for (const id of gone.fileIds) await blobs.remove(`files/${id}`)
    await store.forget(gone)
    await pause(restMs)
  }
}

/** Takes bytes away that nothing names: of attempts and uploads that were cut off, and of files that were replaced. @returns how many */
export async function sweepLostBytes({ store, blobs, clock }: Pick<RetentionPorts, 'store' | 'blobs' | 'clock'>): Promise<number> {
  const before = clock.now() - youngMs
  let removed = 0
  for await (const ids of batches(blobs.namesBelow('datasets', before))) {
    for (const id of await store.withoutRun(ids)) {
      await blobs.removeAll(`datasets/${id}`)
      removed += 1
    }
  }
  for await (const ids of batches(blobs.namesBelow('files', before))) {
    for (const id of await store.withoutFile(ids)) {
      await blobs.remove(`files/${id}`)
      removed += 1
    }
  }
  return removed
}

/** What isn't an id of ours was put there by somebody else, and stays. */
async function* batches(names: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let ids: string[] = []
  for await (const name of names) {
    if (isUuid(name)) ids.push(name)
    if (ids.length < namesAtOnce) continue
    yield ids
    ids = []
  }
  if (ids.length > 0) yield ids
}
