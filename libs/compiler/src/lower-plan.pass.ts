import type { Reference } from '@maillon/expressions'
import type { FlowNode, RetrySettings } from '@maillon/flow-document'
import { effectsOf, type NodeDescriptor } from '@maillon/node-contract'
import { isJsonObject, type JsonObject } from '@maillon/kernel'
import { planFormat, type Plan, type PlanEdge, type PlanErrorChoice, type PlanNode, type PlanReference, type PlanRetry, type PlanSpawn } from '@maillon/plan'
import type { Compiling } from './compiling.js'
import { collectedBy, meantPort } from './containers.js'
import { passingPort, type FlowGraph, type GraphNode } from './flow-graph.js'
import { knownFields } from './known-fields.js'
import { readParams } from './read-params.js'
import type { InferredShapes } from './shapes/infer-shapes.pass.js'
import type { Upstream } from './upstream.js'

/** The checked graph as the plan that the engine runs: indices in running order, every default filled in. */
export function lowerPlan({ document, context }: Compiling, graph: FlowGraph, { order, upstream, shapes }: { readonly order: readonly number[]; readonly upstream: Upstream; readonly shapes: InferredShapes }): Plan {
  // What stands in a disabled loop is passed by with it: it has no place in the plan.
  const running = order.filter((index) => !isInDisabledLoop(graph, index))
  const planIndex = new Int32Array(graph.nodes.length).fill(-1)
  for (const [at, index] of running.entries()) planIndex[index] = at
  const { edges, edgeIndex } = planEdges(graph, planIndex)
  const triggers = running.filter((index) => graph.nodes[index]?.isTrigger === true && !graph.nodes[index].isDisabled)
  const lowering: Lowering = { graph, upstream, shapes, planIndex, edgeIndex, triggers }
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
    errorFlowId: settings.errorFlow?.id ?? null,
    returns: running.flatMap((index, node) => (isReturn(graph.nodes[index] as GraphNode) ? [{ node, port: 0 }] : [])),
    nodes: running.map((index) => planNode(lowering, index)),
    edges,
  }
}

interface Lowering {
  readonly graph: FlowGraph
  readonly upstream: Upstream
  readonly shapes: InferredShapes
  /** -1: not in the plan. */
  readonly planIndex: Int32Array
  readonly edgeIndex: Int32Array
  /** Indices of the triggers that may fire. */
  readonly triggers: readonly number[]
}

function isInDisabledLoop({ nodes, loopOf }: FlowGraph, index: number): boolean {
  const loop = loopOf[index] ?? null
  return loop !== null && nodes[loop]?.isDisabled === true
}

function isReturn({ descriptor, isDisabled }: GraphNode): boolean {
  return descriptor?.construct === 'return' && !isDisabled
}

/** The edges between nodes of the plan, and where each of the graph's is among them (-1: it is none). */
function planEdges(graph: FlowGraph, planIndex: Int32Array): { readonly edges: readonly PlanEdge[]; readonly edgeIndex: Int32Array } {
  const edgeIndex = new Int32Array(graph.edges.length).fill(-1)
  const edges: PlanEdge[] = []
  for (const [at, edge] of graph.edges.entries()) {
    const [fromNode = -1, toNode = -1] = [planIndex[edge.fromNode], planIndex[edge.toNode]]
    if (fromNode === -1 || toNode === -1) continue
    const hidden = hiddenPorts(graph.nodes[edge.fromNode] as GraphNode)
    edgeIndex[at] = edges.push({ ...edge, fromNode, toNode, fromPort: edge.fromPort - hidden }) - 1
  }
  return { edges, edgeIndex }
}

/** The first outputs that a node has on the canvas and not in the plan: of a disabled loop, the one into its body. What comes in then leaves by the first. */
function hiddenPorts(node: GraphNode): number {
  return node.isDisabled ? passingPort(node) : 0
}

function planNode(lowering: Lowering, index: number): PlanNode {
  const graphNode = lowering.graph.nodes[index] as GraphNode
  const { node, inputs, outputs, incoming, outgoing } = graphNode
  const descriptor = graphNode.descriptor as NodeDescriptor
  const effects = effectsOf(descriptor, node.params)
  const hidden = hiddenPorts(graphNode)
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
    runOnEmpty: node.runOnEmpty ?? descriptor.runOnEmpty,
    retry: planRetry(node.retry),
    timeoutMs: node.timeoutMs ?? descriptor.timeoutMs,
    onError: planErrorChoice(node),
    untilFound: node.untilFound === undefined ? null : planRetry(node.untilFound),
    loop: planLoop(lowering, index),
    spawn: graphNode.isDisabled ? null : planSpawn(lowering, index),
    disabled: graphNode.isDisabled,
    inputs: inputs.map((port) => port.id),
    outputs: outputs.slice(hidden).map((port) => port.id),
    incoming: planPorts(lowering, incoming),
    outgoing: planPorts(lowering, outgoing.slice(hidden)),
    ...(graphNode.isDisabled ? { references: [] } : { references: planReferences(lowering, index), ...knownFields(graphNode, lowering.shapes.inputs[index] ?? []) }),
    ...(node.pinned === undefined ? {} : { pinned: node.pinned }),
  }
}

function planPorts({ edgeIndex }: Lowering, ports: GraphNode['incoming']): PlanNode['incoming'] {
  return ports.map((edges) => edges.flatMap((edge) => (edgeIndex[edge] === undefined || edgeIndex[edge] === -1 ? [] : [edgeIndex[edge]])))
}

function planLoop({ graph, planIndex }: Lowering, index: number): number | null {
  const loop = graph.loopOf[index] ?? null
  return loop === null ? null : (planIndex[loop] ?? null)
}

/** Loops take one row after the other, calls all rows at once, where their parameters don't say otherwise. */
function planSpawn({ graph, planIndex }: Lowering, index: number): PlanSpawn | null {
  const { descriptor, node: { params } } = graph.nodes[index] as GraphNode
  const batchSize = numberAt(params, 'batchSize')
  const concurrency = numberAt(params, 'concurrency') ?? 1
  if (descriptor?.construct === 'loop') {
    const collect = collectedBy(graph, index).map(({ node, port }) => ({ node: planIndex[node] ?? 0, port: port - hiddenPorts(graph.nodes[node] as GraphNode) }))
    return { kind: 'iteration', batchSize: batchSize ?? 1, concurrency, waits: true, collect, flowId: null }
  }
  if (descriptor?.construct !== 'call') return null
  const flow = params['flow']
  return { kind: 'flow', batchSize, concurrency, waits: params['waits'] !== false, collect: [], flowId: isJsonObject(flow) && typeof flow['id'] === 'string' ? flow['id'] : null }
}

function numberAt(params: JsonObject, name: string): number | null {
  const value = params[name]
  return typeof value === 'number' ? value : null
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
  const named = graph.nodes[target] as GraphNode
  const port = reference.port === null ? meantPort(graph, index, target) : named.outputs.findIndex((output) => output.id === reference.port)
  return [{ node: planIndex[target] ?? 0, port: Math.max(0, port - hiddenPorts(named)), use: reference.use }]
}
