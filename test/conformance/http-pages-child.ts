/**
 * Reads a long list from an API through the real step, host and dataset store, in a process whose heap is bounded: what is held at a time
 * must not depend on how many pages there are. Prints one JSON line for each way.
 */
import { createDatasetStore } from '@maillon/datasets'
import { createLocalBlobStore } from '@maillon/file-stores'
import { silentLogger } from '@maillon/kernel'
import { createMemoryNodeState, createNodeHost, nodePackagesOf } from '@maillon/node-host'
import { nodes as httpNodes } from '@maillon/node-http'
import type { Plan, PlanNode } from '@maillon/plan'
import type { StepAssignment } from '@maillon/engine'

const [, , base = '', folder = '', port = ''] = process.argv

const blobs = createLocalBlobStore({ folder })
const datasets = createDatasetStore({ blobs })
let ids = 0
const host = createNodeHost({
  packages: nodePackagesOf(httpNodes), blobs, datasets, state: createMemoryNodeState(), logger: silentLogger,
  files: { add: () => Promise.resolve(), find: () => Promise.resolve(null), findByName: () => Promise.resolve(null), remove: () => Promise.resolve() },
  credentials: { open: () => Promise.resolve(null) },
  egress: { allow: [{ host: '127.0.0.1', port: Number(port) }] },
  clock: { now: () => Date.now() },
  random: { id: () => `id-${(ids += 1)}`, token: () => 't', fraction: () => 0 },
})

type Way = Pick<PlanNode, 'mode' | 'onError'> & { readonly paging: string }

const ways: readonly Way[] = [
  { paging: 'link', mode: 'each', onError: { choice: 'stop' } },
  { paging: 'cursor', mode: 'each', onError: { choice: 'set-aside' } },
  { paging: 'page', mode: 'all', onError: { choice: 'stop' } },
]

for (const way of ways) {
  const result = await host.run(assignment(way))
  const [out] = result.kind === 'done' ? result.outputs : []
  process.stdout.write(`${JSON.stringify({ way: `${way.paging} ${way.mode} ${way.onError.choice}`, kind: result.kind, rows: out?.count ?? null, error: result.kind === 'failed' ? result.error : null })}\n`)
}
await host.close()

function assignment({ paging, mode, onError }: Way): StepAssignment {
  const params = { url: `${base}/${paging}`, paging, maxPages: 10_000, itemsPath: 'rows', cursorPath: 'next', pageParam: 'at' }
  const node: PlanNode = {
    ...{ id: 'read', name: 'Read', type: 'http.request', version: 1, trigger: null, params, credentials: {}, mode, effects: 'read', light: false, runOnEmpty: false },
    ...{ retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } }, timeoutMs: 600_000, onError, untilFound: null, loop: null, spawn: null, disabled: false },
    ...{ inputs: ['main'], outputs: ['main'], incoming: [[]], outgoing: [[]], references: [] },
  }
  const plan: Plan = {
    ...{ format: 'maillon.plan/2', flowName: 'F', timeZone: 'UTC', locale: 'en', timeoutMs: 600_000, lane: 'default', priority: 5 },
    ...{ overlap: { policy: 'queue', concurrency: 1 }, errorFlowId: null, returns: [], nodes: [node], edges: [] },
  }
  const run = { id: `run-${paging}`, workspaceId: 'w', flowId: 'f', origin: 'manual' as const, startedAt: new Date(0).toISOString(), instant: null, isTest: false, isDryRun: false }
  return {
    ...{ plan, node: 0, run, ownRunId: run.id, key: { runId: run.id, node: 0, iteration: '' }, idempotencyKey: `${run.id}-0`, attempt: 1, isLastAttempt: true },
    ...{ inputs: [[{ kind: 'inline', count: 1, bytes: 2, items: [{ json: {} }] }]], references: [], collected: null, resumed: null, heapMiB: null },
    ...{ signal: new AbortController().signal, log: () => undefined, progress: () => undefined },
    suspensions: 0,
  }
}
