import { endpoint, newNodeId, parseEndpoint, type FlowDocument, type FlowNode, type FlowOperation } from '@maillon/flow-document'
import { isJsonObject, type JsonObject, type Locale } from '@maillon/kernel'
import { inputPorts, outputPorts, type NodeCatalogue, type NodeDescriptor, type ParamsSchema } from '@maillon/node-contract'
import { arrangeNodes, placeAfter } from './arrange-nodes.js'
import type { AddingFrom } from './editor-store.js'

export interface NodeToAdd {
  readonly descriptor: NodeDescriptor
  readonly from: AddingFrom
  readonly locale: Locale
  readonly catalogue: NodeCatalogue
}

/** The edit that adds a node, connected to where it was asked from; the layout makes room by itself except where a place was pointed at. */
export function addNode(document: FlowDocument, { descriptor, from, locale, catalogue }: NodeToAdd): { readonly id: string; readonly operation: FlowOperation } {
  const name = freeName(document, descriptor.title[locale])
  const id = newNodeId(name, new Set(document.nodes.map((node) => node.id)))
  const params = defaultParams(descriptor.params)
  const node: FlowNode = { id, type: descriptor.type, version: descriptor.version, name, params, position: placeOf(document, from) }
  const operations: FlowOperation[] = [{ op: 'add-node', node }]
  const input = inputPorts(descriptor, params)[0]?.id
  const output = outputPorts(descriptor, params)[0]?.id
  if (from.kind === 'port' && input !== undefined) operations.push({ op: 'add-edge', edge: { from: endpoint(from.node, from.port), to: endpoint(id, input) } })
  if (from.kind === 'edge' && input !== undefined) {
    // Lines into one port give their rows in the order of the edges: the new line into it takes the old one's place.
    const at = document.edges.findIndex((edge) => edge.from === from.from && edge.to === from.to)
    operations.push({ op: 'remove-edge', edge: { from: from.from, to: from.to } }, { op: 'add-edge', edge: { from: from.from, to: endpoint(id, input) } })
    if (output !== undefined) operations.push({ op: 'add-edge', edge: { from: endpoint(id, output), to: from.to }, at })
  }
  if (from.kind === 'anywhere' && input !== undefined) {
    const last = looseEnd(document, catalogue)
    if (last !== null) operations.push({ op: 'add-edge', edge: { from: last, to: endpoint(id, input) } })
  }
  if (from.kind === 'edge') operations.push({ op: 'move-nodes', positions: arrangeNodes(inserted(document, node, from)) })
  return { id, operation: { op: 'batch', operations } }
}

/** The document as it will stand, for the layout alone. */
function inserted(document: FlowDocument, node: FlowNode, edge: { readonly from: string; readonly to: string }): FlowDocument {
  const edges = document.edges.filter(({ from, to }) => from !== edge.from || to !== edge.to)
  return { ...document, nodes: [...document.nodes, node], edges: [...edges, { from: edge.from, to: endpoint(node.id, 'in') }, { from: endpoint(node.id, 'out'), to: edge.to }] }
}

function placeOf(document: FlowDocument, from: AddingFrom): { readonly x: number; readonly y: number } {
  switch (from.kind) {
    case 'place':
      return { x: from.x, y: from.y }
    case 'port':
      return placeAfter(document, from.node)
    case 'edge':
      return placeAfter(document, parseEndpoint(from.from)?.node ?? null)
    case 'anywhere':
      return placeAfter(document, document.nodes.at(-1)?.id ?? null)
  }
}

/** The newest node's first output, where nothing follows it yet. */
function looseEnd(document: FlowDocument, catalogue: NodeCatalogue): string | null {
  const last = document.nodes.at(-1)
  const descriptor = last === undefined ? null : catalogue.get(last.type, last.version)
  if (last === undefined || descriptor === null) return null
  const port = outputPorts(descriptor, last.params)[0]?.id
  if (port === undefined || document.edges.some(({ from }) => parseEndpoint(from)?.node === last.id)) return null
  return endpoint(last.id, port)
}

/** « Lire un classeur », then « Lire un classeur 2 ». */
function freeName(document: FlowDocument, title: string): string {
  const names = new Set(document.nodes.map(({ name }) => name))
  if (!names.has(title)) return title
  for (let count = 2; ; count += 1) if (!names.has(`${title} ${count}`)) return `${title} ${count}`
}

/** Parameters with the defaults that the schema names; required lists of objects begin with one element. */
export function defaultParams(schema: ParamsSchema): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {}
  const entries = Object.entries(properties).flatMap(([name, property]) => {
    if (!isJsonObject(property)) return []
    if (property['default'] !== undefined) return [[name, property['default']] as const]
    const items = property['items']
    const wantsOne = property['type'] === 'array' && Number(property['minItems'] ?? 0) > 0
    return wantsOne && items !== undefined && isJsonObject(items) && items['type'] === 'object' ? [[name, [defaultParams(items)]] as const] : []
  })
  return Object.fromEntries(entries)
}
