import { nearMiss } from '@maillon/expressions'
import { endpoint, parseEndpoint, type FlowEdge, type FlowNode } from '@maillon/flow-document'
import { inputPorts, outputPorts, type NodeDescriptor, type PortSpec } from '@maillon/node-contract'
import type { Compiling } from './compiling.js'
import { loopsOf } from './containers.js'
import type { FlowGraph, GraphEdge, GraphNode } from './flow-graph.js'

const errorPort: PortSpec = { id: 'error', label: { fr: 'Erreur', en: 'Error' } }

/** Nodes with their ports, edges as indices. Finds: double ids, unknown types, versions and modes, edges that lead nowhere. */
export function buildGraph(compiling: Compiling): FlowGraph {
  const named = namesByEdges(compiling.document.edges)
  const indexOf = new Map<string, number>()
  const drawn = compiling.document.nodes.map((node, index) => {
    if (indexOf.has(node.id)) compiling.findings.push({ code: 'FLOW_NODE_ID_DUPLICATE', severity: 'error', node: node.id, params: { id: node.id } })
    else indexOf.set(node.id, index)
    return graphNode(compiling, node, named)
  })
  const loopOf = loopsOf(drawn, indexOf)
  const nodes = withinDisabledLoops(drawn, loopOf)
  const edges: GraphEdge[] = []
  const seen = new Set<string>()
  for (const edge of compiling.document.edges) {
    const resolved = resolveEdge(compiling, { nodes, edges, indexOf, loopOf }, edge)
    if (resolved === null) continue
    const key = `${edge.from}\n${edge.to}`
    if (seen.has(key)) {
      compiling.findings.push({ code: 'FLOW_EDGE_DUPLICATE', severity: 'error', node: nodes[resolved.toNode]?.node.id ?? '', params: { from: edge.from, to: edge.to }, fix: removal(edge) })
      continue
    }
    seen.add(key)
    nodes[resolved.fromNode]?.outgoing[resolved.fromPort]?.push(edges.length)
    nodes[resolved.toNode]?.incoming[resolved.toPort]?.push(edges.length)
    edges.push(resolved)
  }
  return { nodes, edges, indexOf, loopOf }
}

/** A disabled loop is passed by as a whole: what stands in it is disabled with it. */
function withinDisabledLoops(nodes: readonly GraphNode[], loopOf: FlowGraph['loopOf']): readonly GraphNode[] {
  if (!nodes.some(({ descriptor, isDisabled }) => isDisabled && descriptor?.construct === 'loop')) return nodes
  return nodes.map((node, index) => {
    for (let loop = loopOf[index] ?? null; loop !== null; loop = loopOf[loop] ?? null) if (nodes[loop]?.isDisabled === true) return { ...node, isDisabled: true }
    return node
  })
}

type NamedPorts = ReadonlyMap<string, { readonly inputs: ReadonlySet<string>; readonly outputs: ReadonlySet<string> }>

/** Which ports the edges name, by node: the ports of a node whose type isn't known. */
function namesByEdges(edges: readonly FlowEdge[]): NamedPorts {
  const named = new Map<string, { inputs: Set<string>; outputs: Set<string> }>()
  const of = (id: string) => {
    const found = named.get(id) ?? { inputs: new Set<string>(), outputs: new Set<string>() }
    named.set(id, found)
    return found
  }
  for (const edge of edges) {
    const from = parseEndpoint(edge.from)
    const to = parseEndpoint(edge.to)
    if (from !== null) of(from.node).outputs.add(from.port)
    if (to !== null) of(to.node).inputs.add(to.port)
  }
  return named
}

function graphNode(compiling: Compiling, node: FlowNode, named: NamedPorts): GraphNode {
  const descriptor = compiling.catalogue.get(node.type, node.version)
  if (descriptor === null) reportUnknownType(compiling, node)
  const inputs = descriptor === null ? portsNamed(named.get(node.id)?.inputs) : inputPorts(descriptor, node.params)
  const declared = descriptor === null ? portsNamed(named.get(node.id)?.outputs) : outputPorts(descriptor, node.params)
  const needsErrorPort = node.onError?.choice === 'branch' && !declared.some((port) => port.id === errorPort.id)
  const outputs = needsErrorPort ? [...declared, errorPort] : declared
  return {
    node, descriptor, inputs, outputs,
    mode: modeOf(compiling, node, descriptor),
    isDisabled: node.disabled === true,
    isTrigger: descriptor?.trigger !== undefined,
    incoming: inputs.map(() => []),
    outgoing: outputs.map(() => []),
  }
}

function portsNamed(names: ReadonlySet<string> | undefined): readonly PortSpec[] {
  return [...(names ?? [])].map((id) => ({ id, label: { fr: id, en: id }, required: false }))
}

