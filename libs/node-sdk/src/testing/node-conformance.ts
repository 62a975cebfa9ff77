import { deepStrictEqual, ok } from 'node:assert/strict'
import type { Item } from '@maillon/datasets'
import type { JsonObject } from '@maillon/kernel'
import { inputPorts, outputPorts, type EarlierSettings, type NodeExample } from '@maillon/node-contract'
import type { NodeDefinition } from '../define-node.js'
import { bindParams } from '../host/bind-params.js'
import { migrateSettings } from '../host/migrate-settings.js'
import { createParamsChecker } from '../host/params-checker.js'
import { descriptorFindings } from './descriptor-findings.js'
import { testNode, type TestNodeOptions } from './test-node.js'

/** The promises of a node. description: it says everything about itself in both languages; examples: it takes and gives what they say; earlier: it takes settings of earlier versions over. */
export const conformancePromises = ['description', 'examples', 'earlier', 'effects', 'abort', 'streaming'] as const
export type ConformancePromise = (typeof conformancePromises)[number]

/** One promise that every node keeps. `run` throws where this one doesn't. */
export interface ConformanceCheck {
  readonly promise: ConformancePromise
  readonly title: string
  /** Milliseconds that it may take. */
  readonly timeoutMs: number
  run(): Promise<void>
}

/** The two functions of a test runner (vitest, jest, node:test) that the suite needs. */
export interface TestRunner {
  describe(title: string, body: () => void): unknown
  it(title: string, body: () => Promise<void>, timeoutMs: number): unknown
}

export interface ConformanceOptions {
  /** What the examples need around them: files, credentials, a fake server. */
  readonly world?: () => Pick<TestNodeOptions, 'http' | 'files' | 'folders' | 'credentials' | 'scope' | 'state'>
  /** Items of the streaming check. Default 100,000. */
  readonly streamed?: number
  /** How much the heap may grow meanwhile, MiB. Default 150. */
  readonly heapMiB?: number
}

/** Registers the conformance suite of a node with a test runner: `nodeConformance(myNode, { describe, it })`. */
export function nodeConformance(definition: NodeDefinition, runner: TestRunner, options: ConformanceOptions = {}): void {
  runner.describe(`${definition.descriptor.type} keeps the promises of a node`, () => {
    for (const check of conformanceChecks(definition, options)) runner.it(check.title, () => check.run(), check.timeoutMs)
  })
}

/** The checks themselves, for whoever runs them without a test runner (`maillon node test`). */
export function conformanceChecks(definition: NodeDefinition, options: ConformanceOptions = {}): readonly ConformanceCheck[] {
  const { descriptor } = definition
  const runnable = descriptor.examples.filter((example) => example.output !== undefined)
  const [first] = runnable
  const checks: ConformanceCheck[] = [
    {
      promise: 'description',
      title: 'says everything about itself, in both languages',
      timeoutMs: 10_000,
      run: async () => deepStrictEqual(descriptorFindings(definition), []),
    },
    ...descriptor.examples.map((example) => ({
      promise: 'examples' as const,
      title: `takes the parameters of “${example.title.en}”`,
      timeoutMs: 10_000,
      run: () => takesParams(definition, example),
    })),
    ...runnable.map((example) => ({
      promise: 'examples' as const,
      title: `gives what the example “${example.title.en}” says`,
      timeoutMs: 30_000,
      run: () => givesOutput(definition, example, options),
    })),
    ...checksOfEarlier(definition),
  ]
  if (descriptor.trigger !== undefined || descriptor.construct !== undefined) return checks
  if (first === undefined) return [...checks, ...checksWithoutWorld(definition, options)]
  const [port] = inputPorts(descriptor, first.params)
  const sample = port === undefined ? undefined : first.input[port.id]?.[0]
  checks.push({
    promise: 'effects',
    title: 'does nothing outside that it does not declare, and no write in a dry run',
    timeoutMs: 30_000,
    run: () => hasNoOtherEffects(definition, first, options),
  })
  checks.push({
    promise: 'abort',
    title: 'stops before it begins where it is aborted',
    timeoutMs: 10_000,
    run: () => stopsWhenAborted(definition, first, options),
  })
  if (port !== undefined && sample !== undefined) {
    checks.push({
      promise: 'abort',
      title: 'stops in the middle of its input where it is aborted',
      timeoutMs: 30_000,
      run: () => stopsInTheMiddle(definition, { example: first, port: port.id, sample }, options),
    })
    checks.push({
      promise: 'streaming',
      title: 'streams a great many items within its memory',
      timeoutMs: 120_000,
      run: () => streams(definition, { example: first, port: port.id, sample }, options),
    })
  }
  return checks
}

function checksOfEarlier(definition: NodeDefinition): readonly ConformanceCheck[] {
  return (definition.descriptor.earlier ?? []).map((earlier, index) => ({
    promise: 'earlier',
    title: `takes settings of version ${earlier.version} over (${index + 1})`,
    timeoutMs: 10_000,
    run: () => takesOver(definition, earlier),
  }))
}

/** Of a node whose examples need an outside server: what can be seen of it without one. */
function checksWithoutWorld(definition: NodeDefinition, options: ConformanceOptions): readonly ConformanceCheck[] {
  const [example] = definition.descriptor.examples
  if (example === undefined) return []
  return [
    { promise: 'effects', title: 'writes nothing in a dry run, and is no bug there', timeoutMs: 30_000, run: () => staysQuiet(definition, example, options) },
    { promise: 'abort', title: 'stops before it begins where it is aborted', timeoutMs: 10_000, run: () => stopsWhenAborted(definition, example, options) },
  ]
}

