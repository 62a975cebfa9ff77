import type { FlowNode } from '@maillon/flow-document'
import { inputPorts, outputPorts, type NodeDescriptor, type PortSpec } from '@maillon/node-contract'

/** Ports of a node as drawn: those of its definition, and `error` where its error choice adds one. */
export function portsOf(node: FlowNode, descriptor: NodeDescriptor): { readonly inputs: readonly PortSpec[]; readonly outputs: readonly PortSpec[] } {
  const outputs = outputPorts(descriptor, node.params)
  const error: PortSpec = { id: 'error', label: { fr: 'Erreur', en: 'Error' } }
  return { inputs: inputPorts(descriptor, node.params), outputs: node.onError?.choice === 'branch' ? [...outputs, error] : outputs }
}