function reportUnknownType({ catalogue, findings }: Compiling, node: FlowNode): void {
  const newest = catalogue.list().find((descriptor) => descriptor.type === node.type)
  if (newest === undefined) {
    findings.push({ code: 'NODE_TYPE_UNKNOWN', severity: 'error', node: node.id, params: { name: node.name, type: node.type } })
    return
  }
  // It takes such settings over itself, where the flow is opened; here it can't, or hasn't yet.
  const isTakenOver = newest.earlier !== undefined && newest.version > node.version
  findings.push({
    code: isTakenOver ? 'NODE_VERSION_UNMOVED' : 'NODE_VERSION_UNKNOWN', severity: 'error', node: node.id, params: { name: node.name, type: node.type, version: node.version, newest: newest.version },
    fix: {
      title: { fr: `Passer à la version ${newest.version}`, en: `Use version ${newest.version}` },
      operations: [{ op: 'change-node', id: node.id, change: { version: newest.version } }],
    },
  })
}

function modeOf({ findings }: Compiling, node: FlowNode, descriptor: NodeDescriptor | null): GraphNode['mode'] {
  const usual = descriptor?.modes[0] ?? 'all'
  if (node.mode === undefined || descriptor === null || descriptor.modes.includes(node.mode)) return node.mode ?? usual
  findings.push({
    code: node.mode === 'each' ? 'NODE_MODE_EACH_UNSUPPORTED' : 'NODE_MODE_ALL_UNSUPPORTED', severity: 'error', node: node.id, params: { name: node.name },
    fix: { title: { fr: 'Revenir à son mode habituel', en: 'Go back to its usual mode' }, operations: [{ op: 'change-node', id: node.id, change: { mode: null } }] },
  })
  return usual
}

function resolveEdge({ findings }: Compiling, graph: FlowGraph, edge: FlowEdge): GraphEdge | null {
  const from = resolveEnd(graph, edge.from, 'outputs')
  const to = resolveEnd(graph, edge.to, 'inputs')
  if (from === null || to === null) {
    const lost = from === null ? edge.from : edge.to
    findings.push({ code: 'FLOW_EDGE_NODE_MISSING', severity: 'error', params: { id: parseEndpoint(lost)?.node ?? lost }, fix: removal(edge) })
    return null
  }
  if (from.index === to.index) {
    findings.push({ code: 'EDGE_NODE_ITSELF', severity: 'error', node: from.of.node.id, params: { name: from.of.node.name }, fix: removal(edge) })
    return null
  }
  if (from.port === -1) findings.push(unknownOutput(from.of, edge, from.name))
  if (to.port === -1) findings.push(unknownInput(to.of, edge, to.name))
  return from.port === -1 || to.port === -1 ? null : { fromNode: from.index, fromPort: from.port, toNode: to.index, toPort: to.port }
}

interface ResolvedEnd {
  readonly index: number
  readonly of: GraphNode
  /** -1: the node has no such port. */
  readonly port: number
  readonly name: string
}

/** Null: no such node. */
function resolveEnd(graph: FlowGraph, text: string, side: 'inputs' | 'outputs'): ResolvedEnd | null {
  const end = parseEndpoint(text)
  const index = end === null ? undefined : graph.indexOf.get(end.node)
  const of = index === undefined ? undefined : graph.nodes[index]
  if (end === null || index === undefined || of === undefined) return null
  return { index, of, port: of[side].findIndex((port) => port.id === end.port), name: end.port }
}

type Finding = Compiling['findings'][number]

function unknownOutput(source: GraphNode, edge: FlowEdge, port: string): Finding {
  const { id, name } = source.node
  if (port === errorPort.id) {
    return {
      code: 'EDGE_ERROR_PORT_OFF', severity: 'error', node: id, params: { name },
      fix: { title: { fr: 'Faire sortir les erreurs par ce port', en: 'Let errors leave by this port' }, operations: [{ op: 'change-node', id, change: { onError: { choice: 'branch' } } }] },
    }
  }
  return { code: 'EDGE_OUTPUT_UNKNOWN', severity: 'error', node: id, params: { name, port }, fix: reconnected(edge, 'from', nearestPort(source.node.id, port, source.outputs)) }
}

function unknownInput(target: GraphNode, edge: FlowEdge, port: string): Finding {
  const { id, name } = target.node
  const code = target.isTrigger ? 'EDGE_INTO_TRIGGER' : 'EDGE_INPUT_UNKNOWN'
  return { code, severity: 'error', node: id, params: { name, port }, fix: reconnected(edge, 'to', nearestPort(id, port, target.inputs)) }
}

/** The port that was meant: the only one, or the nearest name. Null: none. */
function nearestPort(node: string, port: string, ports: readonly PortSpec[]): string | null {
  const meant = ports.length === 1 ? ports[0]?.id : (nearMiss(port, ports.map((candidate) => candidate.id)) ?? undefined)
  return meant === undefined ? null : endpoint(node, meant)
}

function reconnected(edge: FlowEdge, side: 'from' | 'to', end: string | null): NonNullable<Finding['fix']> {
  if (end === null) return removal(edge)
  return {
    title: { fr: `Relier à « ${parseEndpoint(end)?.port ?? end} »`, en: `Connect to “${parseEndpoint(end)?.port ?? end}”` },
    operations: [{ op: 'remove-edge', edge }, { op: 'add-edge', edge: { ...edge, [side]: end } }],
  }
}

function removal(edge: FlowEdge): NonNullable<Finding['fix']> {
  return { title: { fr: 'Supprimer la liaison', en: 'Remove the connection' }, operations: [{ op: 'remove-edge', edge }] }
}
