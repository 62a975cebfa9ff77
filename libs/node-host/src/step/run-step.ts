/**
 * One attempt of one step. Never rejects.
 *
 * 1. Whatever the node gave is either sealed as a whole or dropped as a whole.
 * 2. What leaves (items, logs, errors) is masked of the secrets that the attempt has seen.
 * 3. An attempt whose signal is aborted ends soon after, whether the node listens or not.
 * 4. Where a credential has a pace the attempt takes its place first, or is postponed (see `PacedCalls`).
 */
import { itemsOf, normaliseItem, type DatasetRef, type Item } from '@maillon/datasets'
import type { StepAssignment, StepResult } from '@maillon/engine'
import { isMaillonError, tellBare, toErrorInfo, type ErrorInfo, type ErrorWords, type JsonObject, type Locale, type LocalizedText } from '@maillon/kernel'
import { comeBackAtOnce, runDefinition, type DefinitionRun, type RunFacts, type RunParams, type RunReport, type RunServices } from '@maillon/node-sdk/host'
import type { NodeDefinition } from '@maillon/node-sdk'
import type { PlanNode } from '@maillon/plan'
import { hostsOf } from '../packages/hosts-of.js'
import { inPackageProcess } from '../packages/in-package-process.js'
import type { IsolatedPackage } from '../packages/isolated-package.js'
import { PacedCalls } from '../pace/paced-calls.js'
import { bindNode } from './bind-node.js'
import { copyCollected } from './copy-collected.js'
import type { BoundNode, HostParts } from './host-parts.js'
import { endWithSignal } from './end-with-signal.js'
import { emptyDataset, StepOutputs } from './step-outputs.js'
import { loadScope, type StepScope } from './step-scope.js'
import { StepSecrets } from './step-secrets.js'
import { createStepServices } from './step-services.js'
import { suspensionOf } from './suspension-of.js'

export async function runStep(host: HostParts, assignment: StepAssignment): Promise<StepResult> {
  const secrets = new StepSecrets()
  try {
    const node = assignment.plan.nodes[assignment.node]
    if (node === undefined) throw new Error(`The plan has no node ${assignment.node}`)
    assignment.signal.throwIfAborted()
    if (node.disabled) return await passThrough(host, assignment, node)
    if (assignment.run.isTest && node.pinned !== undefined) return await givePinned(host, assignment, node)
    if (node.spawn !== null) return await giveCollected(host, assignment, node)
    const bound = bindNode(host, node, acceptedAtOf(assignment))
    const { definition, module, isolated } = bound.loaded
    if (isolated?.newer !== undefined) assignment.log('info', earlierText(isolated)[assignment.plan.locale])
    if (definition.run === undefined && definition.runItem === undefined) return await passThrough(host, assignment, node)
    return await atPace(host, assignment, (calls) => {
      if (definition.descriptor.heavy === true && host.threads !== null && module !== null) return host.threads.run({ assignment, module })
      return inPackageProcess(host, { loaded: bound.loaded, attempt: assignment }, (running) => attempt(host, assignment, { node, bound, definition: running, secrets, calls }))
    })
  } catch (error) {
    return { kind: 'failed', error: secrets.error(errorOf(error, assignment.signal)) }
  }
}

/** Of the run at the top: turns of a loop are accepted one after the other, and belong to it. Its id begins with the time. */
function acceptedAtOf({ run, ownRunId }: StepAssignment): string {
  const ms = Number.parseInt(run.id.replaceAll('-', '').slice(0, 12), 16)
  return run.id === ownRunId || Number.isNaN(ms) ? run.startedAt : new Date(ms).toISOString()
}

function earlierText({ name, version, newer = '' }: IsolatedPackage): LocalizedText {
  return {
    fr: `Cette exécution a commencé avec ${name} ${version} et le garde, bien que ${newer} soit installé depuis.`,
    en: `This run began with ${name} ${version} and keeps it, although ${newer} has been installed since.`,
  }
}

