import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatasetStore, type DatasetRef, type FileRef } from '@maillon/datasets'
import type { StepAssignment, StepResult } from '@maillon/engine'
import { createLocalBlobStore } from '@maillon/file-stores'
import { silentLogger, type Json, type JsonObject } from '@maillon/kernel'
import type { PlanNode } from '@maillon/plan'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createNodeHost } from '../create-node-host.js'
import type { NodeHost, NodeHostOptions } from '../node-host-options.js'
import { loadNodePackages } from '../node-packages.js'
import { IdleThreads } from './idle-threads.js'

const token = 'canary-token-0123456789'
const fixture = new URL('./thread-nodes.fixture.ts', import.meta.url).href
const logs: string[] = []
const files = new Map<string, { readonly ref: FileRef; readonly workspaceId: string; readonly runId: string | null }>()
const state = new Map<string, Json>()
const progressed: number[] = []
let folder = ''
let host: NodeHost
let hostOptions: NodeHostOptions
let datasets: NodeHostOptions['datasets']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-threads-'))
  const blobs = createLocalBlobStore({ folder })
  datasets = createDatasetStore({ blobs })
  const packages = await loadNodePackages({ names: [fixture], load: (name) => import(/* @vite-ignore */ name), resolve: (name) => name })
  expect(packages.problems).toEqual([])
  let ids = 0
  hostOptions = {
    packages,
    blobs,
    datasets,
    files: {
      add: async (ref, owner) => void files.set(ref.id, { ref, ...owner }),
      find: async (_, id) => files.get(id)?.ref ?? null,
      findByName: async () => null,
      remove: async (_, id) => void files.delete(id),
    },
    credentials: {
      open: async (workspaceId, id) => (workspaceId === 'w1' && id === 'c1' ? { id, name: 'API', type: 'http-bearer', values: { token }, hosts: [] } : null),
    },
    state: {
      get: async (flow, node, key) => (state.has(`${flow}/${node}/${key}`) ? { value: state.get(`${flow}/${node}/${key}`) ?? null, revision: 1 } : null),
      set: async (entry) => {
        state.set(`${entry.flowId}/${entry.nodeId}/${entry.key}`, entry.value)
        return true
      },
    },
    egress: { allow: [] },
    clock: { now: () => Date.now() },
    random: { id: () => `id-${(ids += 1)}`, token: () => 't', fraction: () => 0 },
    logger: silentLogger,
    answers: { baseUrl: 'https://flows.example', sign: ({ runId, node, suspensions }) => `signed-${runId}-${node}-${suspensions}` },
    threads: {
      blobs: { module: new URL('../../../file-stores/src/index.ts', import.meta.url).href, export: 'createLocalBlobStore', options: { folder } },
      heapMiB: 96,
      maxThreads: 2,
    },
  }
  host = createNodeHost(hostOptions)
})

afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

const inline = (items: readonly JsonObject[]): DatasetRef => ({ kind: 'inline', count: items.length, bytes: 10, items: items.map((json) => ({ json })) })

function step(
  type: string,
  items: readonly JsonObject[] = [{}],
  change: { readonly node?: Partial<PlanNode>; readonly signal?: AbortSignal } = {},
): StepAssignment {
  const node: PlanNode = {
    id: 'node-a',
    name: 'A',
    type,
    version: 1,
    trigger: null,
    params: {},
    credentials: { auth: 'c1' },
    mode: 'all',
    effects: 'none',
    light: false,
    runOnEmpty: false,
    retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } },
    timeoutMs: 1000,
    onError: { choice: 'stop' },
    untilFound: null,
    loop: null,
    spawn: null,
    disabled: false,
    inputs: ['main'],
    outputs: ['main'],
    incoming: [[]],
    outgoing: [[]],
    references: [],
    ...change.node,
  }
  return {
    key: { runId: 'run-1', node: 0, iteration: '' },
    attempt: 1,
    isLastAttempt: true,
    node: 0,
    references: [],
    ownRunId: 'run-1',
    heapMiB: null,
    resumed: null,
    suspensions: 0,
    collected: null,
    idempotencyKey: 'run-1-0',
    plan: {
      format: 'maillon.plan/2',
      flowName: 'Flux',
      timeZone: 'Europe/Paris',
      locale: 'fr',
      timeoutMs: 1000,
      lane: 'default',
      priority: 5,
      overlap: { policy: 'queue', concurrency: 1 },
      errorFlowId: null,
      returns: [],
      nodes: [node],
      edges: [],
    },
    run: {
      id: 'run-1',
      workspaceId: 'w1',
      flowId: 'f1',
      origin: 'manual',
      startedAt: '2026-01-15T08:00:00.000Z',
      instant: null,
      isTest: false,
      isDryRun: false,
    },
    inputs: [[inline(items)]],
    signal: change.signal ?? new AbortController().signal,
    log: (_, message) => void logs.push(message),
    progress: (done) => void progressed.push(done),
  }
}

const errorOf = (result: StepResult) => (result.kind === 'failed' ? result.error.code : result.kind)

