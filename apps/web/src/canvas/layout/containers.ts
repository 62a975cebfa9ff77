import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import { outputPorts, type NodeCatalogue } from '@maillon/node-contract'

/** Whether other nodes stand inside this one: a loop is drawn around its body. */
export function isContainer(node: Pick<FlowNode, 'type' | 'version'>, catalogue: NodeCatalogue): boolean {
  return catalogue.get(node.type, node.version)?.construct === 'loop'
}

/** The port by which the rows of a container enter its body; null for any other node. */
export function bodyPort(node: FlowNode, catalogue: NodeCatalogue): string | null {
  const descriptor = catalogue.get(node.type, node.version)
  return descriptor?.construct === 'loop' ? (outputPorts(descriptor, node.params)[0]?.id ?? null) : null
}

/** Where a line that leaves by this port ends: inside the container for its body port, else beside the node. Null: in the flow itself. */
export function containerAfter(node: FlowNode, port: string, catalogue: NodeCatalogue): string | null {
  return bodyPort(node, catalogue) === port ? node.id : (node.parent ?? null)
}

/** Everything inside a container, at any depth, without itself. */
export function insideOf(document: FlowDocument, container: string): ReadonlySet<string> {
  const inside = new Set<string>()
  const open = [container]
  for (const id of open) {
    for (const node of document.nodes) {
      if (node.parent !== id || inside.has(node.id)) continue
      inside.add(node.id)
      open.push(node.id)
    }
  }
  return inside
}
