import { createDatasetStore, createMemoryBlobStore, type FileRef } from '@maillon/datasets'
import { compile } from '@maillon/compiler'
import { createEngine, LocalLiveEvents, MemoryRunReader, MemoryRunStore, MemoryStepQueue } from '@maillon/engine'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { silentLogger, type JsonObject } from '@maillon/kernel'
import { createMemoryNodeState, createNodeHost, nodePackagesOf, type NodePackages } from '@maillon/node-host'
import { defineNode, Type, type NodeDefinition } from '@maillon/node-sdk'
import type { ReplayPlace } from './replay-test.js'
import { readRecordedRun } from './read-recorded-run.js'
import type { RecordedRun } from './recorded-run.js'
import { emptyWorkspace, seededRandom } from './replay-world.js'

const both = (text: string) => ({ fr: text, en: text })
const about = (type: string) => ({ type, title: both(type), description: both(type), icon: 'box', group: 'data', words: both(type) }) as const

/** Node types of a small world: a trigger, a service that is read, one that is written to, a sum, a loop, one that remembers, one that rolls dice. */
export function smallWorld(service: { readonly prices: () => readonly JsonObject[]; readonly sent: JsonObject[] }): NodePackages {
  const definitions: readonly NodeDefinition[] = [
    defineNode({ ...about('small.start'), group: 'trigger', trigger: 'manual', params: Type.Object({}), effects: 'none' }),
    defineNode({ ...about('small.loop'), construct: 'loop', params: Type.Object({}), effects: 'none', outputs: [{ id: 'each', label: both('each') }, { id: 'done', label: both('done') }] }),
    defineNode({ ...about('small.read'), params: Type.Object({ what: Type.String() }), effects: 'read', run: async ({ emit }) => { for (const json of service.prices()) await emit({ json }) } }),
    defineNode({ ...about('small.ask'), params: Type.Object({ what: Type.String() }), effects: 'read', runItem: ({ params }) => ({ answer: `about ${params.what}` }) }),
    defineNode({ ...about('small.total'), params: Type.Object({ factor: Type.Number() }), effects: 'none', run: async ({ input, emit, params }) => {
      let total = 0
      for await (const { json } of input()) total += Number(json['price'] ?? 0) * params.factor
      await emit({ json: { total } })
    } }),
    defineNode({ ...about('small.count'), params: Type.Object({}), effects: 'none', run: async ({ input, emit, state }) => {
      const seen = await state.get('seen')
      if (seen === null) await state.set('seen', true, null)
      for await (const item of input()) if (seen === null) await emit(item)
    } }),
    defineNode({ ...about('small.dice'), params: Type.Object({}), effects: 'none', runItem: ({ item }) => ({ ...item.json, dice: Math.random() }) }),
    defineNode({ ...about('small.send'), params: Type.Object({ to: Type.String(), text: Type.String() }), effects: 'write', runItem: ({ params }) => {
      service.sent.push(params)
      return { sent: service.sent.length }
    } }),
  ]
  return nodePackagesOf(definitions)
}

/** A flow of these nodes: `[id, type, params]`, and edges as `a.main>b.main`. */
export function smallFlow(nodes: readonly (readonly [string, string, JsonObject?, Partial<FlowNode>?])[], edges: readonly string[]): FlowDocument {
  return {
    ...emptyFlow('flow-1', 'Small'),
    nodes: nodes.map(([id, type, params = {}, more = {}]) => ({ id, type: `small.${type}`, version: 1, name: id.toUpperCase(), position: { x: 0, y: 0 }, params, ...more })),
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split('>')
      return { from: from.includes('.') ? from : `${from}.main`, to: to.includes('.') ? to : `${to}.main` }
    }),
  }
}

export interface Recording {
  readonly run: RecordedRun
  readonly place: ReplayPlace
}

/** Runs a flow once, in earnest, in memory, and reads what it left. */
export async function recordFlow(document: FlowDocument, packages: NodePackages, items: readonly JsonObject[] = [{}]): Promise<Recording> {
  const clock = { now: () => Date.parse('2026-11-20T08:00:00Z') }
  const compiled = compile(document, packages.catalogue, { now: clock.now(), timeZone: 'Europe/Paris', locale: 'fr' })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
  const { plan } = compiled
  const blobs = createMemoryBlobStore()
  const datasets = createDatasetStore({ blobs })
  const files = { add: () => Promise.resolve(), find: (): Promise<FileRef | null> => Promise.resolve(null), findByName: () => Promise.resolve(null), remove: () => Promise.resolve() }
  const host = createNodeHost({ packages, datasets, blobs, files, credentials: { open: () => Promise.resolve(null) }, state: rememberingState(), workspace: emptyWorkspace(clock.now), egress: { allow: [] }, clock, random: seededRandom('run'), logger: silentLogger })
  const store = new MemoryRunStore(clock)
  const queue = new MemoryStepQueue()
  const engine = createEngine({ store, queue, runner: host, plans: { get: () => Promise.resolve(plan), published: () => Promise.resolve(null) }, events: new LocalLiveEvents(), clock, random: seededRandom('engine'), logger: silentLogger })
  await engine.startWorker({ lanes: [plan.lane], concurrency: 4 })
  const trigger = plan.nodes.findIndex(({ trigger: kind }) => kind !== null)
  const { runId } = await engine.accept({ workspaceId: 'w', flowId: document.id, flowVersionId: 'v', origin: 'manual', key: null, trigger: { node: trigger, items: items.map((json) => ({ json })) } })
  await engine.whenSettled(runId, 'run', 10_000)
  const reader = new MemoryRunReader(store)
  const row = await reader.find('w', runId)
  if (row === null) throw new Error('no run')
  const run = await readRecordedRun({ reader, datasets, files, blobs }, { row, plan, timeZone: 'Europe/Paris', locale: 'fr', variables: {} })
  await engine.drain(100)
  await queue.close()
  await host.close()
  return { run, place: { packages, folder: 'replay', openBlobs: () => createMemoryBlobStore() } }
}

/** As if the step had run before. */
function rememberingState() {
  const empty = createMemoryNodeState()
  return { ...empty, get: () => Promise.resolve({ value: true, revision: 1 }) }
}
