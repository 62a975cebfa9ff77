import type { Item } from '@maillon/datasets'
import { scopeWith, type Scope } from '@maillon/expressions'
import { isMaillonError, tellBare, toErrorInfo, type ErrorInfo, type Json, type JsonObject, type Locale } from '@maillon/kernel'
import { inputPorts, outputPorts, type NodeMode } from '@maillon/node-contract'
import type { HttpRequest, Resumed, SuspendUntil } from '../context.js'
import type { NodeDefinition } from '../define-node.js'
import { bindParams } from '../host/bind-params.js'
import { comeBackAtOnce } from '../host/come-back-at-once.js'
import { migrateSettings } from '../host/migrate-settings.js'
import type { DefinitionRun, ItemErrorChoice, RunReport } from '../host/definition-run.js'
import { createParamsChecker } from '../host/params-checker.js'
import { runDefinition } from '../host/run-definition.js'
import { collectOutputs, type CollectedOutputs } from './collected-outputs.js'
import type { FakeServer } from './fake-http.js'
import { createMemoryFiles, type MemoryFiles } from './memory-files.js'
import type { MemoryFolders } from './memory-folders.js'
import type { WorkspaceForTest } from './test-workspace.js'
import { createTestServices, type ObservedEffect, type TestLogLine, type TestServices } from './test-services.js'

/** What a test gives a node. All of it may be left out. */
export interface TestNodeOptions {
  /** As drawn: defaults are filled in, `{{…}}` is resolved. Default `{}`. */
  readonly params?: JsonObject
  /** `params` are those that this earlier version kept: `migrate` takes them over first. Absent: they are of the definition's own version. */
  readonly fromVersion?: number
  /** Items of the first input port. Default none. */
  readonly items?: readonly JsonObject[]
  /** Items by input port, where there are several. */
  readonly inputs?: { readonly [port: string]: readonly JsonObject[] }
  /** Items with files, by input port. */
  readonly inputItems?: { readonly [port: string]: readonly Item[] | AsyncIterable<Item> }
  /** Default: the definition's first mode. */
  readonly mode?: NodeMode
  /** Default: none there. Make one with `createMemoryFiles()` to put files in before. */
  readonly files?: MemoryFiles
  /** Default: none are opened. Make them with `createMemoryFolders({ inbox: { 'a.csv': '…' } })`. */
  readonly folders?: MemoryFolders
  /** Answers the node's requests. Absent: a request is an error. */
  readonly http?: FakeServer
  readonly credentials?: { readonly [slot: string]: { readonly type: string; readonly values: { readonly [field: string]: Json } } }
  readonly state?: { readonly [key: string]: Json }
  /** Collections, the directory, past runs. Default: nothing is kept. The collections given here are changed in place. */
  readonly workspace?: WorkspaceForTest
  /** See `AllContext.knownFields`, by input port. Default none. */
  readonly knownFields?: { readonly [port: string]: readonly string[] }
  /** Default `{ choice: 'stop' }`. */
  readonly onError?: ItemErrorChoice
  /** Default true. */
  readonly isLastAttempt?: boolean
  readonly isTest?: boolean
  readonly isDryRun?: boolean
  /** Default `en`. */
  readonly locale?: Locale
  /** Default `Europe/Paris`. */
  readonly timeZone?: string
  /** How the node's waits end, one after the other. Default for those that are left: the time is over, or the usual button was pressed. */
  readonly resumed?: readonly Resumed[]
  /** Milliseconds since the epoch. Default 2026-01-15T08:00:00Z. */
  readonly now?: number
  readonly signal?: AbortSignal
  /** False: outputs are only counted, not kept (for a great many items). Default true. */
  readonly keepItems?: boolean
  /** What expressions read besides the items: the rows of earlier nodes (first and all), `variables`, `trigger`. */
  readonly scope?: { readonly nodes?: { readonly [id: string]: readonly JsonObject[] }; readonly variables?: JsonObject; readonly trigger?: JsonObject }
}

export interface TestNodeResult {
  readonly status: 'succeeded' | 'warned' | 'failed'
  /** What each output port gave, by port; every port of the node is there. */
  readonly outputs: { readonly [port: string]: readonly Item[] }
  /** The same without files: what most tests compare. */
  readonly json: { readonly [port: string]: readonly JsonObject[] }
  /** Items given, by port. */
  readonly counts: { readonly [port: string]: number }
  readonly logs: readonly TestLogLine[]
  /** Why the node failed; null unless `status` is `failed`. */
  readonly error: ErrorInfo | null
  readonly failedItems: { readonly count: number; readonly first: ErrorInfo } | null
  readonly setAside: readonly Item[]
  readonly files: MemoryFiles
  readonly requests: readonly HttpRequest[]
  /** What it did outside, to be compared with its declared effects. */
  readonly effects: readonly ObservedEffect[]
  readonly state: ReadonlyMap<string, Json>
  /** What it waited for, one after the other: in a test every wait comes back at once. */
  readonly waits: readonly SuspendUntil[]
}

/**
 * Runs a node over given parameters and items, by the same code as the product, in a small world in memory. Never throws for the node's own errors.
 * @throws Error where settings of an earlier version can't be taken over
 */
