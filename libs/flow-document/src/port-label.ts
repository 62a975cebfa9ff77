import type { LocalizedText } from '@maillon/kernel'
import { inputPorts, outputPorts, type NodeCatalogue } from '@maillon/node-contract'
import type { FlowNode } from './flow-document.js'

const errors: LocalizedText = { fr: 'Erreur', en: 'Error' }

/**
 * The name of a port as the screens show it. Null where it needs none: it is the only one on its side, or the usual one of a node
 * whose type isn't known here.
 */
export function portLabel(node: FlowNode, end: { readonly side: 'input' | 'output'; readonly port: string }, catalogue: NodeCatalogue): LocalizedText | null {
  if (end.side === 'output' && end.port === 'error' && node.onError?.choice === 'branch') return errors
  const descriptor = catalogue.get(node.type, node.version)
  const ports = descriptor === null ? [] : end.side === 'input' ? inputPorts(descriptor, node.params) : outputPorts(descriptor, node.params)
  const found = ports.find(({ id }) => id === end.port)
  if (found !== undefined) return ports.length === 1 ? null : found.label
  return end.port === 'main' ? null : { fr: end.port, en: end.port }
}