/** Rule 4. */
async function atPace(host: HostParts, assignment: StepAssignment, run: (calls: PacedCalls) => Promise<StepResult>): Promise<StepResult> {
  const { pace: keeper, credentials, logger, clock } = host.options
  const calls = new PacedCalls({ keeper, assignment, logger, clock })
  if (keeper !== undefined) {
    const chosen = await Promise.all(Object.values(assignment.plan.nodes[assignment.node]?.credentials ?? {}).map((id) => credentials.open(assignment.run.workspaceId, id)))
    const forMs = await calls.begin(chosen.filter((one) => one !== null))
    if (forMs > 0) return { kind: 'postponed', forMs }
  }
  try {
    return await run(calls)
  } finally {
    await calls.end()
  }
}

interface Attempt {
  readonly calls: PacedCalls
  readonly node: PlanNode
  readonly bound: BoundNode
  /** What is run: of an installed package it leads into a process. */
  readonly definition: NodeDefinition
  readonly secrets: StepSecrets
}

async function attempt(host: HostParts, assignment: StepAssignment, { node, bound, definition, secrets, calls }: Attempt): Promise<StepResult> {
  const services = createStepServices(host, { assignment, node, secrets, calls, descriptor: definition.descriptor, ...hostsOf(bound.loaded) })
  const outputs = outputsOf(host, assignment, { node, secrets })
  let scope: StepScope | null = null
  try {
    scope = await loadScope(assignment, bound.params, { datasets: host.options.datasets, variables: host.options.variables, now: host.options.clock.now() })
    const running = runDefinition({
      definition,
      mode: node.mode,
      frame: { facts: factsOf(assignment, node), services },
      params: paramsOf(bound, scope),
      input: (port) => inputOf(host, assignment, port === undefined ? 0 : node.inputs.indexOf(port)),
      outputs,
      onError: node.onError,
      isLastAttempt: assignment.isLastAttempt,
      tell: (error) => masked((host.options.tellError ?? tellBare)(error, assignment.plan.locale), secrets),
      ...(assignment.run.isDryRun ? { comeBack: notWaiting(services.log, assignment.plan.locale) } : {}),
    })
    // A light node doesn't wait for anything that could hang.
    const report = await (node.light ? running : endWithSignal(running, assignment.signal))
    if (report.suspended !== undefined) {
      await outputs.close()
      return { kind: 'suspended', until: suspensionOf(report.suspended, secrets) }
    }
    return doneOf(await outputs.finish(), report, secrets)
  } catch (error) {
    await outputs.close()
    throw error
  } finally {
    await scope?.close()
    await services.close()
  }
}

function doneOf(sealed: Awaited<ReturnType<StepOutputs['finish']>>, report: RunReport, secrets: StepSecrets): StepResult {
  const { failedItems } = report
  return {
    kind: 'done',
    status: failedItems === undefined ? 'succeeded' : 'warned',
    outputs: sealed.outputs,
    ...(failedItems === undefined ? {} : { failedItems: { count: failedItems.count, first: secrets.error(failedItems.first) } }),
    ...(sealed.setAside === null ? {} : { setAside: sealed.setAside }),
  }
}

function outputsOf(host: HostParts, assignment: StepAssignment, about: { readonly node: PlanNode; readonly secrets: StepSecrets | null }): StepOutputs {
  const { key, attempt: number, run } = assignment
  return new StepOutputs({
    datasets: host.options.datasets,
    ports: about.node.outputs,
    // The id at the end: an attempt that was given up may still be writing.
    nameOf: (port) => [run.id, `${key.node}-${key.iteration}-${number}-${port}-${host.options.random.id()}`].map(keyPart).join('/'),
    mask: () => about.secrets?.itemMask() ?? null,
    ...(host.options.mostOutputBytes === undefined ? {} : { mostBytes: host.options.mostOutputBytes }),
  })
}

function keyPart(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9-]+/g, '-')
}