export async function testNode(definition: NodeDefinition, given: TestNodeOptions = {}): Promise<TestNodeResult> {
  const options = given.fromVersion === undefined ? given : { ...given, params: migrateSettings(definition, given.params ?? {}, given.fromVersion) }
  const files = options.files ?? createMemoryFiles()
  const now = options.now ?? Date.UTC(2026, 0, 15, 8)
  const services = createTestServices({ ...options, files, now: () => now })
  const params = options.params ?? {}
  const ports = outputPorts(definition.descriptor, params).map((port) => port.id)
  const outputs = collectOutputs(options.onError?.choice === 'branch' ? [...ports, 'error'] : ports, options.keepItems ?? true)
  try {
    const report = await runDefinition(runOf(definition, options, { services, outputs }))
    return resultOf({ status: report.failedItems === undefined ? 'succeeded' : 'warned', report, error: null }, { files, services, outputs })
  } catch (error) {
    return resultOf({ status: 'failed', report: {}, error: errorOf(error) }, { files, services, outputs })
  } finally {
    await files.dispose()
  }
}

/** A test's clock stands still; turns are measured by it, so the thread is let go by every look. */
function runOf(
  definition: NodeDefinition,
  options: TestNodeOptions,
  world: { readonly services: TestServices; readonly outputs: CollectedOutputs },
): DefinitionRun {
  const { descriptor } = definition
  const bound = bindParams(descriptor, options.params ?? {}, createParamsChecker())
  const items = inputsOf(definition, options)
  const [first] = inputPorts(descriptor, options.params ?? {})
  const scope = testScope(options, world.services.now())
  return {
    definition,
    mode: options.mode ?? descriptor.modes[0] ?? 'all',
    frame: { services: world.services, facts: factsOf(options, world.services.now()) },
    params: {
      dependsOnItem: bound.dependsOnItem,
      rowFields: bound.rowFields,
      once: () => bound.resolve(scope),
      forItem: (item, index) => bound.resolve({ ...scope, item: item.json, index }),
    },
    input: (port) => items.get(port ?? first?.id ?? 'main') ?? [],
    outputs: world.outputs,
    onError: options.onError ?? { choice: 'stop' },
    isLastAttempt: options.isLastAttempt ?? true,
    tell: (error) => tellBare(error, options.locale ?? 'en'),
    comeBack(until) {
      const end = options.resumed?.[world.services.waits.length] ?? comeBackAtOnce(until)
      world.services.waits.push(until)
      return end
    },
  }
}

function testScope(options: TestNodeOptions, now: number): Scope {
  const { nodes = {}, variables = {}, trigger = null } = options.scope ?? {}
  const { run, locale, timeZone } = factsOf(options, now)
  const rowsOf = (id: string) => (Object.hasOwn(nodes, id) ? nodes[id] : undefined)
  return scopeWith({
    now: new Date(now).toISOString(),
    locale,
    timeZone,
    run: { id: run.id, startedAt: run.startedAt, instant: run.instant },
    flow: { id: run.flowId, name: run.flowName },
    trigger,
    variables,
    node(id) {
      const rows = rowsOf(id)
      return rows === undefined ? null : { first: () => rows[0] ?? null, all: () => rows, same: () => null }
    },
  })
}

function factsOf(options: TestNodeOptions, now: number): DefinitionRun['frame']['facts'] {
  return {
    run: { id: 'run-1', flowId: 'flow-1', flowName: 'Test', startedAt: new Date(now).toISOString(), instant: null },
    idempotencyKey: 'run-1-0',
    signal: options.signal ?? new AbortController().signal,
    isTest: options.isTest ?? false,
    isDryRun: options.isDryRun ?? false,
    locale: options.locale ?? 'en',
    resumed: null,
    knownFields: (port) => options.knownFields?.[port ?? 'main'] ?? [],
    timeZone: options.timeZone ?? 'Europe/Paris',
  }
}

function inputsOf(definition: NodeDefinition, options: TestNodeOptions): ReadonlyMap<string, readonly Item[] | AsyncIterable<Item>> {
  const [first] = inputPorts(definition.descriptor, options.params ?? {})
  const items = new Map<string, readonly Item[] | AsyncIterable<Item>>()
  for (const [port, rows] of Object.entries(options.inputs ?? {}))
    items.set(
      port,
      rows.map((json) => ({ json })),
    )
  for (const [port, given] of Object.entries(options.inputItems ?? {})) items.set(port, given)
  if (options.items !== undefined)
    items.set(
      first?.id ?? 'main',
      options.items.map((json) => ({ json })),
    )
  return items
}

function resultOf(
  outcome: { readonly status: TestNodeResult['status']; readonly report: RunReport; readonly error: ErrorInfo | null },
  world: { readonly files: MemoryFiles; readonly services: TestServices; readonly outputs: CollectedOutputs },
): TestNodeResult {
  const { files, services, outputs } = world
  return {
    status: outcome.status,
    outputs: outputs.items,
    json: Object.fromEntries(Object.entries(outputs.items).map(([port, items]) => [port, items.map((item) => item.json)])),
    counts: outputs.counts,
    logs: services.logs,
    error: outcome.error,
    failedItems: outcome.report.failedItems ?? null,
    setAside: outputs.asideItems,
    files,
    requests: services.requests,
    effects: services.effects,
    state: services.state.values,
    waits: services.waits,
  }
}

function errorOf(thrown: unknown): ErrorInfo {
  if (isMaillonError(thrown)) return thrown.info
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'NODE_RUN_ABORTED', kind: 'operational', retryable: false, params: {} }
  return toErrorInfo(thrown)
}
