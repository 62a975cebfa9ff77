import type { LiveEvent, RunSummary } from '@maillon/api-contract'
import { LocalLiveEvents, type RunReader, type RunRow, type StepRow } from '@maillon/engine'
import { silentLogger } from '@maillon/kernel'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RunSummaries } from '../runs/run-summaries.service.js'
import type { VersionCache } from '../runs/version-cache.js'
import { LiveEvents } from './live-events.js'
import { RunEventRelay } from './run-event-relay.js'

const workspaceId = 'w'
const row = (id: string): RunRow => ({ id, flowId: 'f', flowVersionId: 'v', isDryRun: false }) as RunRow
const step: Partial<StepRow> = { node: 0, iteration: '', status: 'succeeded', startedAt: null, endedAt: '2026-01-01T00:00:00.000Z', nextAttemptAt: null, error: null, message: null, failedItems: 0, setAside: null, pause: null, outputs: [], attempts: [] }

let engineEvents: LocalLiveEvents
let live: LiveEvents
let relay: RunEventRelay
let reads: { runs: readonly string[][]; steps: readonly string[] }

beforeEach(() => {
  vi.useFakeTimers()
  engineEvents = new LocalLiveEvents()
  live = new LiveEvents()
  reads = { runs: [], steps: [] }
  const reader = {
    findMany: (_: string, ids: readonly string[]) => {
      reads = { ...reads, runs: [...reads.runs, [...ids]] }
      return Promise.resolve(ids.map(row))
    },
    steps: (id: string) => {
      reads = { ...reads, steps: [...reads.steps, id] }
      return Promise.resolve([step as StepRow])
    },
  } as Partial<RunReader> as RunReader
  const versions = { find: () => Promise.resolve({ plan: { nodes: [{ id: 'a', name: 'A', outputs: [], retry: { attempts: 1 } }] } }) } as unknown as VersionCache
  const summaries = { of: (rows: readonly RunRow[]) => Promise.resolve(rows.map(({ id }) => ({ id }) as RunSummary)) } as unknown as RunSummaries
  relay = new RunEventRelay(engineEvents, live, reader, summaries, versions, silentLogger)
  relay.onApplicationBootstrap()
})

afterEach(() => {
  relay.onApplicationShutdown()
  vi.useRealTimers()
})

function listen(runId: string | null): readonly LiveEvent[][] {
  const heard: LiveEvent[][] = []
  live.listen({ workspaceId, runId, locale: 'en', send: (events) => heard.push([...events]) })
  return heard
}

function happens(runId: string): void {
  engineEvents.publish({ kind: 'step', workspaceId, flowId: 'f', runId, ownRunId: runId, iteration: '', node: 0, status: 'succeeded', attempt: 1, counts: null })
  engineEvents.publish({ kind: 'run', workspaceId, flowId: 'f', runId, status: 'succeeded' })
}

const told = (pieces: readonly LiveEvent[][]): readonly string[][] => pieces.map((piece) => piece.map((event) => (event.type === 'step' ? `step of ${event.runId}` : event.type === 'run' ? `run ${event.run.id}` : 'flow')))

it('tells lists of all runs in one piece, and who watches a run of its steps too', async () => {
  const [list, page] = [listen(null), listen('r2')]
  for (const runId of ['r1', 'r2', 'r3']) happens(runId)
  await vi.advanceTimersByTimeAsync(150)
  expect(told(list)).toEqual([['run r1', 'run r2', 'run r3']])
  expect(told(page)).toEqual([['step of r2', 'run r2']])
})

it('reads the rows of all runs at once, and steps only of those that somebody watches', async () => {
  listen(null)
  listen('r2')
  for (const runId of ['r1', 'r2', 'r3']) happens(runId)
  await vi.advanceTimersByTimeAsync(150)
  expect(reads).toEqual({ runs: [['r1', 'r2', 'r3']], steps: ['r2'] })
})

it('reads nothing where nobody listens', async () => {
  happens('r1')
  live.listen({ workspaceId: 'another', runId: null, locale: 'en', send: () => undefined })
  happens('r2')
  await vi.advanceTimersByTimeAsync(150)
  expect(reads).toEqual({ runs: [], steps: [] })
})
