import { compile, flowInterface, type KnownFlow } from '@maillon/compiler'
import { createDatasetStore, createMemoryBlobStore, type FileCatalogue, type FileRef } from '@maillon/datasets'
import { createEngine, LocalLiveEvents, MemoryRunReader, MemoryRunStore, MemoryStepQueue } from '@maillon/engine'
import type { FlowDocument } from '@maillon/flow-document'
import { readRecordedRun, type RecordedStep } from '@maillon/flow-tests/replay'
import { convertForeign } from '@maillon/foreign-flows'
import { silentLogger, type JsonObject } from '@maillon/kernel'
import { createMemoryNodeState, createNodeHost, MemoryCollectionStore, type NodePackages } from '@maillon/node-host'
import type { Plan, RunStatus } from '@maillon/plan'
import { systemClock, systemRandom } from '@maillon/test-kit'

export interface RunOfConverted {
  readonly status: RunStatus
  /** What a step gave at its first output, or the one named; the turns of loops one behind the other. */
  rows(node: string, port?: string): readonly JsonObject[]
  readonly steps: readonly RecordedStep[]
  collection(name: string): Promise<readonly JsonObject[]>
}

export interface ConvertedWorld {
  readonly packages: NodePackages
  /** The one port of this machine that its flows may call. */
  readonly port: number
}

/** Converts a foreign file, compiles all of it and runs its first flow once, in memory, with the product's own engine and steps. */
export async function runConverted(file: unknown, { packages, port }: ConvertedWorld, event: JsonObject = {}): Promise<RunOfConverted> {
  const plans = plansOf(file, packages)
  const [[flowId, plan] = ['', undefined]] = [...plans]
  if (plan === undefined) throw new Error('no flow')
  const blobs = createMemoryBlobStore()
  const datasets = createDatasetStore({ blobs })
  const files = fileCatalogue()
  const collections = new MemoryCollectionStore(systemClock.now)
  const workspace = { collections, recipients: { resolve: () => Promise.resolve({ recipients: [], missing: [] }) }, history: { page: () => Promise.resolve({ runs: [], next: null }) }, housekeeping: { backUp: ({ name }: { readonly name: string }) => Promise.resolve({ fileName: name, bytes: 0, rows: 0, files: 0, deleted: [] }), cleanUp: () => Promise.resolve({ removed: 0, bytes: 0, names: [] }) } }
  const shared = { clock: systemClock, random: systemRandom, logger: silentLogger }
  const host = createNodeHost({ packages, datasets, blobs, files, credentials: { open: () => Promise.resolve(null) }, state: createMemoryNodeState(), workspace, egress: { allow: [{ host: '127.0.0.1', port }] }, ...shared })
  const store = new MemoryRunStore(systemClock)
  const queue = new MemoryStepQueue()
  const planNamed = (id: string) => {
    const found = plans.get(id)
    return found === undefined ? null : { flowVersionId: id, plan: found }
  }
  const engine = createEngine({ store, queue, runner: host, plans: { get: (id) => Promise.resolve(planNamed(id)?.plan ?? plan), published: (_workspace, id) => Promise.resolve(planNamed(id)) }, events: new LocalLiveEvents(), ...shared })
  try {
    await engine.startWorker({ lanes: [plan.lane], concurrency: 4 })
    const { runId } = await engine.accept({ workspaceId: 'w', flowId, flowVersionId: flowId, origin: 'manual', key: null, trigger: { node: plan.nodes.findIndex(({ trigger }) => trigger !== null), items: [{ json: event }] } })
    await engine.whenSettled(runId, 'run', 15_000)
    const reader = new MemoryRunReader(store)
    const row = await reader.find('w', runId)
    if (row === null) throw new Error('no run')
    const { steps, status } = await readRecordedRun({ reader, datasets, files, blobs }, { row, plan, timeZone: 'Europe/Paris', locale: 'fr', variables: {} })
    return {
      status, steps,
      rows: (node, output) => steps.filter((step) => step.node === node).flatMap(({ outputs }) => (output === undefined ? Object.values(outputs)[0] : outputs[output]) ?? []).map(({ json }) => json),
      collection: async (name) => (await collections.page('w', name, { after: null, limit: 1000 }))?.rows.map(({ row: kept }) => kept) ?? [],
    }
  } finally {
    await engine.drain(100)
    await queue.close()
    await host.close()
  }
}

function fileCatalogue(): FileCatalogue {
  const kept = new Map<string, FileRef>()
  return {
    add: (file) => {
      kept.set(file.id, file)
      return Promise.resolve()
    },
    find: (_workspace, id) => Promise.resolve(kept.get(id) ?? null),
    findByName: () => Promise.resolve(null),
    remove: () => Promise.resolve(),
  }
}

/** By the id of their flow, in the order of the file. @throws Error with what the compiler says of one that doesn't compile */
function plansOf(file: unknown, { catalogue }: NodePackages): ReadonlyMap<string, Plan> {
  const conversion = convertForeign(file)
  if (!conversion.ok) throw new Error(JSON.stringify(conversion.diagnostics))
  const context = { now: systemClock.now(), timeZone: 'Europe/Paris', locale: 'fr' } as const
  const flows = conversion.flows.map((flow): KnownFlow => ({ ...flowInterface(flow, catalogue, context), id: flow.id, name: flow.name }))
  return new Map(conversion.flows.map((flow: FlowDocument) => {
    const compiled = compile(flow, catalogue, { ...context, flows })
    if (!compiled.ok) throw new Error(`${flow.name}: ${JSON.stringify(compiled.diagnostics.filter(({ severity }) => severity === 'error'))}`)
    return [flow.id, compiled.plan]
  }))
}
