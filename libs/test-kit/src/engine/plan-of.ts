import { planFormat, type Plan, type PlanEdge, type PlanNode } from '@maillon/plan'

export interface PlanSketch {
  /** By node id, in topological order. The first is the trigger. Ports: one `main` each way where nothing else is said. */
  readonly nodes: { readonly [id: string]: Partial<Omit<PlanNode, 'id' | 'incoming' | 'outgoing'>> }
  /** `a -> b`, `condition.true -> b`, `a -> join.right`. */
  readonly edges: readonly string[]
  readonly plan?: Partial<Pick<Plan, 'timeoutMs' | 'overlap' | 'lane' | 'priority' | 'errorFlowId' | 'returns'>>
}

/** A plan for tests, without the compiler. Light nodes without effects unless a node says otherwise; no overlap limit. */
export function planOf(sketch: PlanSketch): Plan {
  const ids = Object.keys(sketch.nodes)
  const bare = ids.map((id, index) => nodeOf(id, index === 0, sketch.nodes[id] ?? {}))
  const edges = sketch.edges.map((text) => edgeOf(text, bare))
  const nodes = bare.map((node, index) => ({
    ...node,
    incoming: node.inputs.map((_, port) => edges.flatMap((edge, at) => (edge.toNode === index && edge.toPort === port ? [at] : []))),
    outgoing: node.outputs.map((_, port) => edges.flatMap((edge, at) => (edge.fromNode === index && edge.fromPort === port ? [at] : []))),
  }))
  return {
    format: planFormat, flowName: 'Test', timeZone: 'UTC', locale: 'en', timeoutMs: 3_600_000, lane: 'default', priority: 5,
    overlap: { policy: 'parallel', concurrency: 1_000 }, errorFlowId: null, returns: [], ...sketch.plan, nodes, edges,
  }
}

function nodeOf(id: string, isTrigger: boolean, given: Partial<PlanNode>): PlanNode {
  return {
    id, name: id, type: isTrigger ? 'core.manual' : 'test.node', version: 1, trigger: isTrigger ? 'manual' : null, params: {}, credentials: {}, mode: 'all', effects: 'none',
    light: false, runOnEmpty: false, retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } }, timeoutMs: 60_000, onError: { choice: 'stop' }, untilFound: null, loop: null, spawn: null, disabled: false,
    inputs: isTrigger ? [] : ['main'], outputs: ['main'], incoming: [], outgoing: [], references: [], ...given,
  }
}

function edgeOf(text: string, nodes: readonly PlanNode[]): PlanEdge {
  const [from = '', to = ''] = text.split('->').map((end) => end.trim())
  const source = endOf(from, nodes, 'outputs')
  const target = endOf(to, nodes, 'inputs')
  return { fromNode: source.node, fromPort: source.port, toNode: target.node, toPort: target.port }
}

function endOf(text: string, nodes: readonly PlanNode[], side: 'inputs' | 'outputs'): { readonly node: number; readonly port: number } {
  const [id, portName] = text.split('.')
  const node = nodes.findIndex((one) => one.id === id)
  const port = portName === undefined ? 0 : (nodes[node]?.[side].indexOf(portName) ?? -1)
  if (node < 0 || port < 0) throw new Error(`No such port: ${text}`)
  return { node, port }
}
