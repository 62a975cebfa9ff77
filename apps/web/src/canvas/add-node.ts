import { endpoint, newNodeId, parseEndpoint, type FlowDocument, type FlowNode, type FlowOperation } from '@maillon/flow-document'
import { isJsonObject, type JsonObject, type Locale } from '@maillon/kernel'
import { inputPorts, outputPorts, type NodeCatalogue, type NodeDescriptor, type ParamsSchema } from '@maillon/node-contract'
import { placeAfter, type Position } from './arrange-nodes.js'
import type { AddingFrom } from './editor-store.js'
import { withPortIds } from './port-ids.js'
import { roomOnEdge } from './room-on-edge.js'

export interface NodeToAdd {
  readonly descriptor: NodeDescriptor
  readonly from: AddingFrom
  readonly locale: Locale
  readonly catalogue: NodeCatalogue
}

/** The edit that adds a node, connected to where it was asked from; on a line, what comes after makes room where there is none. */
export function addNode(document: FlowDocument, { descriptor, from, locale, catalogue }: NodeToAdd): { readonly id: string; readonly operation: FlowOperation } {
  const name = freeName(document, descriptor.title[locale])
  const id = newNodeId(name, new Set(document.nodes.map((node) => node.id)))
  const params = withPortIds(descriptor, defaultParams(descriptor.params))
  const room = from.kind === 'edge' ? roomOnEdge(document, from) : { position: placeOf(document, from), moved: {} }
  const node: FlowNode = { id, type: descriptor.type, version: descriptor.version, name, params, position: room.position }
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
  if (Object.keys(room.moved).length > 0) operations.push({ op: 'move-nodes', positions: room.moved })
  return { id, operation: { op: 'batch', operations } }
}

function placeOf(document: FlowDocument, from: Exclude<AddingFrom, { readonly kind: 'edge' }>): Position {
  switch (from.kind) {
    case 'place':
      return { x: from.x, y: from.y }
    case 'port':
      return from.at ?? placeAfter(document, from.node)
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