async function staysQuiet(definition: NodeDefinition, example: NodeExample, options: ConformanceOptions): Promise<void> {
  const dry = await testNode(definition, { http: () => ({ json: {} }), ...options.world?.(), params: example.params, inputs: example.input, isDryRun: true })
  ok(dry.error?.kind !== 'bug', `the dry run showed a bug: ${JSON.stringify(dry.error)}`)
  deepStrictEqual(
    dry.effects.filter(({ kind }) => kind === 'write'),
    [],
    'writes in a dry run',
  )
}

async function takesParams({ descriptor }: NodeDefinition, { params }: Pick<NodeExample, 'params'>): Promise<void> {
  const bound = bindParams(descriptor, params, createParamsChecker())
  // With expressions the values are known only when it runs; without, they are checked here.
  if (bound.roots.size === 0) bound.check()
}

/** What it says comes out, twice the same, and the definition takes it. Settings of which a person has filled nothing in are settings too. */
async function takesOver(definition: NodeDefinition, { version, params, becomes }: EarlierSettings): Promise<void> {
  deepStrictEqual(migrateSettings(definition, params, version), becomes)
  deepStrictEqual(migrateSettings(definition, params, version), becomes, 'the same settings gave others the second time')
  await takesParams(definition, { params: becomes })
  migrateSettings(definition, {}, version)
}

async function givesOutput(definition: NodeDefinition, example: NodeExample, options: ConformanceOptions): Promise<void> {
  const result = await testNode(definition, { ...options.world?.(), params: example.params, inputs: example.input })
  ok(result.error === null, `it failed: ${JSON.stringify(result.error)}`)
  const expected = Object.fromEntries(outputPorts(definition.descriptor, example.params).map((port) => [port.id, example.output?.[port.id] ?? []]))
  deepStrictEqual(result.json, expected)
}

async function hasNoOtherEffects(definition: NodeDefinition, example: NodeExample, options: ConformanceOptions): Promise<void> {
  const { effects, effectsWhen } = definition.descriptor
  const given = { params: example.params, inputs: example.input }
  const real = await testNode(definition, { ...options.world?.(), ...given })
  const allowed = new Set([effects, ...(effectsWhen === undefined ? [] : [effectsWhen.effects])])
  const undeclared = real.effects.filter(({ kind }) => (kind === 'write' ? !allowed.has('write') : !allowed.has('write') && !allowed.has('read')))
  deepStrictEqual(undeclared, [], 'effects that the definition does not declare')
  const dry = await testNode(definition, { ...options.world?.(), ...given, isDryRun: true })
  ok(dry.error === null, `the dry run failed: ${JSON.stringify(dry.error)}`)
  deepStrictEqual(
    dry.effects.filter(({ kind }) => kind === 'write'),
    [],
    'writes in a dry run',
  )
}

async function stopsWhenAborted(definition: NodeDefinition, example: NodeExample, options: ConformanceOptions): Promise<void> {
  const result = await testNode(definition, {
    ...options.world?.(),
    params: example.params,
    inputs: example.input,
    signal: AbortSignal.abort(new Error('cancelled')),
  })
  ok(result.status === 'failed', 'an aborted attempt succeeded')
  deepStrictEqual(result.effects, [])
}

interface Sample {
  readonly example: NodeExample
  readonly port: string
  readonly sample: JsonObject
}

async function stopsInTheMiddle(definition: NodeDefinition, about: Sample, options: ConformanceOptions): Promise<void> {
  const controller = new AbortController()
  let given = 0
  async function* endless(): AsyncGenerator<Item> {
    for (;;) {
      given += 1
      if (given === 500) setImmediate(() => controller.abort(new Error('cancelled')))
      if (given % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
      controller.signal.throwIfAborted()
      yield { json: about.sample }
    }
  }
  // Ports other than the first come from the example.
  const others = Object.fromEntries(Object.entries(about.example.input).filter(([port]) => port !== about.port))
  const result = await testNode(definition, {
    ...options.world?.(),
    params: about.example.params,
    inputs: others,
    inputItems: { [about.port]: endless() },
    signal: controller.signal,
    keepItems: false,
  })
  // A node that needs only the first rows may well be done before; one that goes on must stop.
  ok(result.status === 'failed' || given < 500, 'it went on after the abort')
}

async function streams(definition: NodeDefinition, about: Sample, options: ConformanceOptions): Promise<void> {
  const total = options.streamed ?? 100_000
  const before = process.memoryUsage().heapUsed
  let most = before
  async function* many(): AsyncGenerator<Item> {
    for (let index = 0; index < total; index += 1) {
      if (index % 5000 === 0) most = Math.max(most, process.memoryUsage().heapUsed)
      yield { json: about.sample }
    }
  }
  const others = Object.fromEntries(Object.entries(about.example.input).filter(([port]) => port !== about.port))
  const result = await testNode(definition, {
    ...options.world?.(),
    params: about.example.params,
    inputs: others,
    inputItems: { [about.port]: many() },
    keepItems: false,
  })
  ok(result.error === null, `it failed: ${JSON.stringify(result.error)}`)
  const grown = Math.round((most - before) / 1024 / 1024)
  ok(grown <= (options.heapMiB ?? 150), `the heap grew by ${grown} MiB over ${total} items`)
}
