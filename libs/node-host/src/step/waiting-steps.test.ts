import { createDatasetStore, createMemoryBlobStore, type DatasetRef } from '@maillon/datasets'
import type { CollectedPart, StepAssignment, StepResult } from '@maillon/engine'
import { silentLogger, type JsonObject } from '@maillon/kernel'
import { defineNode, Type, type NodeDefinition } from '@maillon/node-sdk'
import type { Plan, PlanNode, PlanSpawn } from '@maillon/plan'
import { describe, expect, it } from 'vitest'
import { createNodeHost } from '../create-node-host.js'
import { nodePackagesOf } from '../node-packages.js'

const text = (value: string) => ({ fr: value, en: value })
const about = { title: text('x'), description: text('x'), words: text('x'), icon: 'x', group: 'logic' as const, effects: 'none' as const, params: Type.Object({}) }

const blobs = createMemoryBlobStore()
// So small that some rows are spilled.
const datasets = createDatasetStore({ blobs, inlineMaxBytes: 200, chunkBytes: 100 })
const logs: string[] = []
let ids = 0

function hostOf(definitions: readonly NodeDefinition[], takesAnswers = true) {
  return createNodeHost({
    packages: nodePackagesOf(definitions),
    datasets,
    blobs,
    files: { add: async () => undefined, find: async () => null, findByName: async () => null, remove: async () => undefined },
    credentials: { open: async () => null },
    state: { get: async () => null, set: async () => true },
    egress: { allow: [] },
    clock: { now: () => 0 },
    random: { id: () => `id-${(ids += 1)}`, token: () => 't', fraction: () => 0.5 },
    logger: silentLogger,
    ...(takesAnswers ? { answers: { baseUrl: 'https://flows.example/', sign: (subject: object) => `T${Object.values(subject).join('_')}` } } : {}),
  })
}

interface Change extends Partial<Omit<StepAssignment, 'run' | 'node'>> {
  readonly node?: Partial<PlanNode>
  readonly run?: Partial<StepAssignment['run']>
  readonly items?: readonly JsonObject[]
}

function step(change: Change = {}): StepAssignment {
  const { node, run, items = [], ...rest } = change
  const planNode: PlanNode = {
    id: 'n', name: 'N', type: 'test.wait', version: 1, trigger: null, params: {}, credentials: {}, mode: 'all', effects: 'none', light: false, runOnEmpty: false,
    retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } }, timeoutMs: 1000, onError: { choice: 'stop' }, untilFound: null, loop: null, spawn: null, disabled: false,
    inputs: ['main'], outputs: ['main'], incoming: [[]], outgoing: [[]], references: [], ...node,
  }
  const plan: Plan = {
    format: 'maillon.plan/2', flowName: 'F', timeZone: 'Europe/Paris', locale: 'en', timeoutMs: 1000, lane: 'default', priority: 5,
    overlap: { policy: 'queue', concurrency: 1 }, errorFlowId: null, returns: [], nodes: [planNode], edges: [],
  }
  return {
    key: { runId: 'run-1', node: 0, iteration: '' }, ownRunId: 'turn-7', heapMiB: null, attempt: 1, isLastAttempt: true, plan, node: 0,
    run: { id: 'run-1', workspaceId: 'w', flowId: 'f', origin: 'manual', startedAt: '2026-01-15T08:00:00.000Z', instant: null, isTest: false, isDryRun: false, ...run },
    resumed: null, suspensions: 2, collected: null, inputs: [[inline(items)]], references: [], idempotencyKey: 'k', signal: new AbortController().signal,
    log: (_, message) => void logs.push(message), progress: () => undefined, ...rest,
  }
}

const inline = (items: readonly JsonObject[]): DatasetRef => ({ kind: 'inline', count: items.length, bytes: 10, items: items.map((json) => ({ json })) })

async function rowsOf(result: StepResult): Promise<readonly (readonly unknown[])[]> {
  if (result.kind !== 'done') throw new Error(JSON.stringify(result))
  return Promise.all(
    result.outputs.map(async (ref) => {
      const rows: unknown[] = []
      for await (const item of datasets.read(ref)) rows.push(item.json['n'] ?? item.json)
      return rows
    }),
  )
}

