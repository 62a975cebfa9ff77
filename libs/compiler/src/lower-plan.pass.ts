import type { Reference } from '@maillon/expressions'
import type { FlowNode, RetrySettings } from '@maillon/flow-document'
import { effectsOf, type NodeDescriptor } from '@maillon/node-contract'
import { planFormat, type Plan, type PlanEdge, type PlanErrorChoice, type PlanNode, type PlanReference, type PlanRetry } from '@maillon/plan'
import type { Compiling } from './compiling.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'
import { readParams } from './read-params.js'
import type { Upstream } from './upstream.js'

/** The checked graph as the plan that the engine runs: indices in running order, every default filled in. */
export function lowerPlan({ document, context }: Compiling, graph: FlowGraph, { order, upstream }: { readonly order: readonly number[]; readonly upstream: Upstream }): Plan {
  const planIndex = new Int32Array(graph.nodes.length)
  for (const [at, index] of order.entries()) planIndex[index] = at
  const edges = graph.edges.map((edge): PlanEdge => ({ ...edge, fromNode: planIndex[edge.fromNode] ?? 0, toNode: planIndex[edge.toNode] ?? 0 }))
  const triggers = order.filter((index) => graph.nodes[index]?.isTrigger === true && !graph.nodes[index].isDisabled)
  const { settings } = document
  const policy = settings.overlap ?? 'queue'
  return {
    format: planFormat,
    flowName: document.name,
    timeZone: settings.timeZone ?? context.timeZone,
    locale: settings.locale ?? context.locale,
    timeoutMs: settings.timeoutMs ?? 3_600_000,
    lane: settings.lane ?? 'default',
    priority: settings.priority ?? 5,
    overlap: { policy, concurrency: policy === 'parallel' ? (settings.concurrency ?? 1) : 1 },
    errorFlowId: null,
    returns: [],
    nodes: order.map((index) => planNode({ graph, upstream, planIndex, triggers }, index)),
    edges,
  }
}

interface Lowering {
  readonly graph: FlowGraph
  readonly upstream: Upstream
  readonly planIndex: Int32Array
  /** Indices of the triggers that may fire. */
  readonly triggers: readonly number[]
}

function planNode(lowering: Lowering, index: number): PlanNode {
  const graphNode = lowering.graph.nodes[index] as GraphNode
  const { node, inputs, outputs, incoming, outgoing } = graphNode
  const descriptor = graphNode.descriptor as NodeDescriptor
  const effects = effectsOf(descriptor, node.params)
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    version: node.version,
    trigger: descriptor.trigger ?? null,
    params: node.params,
    credentials: Object.fromEntries(Object.entries(node.credentials ?? {}).flatMap(([slot, ref]) => (ref.id === '' ? [] : [[slot, ref.id]]))),
    mode: graphNode.mode,
    effects,
    light: descriptor.light && effects === 'none',
    runOnEmpty: descriptor.runOnEmpty,
    retry: planRetry(node.retry),
    timeoutMs: node.timeoutMs ?? descriptor.timeoutMs,
    onError: planErrorChoice(node),
    untilFound: null,
    loop: null,
    spawn: null,
    disabled: graphNode.isDisabled,
    inputs: inputs.map((port) => port.id),
    outputs: outputs.map((port) => port.id),
    incoming,
    outgoing,
    references: graphNode.isDisabled ? [] : planReferences(lowering, index),
    ...(node.pinned === undefined ? {} : { pinned: node.pinned }),
  }
}

const defaultRetry: PlanRetry = { attempts: 3, wait: { kind: 'exponential', firstMs: 10_000, maxMs: 300_000, jitter: true } }

function planRetry(retry: RetrySettings | undefined): PlanRetry {
  if (retry === undefined) return defaultRetry
  const { attempts, wait } = retry
  return { attempts, wait: wait.kind === 'exponential' ? { ...wait, jitter: wait.jitter ?? true } : wait }
}

function planErrorChoice({ onError }: FlowNode): PlanErrorChoice {
  if (onError === undefined) return { choice: 'stop' }
  return onError.choice === 'replace' ? { choice: 'replace', value: onError.value ?? {} } : { choice: onError.choice }
}

/**
 * What the node's expressions read of earlier nodes, each once. `trigger.x` reads the first row of every trigger that
 * leads here: in a run only one of them fired, and the others' references are null.
 */
function planReferences(lowering: Lowering, index: number): readonly PlanReference[] {
  const { descriptor, node } = lowering.graph.nodes[index] as GraphNode
  const found: PlanReference[] = []
  for (const expression of readParams(descriptor as NodeDescriptor, node.params).expressions) {
    if (!expression.parsed.ok) continue
    for (const reference of expression.parsed.value.references) {
      for (const read of readOf(lowering, index, reference)) {
        if (!found.some((other) => other.node === read.node && other.port === read.port && other.use === read.use)) found.push(read)
      }
    }
  }
  return found
}

const nothing: readonly PlanReference[] = []

function readOf({ graph, upstream, planIndex, triggers }: Lowering, index: number, reference: Reference): readonly PlanReference[] {
  if (reference.root === 'trigger') return triggers.filter((at) => upstream.has(index, at)).map((at) => ({ node: planIndex[at] ?? 0, port: 0, use: 'first' }))
  const target = reference.nodeId === null ? undefined : graph.indexOf.get(reference.nodeId)
  if (target === undefined || reference.use === null) return nothing
  const port = reference.port === null ? 0 : (graph.nodes[target] as GraphNode).outputs.findIndex((output) => output.id === reference.port)
  return [{ node: planIndex[target] ?? 0, port: Math.max(0, port), use: reference.use }]
}
