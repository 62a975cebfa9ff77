import type { FlowNode } from '@maillon/flow-document'
import { isLoop, loopPorts, standsIn, type FlowGraph, type GraphNode } from './flow-graph.js'

/** Loops inside loops; more are refused. */
export const mostNestedLoops = 8

/**
 * By node index: the node that it stands in. A parent that isn't there, is no loop, or leads round in a circle counts as none (the
 * check of containers says so); a node whose type isn't known may well be a loop.
 */
export function loopsOf(nodes: readonly Pick<GraphNode, 'node' | 'descriptor'>[], indexOf: ReadonlyMap<string, number>): readonly (number | null)[] {
  const direct = nodes.map(({ node }) => {
    const parent = node.parent === undefined ? undefined : indexOf.get(node.parent)
    const descriptor = parent === undefined ? undefined : nodes[parent]?.descriptor
    return parent === undefined || (descriptor !== null && descriptor?.construct !== 'loop') ? null : parent
  })
  return direct.map((loop, index) => (loop === null || isInCircle(index, direct) ? null : loop))
}

function isInCircle(index: number, parents: readonly (number | null)[]): boolean {
  const seen = new Set<number>()
  for (let at: number | null = index; at !== null; at = parents[at] ?? null) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}

/** Whether the walk up from a node comes back to it. */
export function isOwnContainer(start: FlowNode, nodeOf: (id: string) => FlowNode | undefined): boolean {
  const seen = new Set<string>()
  for (let at = start.parent; at !== undefined && !seen.has(at); at = nodeOf(at)?.parent) {
    if (at === start.id) return true
    seen.add(at)
  }
  return false
}

/** The nodes that stand directly in a loop, in document order. */
export function bodyOf(graph: FlowGraph, loop: number): readonly number[] {
  return graph.nodes.flatMap((_, index) => (graph.loopOf[index] === loop ? [index] : []))
}

export interface NodeOutput {
  readonly node: number
  readonly port: number
}

/**
 * What the turns of a loop give: everything that the last nodes of its body give, in document order. Last are those that nothing
 * follows (but perhaps what handles their errors); a port without a line on a node that goes on by another one ends there, as everywhere.
 */
export function collectedBy(graph: FlowGraph, loop: number): readonly NodeOutput[] {
  return bodyOf(graph, loop).flatMap((index) => {
    const node = graph.nodes[index] as GraphNode
    const ports = givingPorts(node, isLoop(graph, index))
    return ports.some((port) => (node.outgoing[port]?.length ?? 0) > 0) ? [] : ports.map((port) => ({ node: index, port }))
  })
}

/** Not the `error` port, and not the one that leads into a loop's own body. */
function givingPorts({ node, outputs }: GraphNode, isOfLoop: boolean): readonly number[] {
  const hasErrorPort = node.onError?.choice === 'branch'
  return outputs.flatMap(({ id }, port) => ((hasErrorPort && id === 'error') || (isOfLoop && port === loopPorts.each) ? [] : [port]))
}

/** The output that an expression of `reader` means by naming a node without a port: what a loop's turn has before it, or what the whole loop gave. */
export function meantPort(graph: FlowGraph, reader: number, target: number): number {
  return isLoop(graph, target) && !standsIn(graph, reader, target) ? loopPorts.done : 0
}