describe('a step that waits', () => {
  const waiting = defineNode({
    ...about,
    type: 'test.wait',
    run: async ({ resumed, suspend, answerLinks, emit, input }) => {
      await emit({ json: { n: 'dropped' } })
      if (resumed === null) return suspend({ for: 'answer', deadlineMs: 5000, about: { title: answerLinks().page, choices: [{ id: 'yes', label: 'Yes' }] } })
      for await (const item of input()) await emit(item)
      return emit({ json: { n: resumed } as JsonObject })
    },
  })
  const host = hostOf([waiting])

  it('ends its attempt with what it waits for, its link in it, and nothing that it gave', async () => {
    expect(await host.run(step())).toEqual({
      kind: 'suspended',
      until: { for: 'answer', deadlineMs: 5000, about: { title: 'https://flows.example/answers/Tturn-7_0_2', choices: [{ id: 'yes', label: 'Yes' }] } },
    })
  })

  it('begins anew when the wait is over, told how it ended', async () => {
    const resumed = { by: 'answer', answer: { choice: 'yes' } } as const
    expect(await rowsOf(await host.run(step({ resumed, items: [{ n: 1 }] })))).toEqual([['dropped', 1, resumed]])
  })

  it('does not wait in a dry run: the usual button was pressed, and the log says so', async () => {
    logs.length = 0
    expect(await rowsOf(await host.run(step({ run: { isDryRun: true } })))).toEqual([['dropped', { by: 'answer', answer: { choice: 'yes' } }]])
    expect(logs).toEqual(['Dry run: no waiting, as if the usual answer had come.'])
  })

  it('fails where no answer can come', async () => {
    expect(await hostOf([waiting], false).run(step())).toMatchObject({ kind: 'failed', error: { code: 'NODE_ANSWERS_UNAVAILABLE', kind: 'user' } })
  })

  it.each([{ for: 'time', afterMs: Number.NaN }, { for: 'time', afterMs: -1 }, { for: 'time', at: 'tomorrow' }, { for: 'answer', deadlineMs: Infinity }, { for: 'answer', about: { title: 'x'.repeat(200_000), choices: [] } }] as const)(
    'is refused a wait that makes no sense (%#)',
    async (until) => {
      const odd = defineNode({ ...about, type: 'test.wait', run: ({ suspend }) => suspend(until) })
      expect(await hostOf([odd]).run(step())).toMatchObject({ kind: 'failed', error: { code: 'NODE_WAIT_INVALID', kind: 'bug' } })
    },
  )

  it('comes to an end in a dry run even where it would wait for ever', async () => {
    const endless = defineNode({ ...about, type: 'test.wait', run: ({ suspend }) => suspend({ for: 'time', afterMs: 1 }) })
    expect(await hostOf([endless]).run(step({ run: { isDryRun: true } }))).toMatchObject({ kind: 'failed', error: { code: 'NODE_WAIT_ENDLESS' } })
  })
})

describe('a step with children', () => {
  const spawn: PlanSpawn = { kind: 'iteration', batchSize: 1, concurrency: 1, waits: true, collect: [], flowId: null }
  const host = hostOf([])
  async function* parts(...given: readonly CollectedPart[]) {
    yield* given
  }
  async function stored(...rows: readonly number[]): Promise<DatasetRef> {
    const writer = datasets.writer(`given-${(ids += 1)}`)
    for (const n of rows) await writer.push({ json: { n, filler: 'x'.repeat(50) } })
    return writer.finish()
  }

  it('gives what its children gave, port by port and in their order, without any code of its own', async () => {
    const collected = parts({ port: 1, dataset: await stored(1, 2, 3, 4, 5, 6, 7) }, { port: 0, dataset: inline([{ n: 'a' }]) }, { port: 1, dataset: inline([{ n: 8 }]) }, { port: 'set-aside', dataset: inline([{ n: 'bad' }]) })
    const result = await host.run(step({ node: { spawn, outputs: ['each', 'done'] }, collected }))
    expect(await rowsOf(result)).toEqual([['a'], [1, 2, 3, 4, 5, 6, 7, 8]])
    expect(result).toMatchObject({ kind: 'done', status: 'succeeded', setAside: { count: 1 } })
  })

  it('fails, and keeps nothing, where a child’s rows can’t be read', async () => {
    const gone: DatasetRef = { kind: 'spilled', count: 1, bytes: 1, chunks: [{ key: 'datasets/nowhere', count: 1 }] }
    expect(await host.run(step({ node: { spawn }, collected: parts({ port: 0, dataset: inline([{ n: 1 }]) }, { port: 0, dataset: gone }) }))).toMatchObject({ kind: 'failed', error: { code: 'BLOB_FILE_MISSING' } })
  })

  it('is passed by like any other node where it is disabled, and pinned data wins in a test', async () => {
    expect(await rowsOf(await host.run(step({ node: { spawn, disabled: true }, items: [{ n: 1 }] })))).toEqual([[1]])
    expect(await rowsOf(await host.run(step({ node: { spawn, pinned: { main: [{ n: 9 }] } }, run: { isTest: true } })))).toEqual([[9]])
  })
})