function factsOf(assignment: StepAssignment, node: PlanNode): RunFacts {
  const { run, plan } = assignment
  return {
    run: { id: run.id, flowId: run.flowId, flowName: plan.flowName, startedAt: run.startedAt, instant: run.instant },
    idempotencyKey: assignment.idempotencyKey,
    signal: assignment.signal,
    isTest: run.isTest,
    isDryRun: run.isDryRun,
    locale: plan.locale,
    resumed: assignment.resumed,
    timeZone: plan.timeZone,
    knownFields: (port) => node.knownFields?.[port === null ? 0 : node.inputs.indexOf(port)] ?? [],
  }
}

function paramsOf({ params }: BoundNode, scope: StepScope): RunParams {
  return {
    dependsOnItem: params.dependsOnItem,
    rowFields: params.rowFields,
    once: () => params.resolve(scope),
    forItem(item, index) {
      const moving = scope.moveTo(item, index)
      return moving === undefined ? params.resolve(scope) : moving.then(() => params.resolve(scope))
    },
  }
}

function inputOf(host: HostParts, assignment: StepAssignment, port: number): readonly Item[] | AsyncIterable<Item> {
  return itemsOf(host.options.datasets, assignment.inputs[port] ?? [], assignment.signal)
}

/** A disabled node, and a trigger (whose items the run brought along): what comes in goes on, by reference where that is possible. */
async function passThrough(host: HostParts, assignment: StepAssignment, node: PlanNode): Promise<StepResult> {
  const refs = assignment.inputs[0] ?? []
  const others = node.outputs.slice(1).map(() => emptyDataset)
  const [only] = refs
  if (node.outputs.length === 0) return { kind: 'done', status: 'succeeded', outputs: [] }
  if (refs.length <= 1) return { kind: 'done', status: 'succeeded', outputs: [only ?? emptyDataset, ...others] }
  return { kind: 'done', status: 'succeeded', outputs: [await joined(host, assignment, node), ...others] }
}

async function joined(host: HostParts, assignment: StepAssignment, node: PlanNode): Promise<DatasetRef> {
  const outputs = outputsOf(host, assignment, { node, secrets: null })
  try {
    for await (const item of inputOf(host, assignment, 0)) await outputs.first?.push(item, estimateOf(item))
    return (await outputs.finish()).outputs[0] ?? emptyDataset
  } catch (error) {
    await outputs.close()
    throw error
  }
}

/** A loop or a call, once its children are over. */
async function giveCollected(host: HostParts, assignment: StepAssignment, node: PlanNode): Promise<StepResult> {
  const outputs = outputsOf(host, assignment, { node, secrets: null })
  try {
    await copyCollected(host.options.datasets, assignment, outputs)
    return doneOf(await outputs.finish(), {}, new StepSecrets())
  } catch (error) {
    await outputs.close()
    throw error
  }
}

function notWaiting(log: RunServices['log'], locale: Locale): NonNullable<DefinitionRun['comeBack']> {
  const said = { fr: 'Simulation : on n’attend pas, comme si la réponse habituelle était arrivée.', en: 'Dry run: no waiting, as if the usual answer had come.' }
  return (until) => {
    log.info(said[locale])
    return comeBackAtOnce(until)
  }
}

function estimateOf(item: Item): number {
  return normaliseItem(item.json, item.files).bytes
}

async function givePinned(host: HostParts, assignment: StepAssignment, node: PlanNode): Promise<StepResult> {
  const outputs = outputsOf(host, assignment, { node, secrets: null })
  for (const [port, rows] of Object.entries(node.pinned ?? {})) {
    for (const row of rows as readonly JsonObject[]) {
      const { item, bytes } = normaliseItem(row)
      await outputs.port(port)?.push(item, bytes)
    }
  }
  return { kind: 'done', status: 'succeeded', outputs: (await outputs.finish()).outputs }
}

/** Rule 2. */
function masked({ sentence, hint }: ErrorWords, secrets: StepSecrets): ErrorWords {
  return { sentence: secrets.text(sentence), hint: hint === null ? null : secrets.text(hint) }
}

function errorOf(error: unknown, signal: AbortSignal): ErrorInfo {
  if (isMaillonError(error)) return error.info
  if (signal.aborted) return { code: 'NODE_RUN_ABORTED', kind: 'operational', retryable: true, params: {} }
  return toErrorInfo(error)
}
