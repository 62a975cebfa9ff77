import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createDatasetStore, createMemoryBlobStore, itemsOf, type FileRef, type Item } from '@maillon/datasets'
import type { StepAssignment, StepResult } from '@maillon/engine'
import { silentLogger, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import type { PlanNode } from '@maillon/plan'
import { createNodeHost } from '../create-node-host.js'
import type { NodeHost } from '../node-host-options.js'
import { nodePackagesOf, type NodePackages } from '../node-packages.js'
import { layeredPackages } from '../layered-packages.js'
import { describePackage } from './describe-package.js'
import { describedDefinition, type IsolatedPackage, type PackageNode } from './isolated-package.js'
import { readManifest } from './package-manifest.js'

/** Source of a package made by hand: `definition` adds what every node says of itself to the code that is given. */
const prelude = `
const text = { fr: 'x', en: 'x' }
const port = { id: 'main', label: text }
const definition = ({ type, effects = 'none', credentials = [], trigger, timeoutMs = 300000, ...code }) => ({
  brand: 'maillon.node/1',
  descriptor: {
    type, version: 1, title: text, description: text, keywords: { fr: [], en: [] }, icon: 'box', group: 'data', params: { type: 'object', properties: {} },
    inputs: trigger === undefined ? [port] : [], outputs: [port], modes: code.runItem === undefined ? ['all'] : ['each'], effects, light: false, runOnEmpty: false, keepsRows: false,
    credentials, outputShapes: {}, timeoutMs, examples: [], words: text, ...(trigger === undefined ? {} : { trigger }),
  },
  ...code,
})
`

export interface PackageWorld {
  readonly folder: string
  /** Writes a package and describes it as an installation would. */
  describe(source: string, maillon?: JsonObject): Promise<readonly PackageNode[]>
  /** The same, and its nodes can be run from then on. */
  install(source: string, maillon?: JsonObject): Promise<void>
  run(type: string, wish?: StepWish): Promise<StepResult>
  itemsOf(result: StepResult): Promise<readonly Item[]>
  readonly host: NodeHost
  readonly packages: NodePackages
  readonly logs: string[]
  /** Where the credential of every slot may go, with the port. */
  readonly credentialHosts: string[]
  readonly state: Map<string, Json>
  close(): Promise<void>
}

export interface StepWish {
  /** Default: stop. */
  readonly onError?: PlanNode['onError']
  readonly items?: readonly JsonObject[]
  readonly signal?: AbortSignal
  readonly heapMiB?: number
}

export async function openPackageWorld(): Promise<PackageWorld> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'maillon-packages-')))
  const blobs = createMemoryBlobStore()
  const datasets = createDatasetStore({ blobs })
  const files = new Map<string, FileRef>()
  const state = new Map<string, Json>()
  const logs: string[] = []
  const credentialHosts: string[] = []
  const packages = layeredPackages(nodePackagesOf([]))
  let ids = 0
  const host = createNodeHost({
    ...{ packages, blobs, datasets, egress: { allow: [{ cidr: '127.0.0.1' }] }, logger: silentLogger, clock: { now: () => Date.now() } },
    files: { add: async (ref) => void files.set(ref.id, ref), find: async (_, id) => files.get(id) ?? null, findByName: async () => null, remove: async () => undefined },
    credentials: { open: async (_, id) => ({ id, name: 'API', type: 'http-bearer', values: { token: 'canary-token-0123456789' }, hosts: credentialHosts }) },
    state: {
      get: async (_f, _n, key) => (state.has(key) ? { value: state.get(key) ?? null, revision: 1 } : null),
      set: async ({ key, value }) => {
        state.set(key, value)
        return true
      },
    },
    random: { id: () => `id-${(ids += 1)}`, token: () => 't', fraction: () => 0 },
    maxPackageProcesses: 2,
  })
  let written = 0
  const write = async (source: string, maillon: JsonObject) => {
    const at = join(folder, `p${(written += 1)}`)
    const json = { name: 'maillon-node-test', version: '1.0.0', type: 'module', maillon: { nodes: './dist/index.js', engine: '^0.1.0', ...maillon } }
    const path = join(at, 'dist/index.js')
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, source.startsWith('//raw') ? source : prelude + source)
    await writeFile(join(at, 'package.json'), JSON.stringify(json))
    const manifest = readManifest(JSON.stringify(json))
    return { at, manifest, nodes: await describePackage(at, manifest) }
  }
  const installed: Parameters<typeof packages.replace>[1][number][] = []
  return {
    folder, host, packages, logs, state, credentialHosts,
    describe: async (source, maillon = {}) => (await write(source, maillon)).nodes,
    async install(source, maillon = {}) {
      const { at, manifest, nodes } = await write(source, maillon)
      const isolated: IsolatedPackage = { name: manifest.name, version: manifest.version, permissions: manifest.permissions, entry: manifest.entry, folder: () => Promise.resolve(at) }
      installed.push(...nodes.map((node) => ({ definition: describedDefinition(node), module: null, isolated })))
      packages.replace('packages', installed)
    },
    run: (type, wish = {}) => host.run(assignmentOf(packages.catalogue.get(type, 1), { type, logs, wish })),
    async itemsOf(result) {
      const found: Item[] = []
      if (result.kind !== 'done') throw new Error(JSON.stringify(result))
      for await (const item of itemsOf(datasets, result.outputs)) found.push(item)
      return found
    },
    async close() {
      await host.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function assignmentOf(descriptor: NodeDescriptor | null, { type, logs, wish }: { readonly type: string; readonly logs: string[]; readonly wish: StepWish }): StepAssignment {
  const items = (wish.items ?? [{}]).map((json) => ({ json }))
  const node: PlanNode = {
    ...{ id: 'node-a', name: 'A', type, version: 1, trigger: null, params: {}, credentials: { auth: 'c1' }, mode: descriptor?.modes[0] ?? 'all', effects: 'none', light: false, runOnEmpty: false },
    ...{ retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } }, timeoutMs: 1000, onError: wish.onError ?? { choice: 'stop' }, untilFound: null, loop: null, spawn: null, disabled: false },
    ...{ inputs: ['main'], outputs: ['main'], incoming: [[]], outgoing: [[]], references: [] },
  }
  return {
    ...{ key: { runId: 'run-1', node: 0, iteration: '' }, attempt: 1, isLastAttempt: true, node: 0, references: [], ownRunId: 'run-1', heapMiB: wish.heapMiB ?? null, resumed: null, suspensions: 0, collected: null, idempotencyKey: 'run-1-0' },
    plan: {
      ...{ format: 'maillon.plan/2', flowName: 'Flux', timeZone: 'Europe/Paris', locale: 'fr', timeoutMs: 1000, lane: 'default', priority: 5 },
      ...{ overlap: { policy: 'queue', concurrency: 1 }, errorFlowId: null, returns: [], nodes: [node], edges: [] },
    },
    run: { id: 'run-1', workspaceId: 'w1', flowId: 'f1', origin: 'manual', startedAt: '2026-01-15T08:00:00.000Z', instant: null, isTest: false, isDryRun: false },
    inputs: [[{ kind: 'inline', count: items.length, bytes: 10, items }]],
    signal: wish.signal ?? new AbortController().signal,
    log: (_, message) => void logs.push(message),
    progress: () => undefined,
  }
}