it('runs a heavy node in a thread with everything that it needs and nothing of the server’s environment', async () => {
  const result = await host.run(step('heavy.looker', [{ n: 2 }, { n: 3 }]))
  if (result.kind !== 'done' || result.outputs[0]?.kind !== 'inline') throw new Error(JSON.stringify(result))
  const [item] = result.outputs[0].items
  expect(item?.json).toEqual({ rows: 5, isThread: true, environment: [], token: '[•••]' })
  expect([...files.values()].map(({ runId, workspaceId, ref }) => [runId, workspaceId, ref.name, ref.size])).toEqual([
    ['run-1', 'w1', 'report.txt', 6],
    [null, 'w1', 'report.txt', 6],
  ])
  expect(item?.files?.['file']?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(state.get('f1/node-a/cursor')).toBe(5)
  expect(logs).toEqual(['the token is "[•••]"'])
  expect(progressed).toEqual([1])
})

it('writes large outputs straight to the store, where the server reads them', async () => {
  const result = await host.run(step('heavy.many'))
  if (result.kind !== 'done' || result.outputs[0] === undefined) throw new Error(JSON.stringify(result))
  expect(result.outputs[0].kind).toBe('spilled')
  expect((await datasets.page(result.outputs[0], 4999, 1))[0]?.json['n']).toBe(4999)
})

it('lets a heavy step wait, with a link that the server signed for this step alone', async () => {
  const waiting = await host.run(step('heavy.waiter'))
  expect(waiting).toMatchObject({ kind: 'suspended', until: { for: 'answer', deadlineMs: null, about: { title: 'https://flows.example/api/answers/signed-run-1-0-0' } } })
  const answered = await host.run({ ...step('heavy.waiter'), resumed: { by: 'answer', answer: { choice: 'yes' } } })
  expect(answered).toMatchObject({ kind: 'done', outputs: [{ items: [{ json: { by: 'answer', answer: { choice: 'yes' } } }] }] })
})

it('lets hosts that follow each other use the same thread, each with its own stores', async () => {
  const idle = new IdleThreads()
  const answeredBy: string[] = []
  const after = (name: string) => {
    const { state: store, threads } = hostOptions
    if (threads === undefined) throw new Error('No threads')
    const own = { get: store.get.bind(store), set: async (...entry: Parameters<typeof store.set>) => { answeredBy.push(name); return store.set(...entry) } }
    return createNodeHost({ ...hostOptions, state: own, threads: { ...threads, idle } })
  }
  for (const name of ['first', 'second']) {
    const one = after(name)
    expect((await one.run(step('heavy.looker', [{ n: 2 }]))).kind).toBe('done')
    await one.close()
  }
  expect(new Set(answeredBy)).toEqual(new Set(['first', 'second']))
  // Both used the one that is idle now.
  const warm = idle.take(96)
  expect([warm?.isUsable, idle.take(96)]).toEqual([true, null])
  if (warm !== null) idle.give(warm)
  idle.close()
  expect([warm?.isUsable, idle.take(96)]).toEqual([false, null])
})

it('tells what failed, by item too', async () => {
  expect(await host.run(step('heavy.failing', [{}, { bad: true }], { node: { mode: 'each' } }))).toMatchObject({
    kind: 'failed',
    error: { code: 'NODE_CODE_FAILED', row: 1 },
  })
  expect(await host.run(step('heavy.failing', [{}, { bad: true }], { node: { mode: 'each', onError: { choice: 'skip' } } }))).toMatchObject({
    status: 'warned',
    failedItems: { count: 1 },
  })
})

it('ends a node that blocks its thread, while the server’s thread goes on (C06)', async () => {
  const controller = new AbortController()
  let latest = performance.now()
  let longest = 0
  const ticking = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - latest)
    latest = now
  }, 10)
  setTimeout(() => controller.abort(new Error('time is up')), 300)
  const started = performance.now()
  expect(errorOf(await host.run(step('heavy.spinning', [{}], { signal: controller.signal })))).toBe('NODE_RUN_ABORTED')
  clearInterval(ticking)
  expect(performance.now() - started).toBeLessThan(5000)
  expect(longest).toBeLessThan(1000)
})

it('says that there was not enough memory, whether it is the heap or buffers, and goes on (C07)', async () => {
  expect(await host.run(step('heavy.heap'))).toMatchObject({
    kind: 'failed',
    error: { code: 'NODE_MEMORY_EXHAUSTED', retryable: false, params: { limit: 96 } },
  })
  expect(errorOf(await host.run(step('heavy.buffers')))).toBe('NODE_MEMORY_EXHAUSTED')
  expect(errorOf(await host.run(step('heavy.leaver')))).toBe('NODE_THREAD_LOST')
  expect(errorOf(await host.run(step('heavy.many')))).toBe('done')
})

it('runs so many at once, and the others in turn', async () => {
  const results = await Promise.all(Array.from({ length: 5 }, () => host.run(step('heavy.many'))))
  expect(results.map(errorOf)).toEqual(['done', 'done', 'done', 'done', 'done'])
})

it('does not begin what was aborted while it waited', async () => {
  const controller = new AbortController()
  const blocking = new AbortController()
  const blocked = [1, 2].map(() => host.run(step('heavy.spinning', [{}], { signal: blocking.signal })))
  const waiting = host.run(step('heavy.many', [{}], { signal: controller.signal }))
  setTimeout(() => controller.abort(new Error('cancelled')), 100)
  expect(errorOf(await waiting)).toBe('NODE_RUN_ABORTED')
  blocking.abort(new Error('cancelled'))
  expect((await Promise.all(blocked)).map(errorOf)).toEqual(['NODE_RUN_ABORTED', 'NODE_RUN_ABORTED'])
})
