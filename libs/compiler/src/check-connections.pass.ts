import type { Diagnostic } from '@maillon/flow-document'
import type { Compiling } from './compiling.js'
import { passingPort, successorsOf, type FlowGraph, type GraphNode } from './flow-graph.js'

/** What starts the flow, and what never comes to anything: missing inputs, unreachable nodes, dead ports. */
export function checkConnections(compiling: Compiling, graph: FlowGraph): void {
  const { findings } = compiling
  checkTriggers(compiling, graph)
  const isReached = reachedFromTriggers(graph)
  for (const [index, graphNode] of graph.nodes.entries()) {
    const missing = missingInputs(graphNode)
    findings.push(...missing)
    if (isReached[index] === 0 && missing.length === 0 && !graphNode.isDisabled && !graphNode.isTrigger && graphNode.descriptor !== null) {
      findings.push({ code: 'NODE_UNREACHABLE', severity: 'warning', node: graphNode.node.id, params: { name: graphNode.node.name } })
    }
    findings.push(...deadPorts(graph, graphNode))
  }
}

function checkTriggers({ findings, document }: Compiling, graph: FlowGraph): void {
  if (document.nodes.length === 0) {
    findings.push({ code: 'FLOW_EMPTY', severity: 'error', params: {} })
    return
  }
  const triggers = graph.nodes.filter((node) => node.isTrigger && !node.isDisabled)
  const [first, second] = triggers
  // A node whose type isn't known may have been the trigger.
  if (first === undefined && graph.nodes.every((node) => node.descriptor !== null)) findings.push({ code: 'FLOW_START_MISSING', severity: 'error', params: {} })
  if (first !== undefined && second !== undefined) {
    findings.push({ code: 'FLOW_TRIGGERS_SEVERAL', severity: 'hint', node: second.node.id, params: { count: triggers.length, first: first.node.name, second: second.node.name } })
  }
}

function missingInputs({ node, descriptor, inputs, incoming, isDisabled, isTrigger }: GraphNode): readonly Diagnostic[] {
  if (descriptor === null || isDisabled || isTrigger) return []
  return inputs.flatMap((port, index): readonly Diagnostic[] => {
    if (port.required === false || (incoming[index]?.length ?? 0) > 0) return []
    if (inputs.length === 1) return [{ code: 'NODE_INPUT_MISSING', severity: 'error', node: node.id, params: { name: node.name } }]
    return [{ code: 'NODE_INPUT_PORT_MISSING', severity: 'error', node: node.id, params: { name: node.name, port: port.id, label_fr: port.label.fr, label_en: port.label.en } }]
  })
}

function reachedFromTriggers(graph: FlowGraph): Uint8Array {
  const isReached = new Uint8Array(graph.nodes.length)
  const open = [...graph.nodes.keys()].filter((index) => graph.nodes[index]?.isTrigger === true && !graph.nodes[index].isDisabled)
  for (const index of open) isReached[index] = 1
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const successor of successorsOf(graph, index)) {
      if (isReached[successor] === 1) continue
      isReached[successor] = 1
      open.push(successor)
    }
  }
  return isReached
}

/** Ports that never give anything although something waits there, and an error port that nobody listens to. */
function deadPorts(graph: FlowGraph, graphNode: GraphNode): readonly Diagnostic[] {
  const { node, outputs, outgoing, isDisabled, isTrigger } = graphNode
  if (!isDisabled) return isErrorPortUnused(graphNode) ? [{ code: 'NODE_ERROR_PORT_UNUSED', severity: 'warning', node: node.id, params: { name: node.name } }] : []
  return outgoing.flatMap((edges, port): readonly Diagnostic[] => {
    const [first] = edges
    // What comes in leaves by the first port; nothing comes into a trigger.
    if (first === undefined || (port === passingPort(graphNode) && !isTrigger)) return []
    const following = graph.nodes[graph.edges[first]?.toNode ?? -1]
    // What stands in a disabled loop is disabled with it.
    if (following?.isDisabled === true) return []
    const target = following?.node.name ?? ''
    return [{ code: 'NODE_PORT_DEAD', severity: 'warning', node: node.id, params: { name: node.name, port: outputs[port]?.id ?? '', target } }]
  })
}

function isErrorPortUnused({ node, outputs, outgoing }: GraphNode): boolean {
  return node.onError?.choice === 'branch' && outputs.at(-1)?.id === 'error' && outgoing.at(-1)?.length === 0
}
