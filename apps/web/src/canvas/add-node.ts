import { endpoint, newNodeId, parseEndpoint, type FlowDocument, type FlowNode, type FlowOperation } from '@maillon/flow-document'
import { isJsonObject, type JsonObject, type Locale } from '@maillon/kernel'
import { inputPorts, outputPorts, type NodeCatalogue, type NodeDescriptor, type ParamsSchema } from '@maillon/node-contract'
import type { PlaceToAdd } from './editor-store.js'
import { withPortIds } from './port-ids.js'
import { bodyPort, containerAfter, isContainer } from './layout/containers.js'
import { bodyPadding, framesOf } from './layout/frames.js'
import { gaps, isInside, type Position } from './layout/node-size.js'
import { freePlace, placeAfter } from './layout/place-after.js'
import { withRoomForContainers } from './layout/room-for-containers.js'
import { roomOnEdge } from './layout/room-on-edge.js'

export interface NodeToAdd {
  readonly descriptor: NodeDescriptor
  readonly from: PlaceToAdd
  readonly locale: Locale
  readonly catalogue: NodeCatalogue
}

/** The edit that adds a node, connected to where it was asked from and inside the same container; what is in its way makes room. */
export function addNode(document: FlowDocument, { descriptor, from: asked, locale, catalogue }: NodeToAdd): { readonly id: string; readonly operation: FlowOperation } {
  const name = freeName(document, descriptor.title[locale])
  const id = newNodeId(name, new Set(document.nodes.map((node) => node.id)))
  const params = withPortIds(descriptor, defaultParams(descriptor.params))
  const inputs = inputPorts(descriptor, params)
  const from = asked.kind === 'anywhere' && inputs.length > 0 ? (looseEnd(document, catalogue) ?? asked) : asked
  const parent = containerOf(document, from, catalogue)
  const room = from.kind === 'edge' ? roomOnEdge(document, from, catalogue) : { position: placeOf(document, from, catalogue), moved: {} }
  const node: FlowNode = { id, type: descriptor.type, version: descriptor.version, name, params, position: room.position, ...(parent === null ? {} : { parent }) }
  const operations: FlowOperation[] = [{ op: 'add-node', node }]
  const input = inputs[0]?.id
  // What follows a container follows its end: what its turns give stays inside.
  const body = bodyPort(node, catalogue)
  const output = outputPorts(descriptor, params).find((port) => port.id !== body)?.id
  if (from.kind === 'port' && input !== undefined) operations.push({ op: 'add-edge', edge: { from: endpoint(from.node, from.port), to: endpoint(id, input) } })
  if (from.kind === 'edge' && input !== undefined) {
    // Lines into one port give their rows in the order of the edges: the new line into it takes the old one's place.
    const at = document.edges.findIndex((edge) => edge.from === from.from && edge.to === from.to)
    operations.push({ op: 'remove-edge', edge: { from: from.from, to: from.to } }, { op: 'add-edge', edge: { from: from.from, to: endpoint(id, input) } })
    if (output !== undefined) operations.push({ op: 'add-edge', edge: { from: endpoint(id, output), to: from.to }, at })
  }
  if (Object.keys(room.moved).length > 0) operations.push({ op: 'move-nodes', positions: room.moved })
  return { id, operation: withRoomForContainers(document, { op: 'batch', operations }, catalogue) }
}

/** The container that the new node stands in: that of the line or port it continues, or the innermost one around its place. */
function containerOf(document: FlowDocument, from: PlaceToAdd, catalogue: NodeCatalogue): string | null {
  const after = (node: FlowNode | undefined, port: string) => (node === undefined ? null : containerAfter(node, port, catalogue))
  const find = (id: string | undefined) => document.nodes.find((node) => node.id === id)
  switch (from.kind) {
    case 'port':
      return after(find(from.node), from.port)
    case 'edge': {
      const end = parseEndpoint(from.from)
      return after(find(end?.node), end?.port ?? '')
    }
    case 'place':
      return containerAt(document, from, catalogue)
    case 'anywhere':
      return document.nodes.at(-1)?.parent ?? null
  }
}

/** The innermost container around a point; null: the flow itself. */
export function containerAt(document: FlowDocument, point: Position, catalogue: NodeCatalogue): string | null {
  const { boxes } = framesOf(document, catalogue)
  const around = document.nodes.filter((node) => isContainer(node, catalogue)).flatMap(({ id }) => {
    const box = boxes.get(id)
    return box !== undefined && isInside(point, box) ? [{ id, area: box.width * box.height }] : []
  })
  return around.toSorted((one, two) => one.area - two.area)[0]?.id ?? null
}

function placeOf(document: FlowDocument, from: Exclude<PlaceToAdd, { readonly kind: 'edge' }>, catalogue: NodeCatalogue): Position {
  switch (from.kind) {
    case 'place':
      return { x: from.x, y: from.y }
    case 'port':
      return from.at ?? placeAfterPort(document, from, catalogue)
    case 'anywhere':
      return placeAfter(document, document.nodes.at(-1)?.id ?? null)
  }
}

/** Right of the node, behind the whole of a container, or at the beginning of its body. */
function placeAfterPort(document: FlowDocument, { node: id, port }: { readonly node: string; readonly port: string }, catalogue: NodeCatalogue): Position {
  const node = document.nodes.find((one) => one.id === id)
  if (node === undefined || !isContainer(node, catalogue)) return placeAfter(document, id)
  if (containerAfter(node, port, catalogue) === id) return freePlace({ ...document, nodes: document.nodes.filter(({ parent }) => parent === id) }, { x: node.position.x + bodyPadding.left, y: node.position.y + bodyPadding.top })
  const box = framesOf(document, catalogue).boxes.get(id)
  return freePlace(document, { x: node.position.x + (box?.width ?? 0) + gaps.between, y: node.position.y })
}

/** The newest node's first output, where nothing follows it yet. */
function looseEnd(document: FlowDocument, catalogue: NodeCatalogue): PlaceToAdd | null {
  const last = document.nodes.at(-1)
  const descriptor = last === undefined ? null : catalogue.get(last.type, last.version)
  if (last === undefined || descriptor === null) return null
  const port = outputPorts(descriptor, last.params)[0]?.id
  if (port === undefined || document.edges.some(({ from }) => parseEndpoint(from)?.node === last.id)) return null
  return { kind: 'port', node: last.id, port }
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
