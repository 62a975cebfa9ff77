import { endpoint, parseEndpoint, type FlowDocument, type FlowEdge, type FlowNode, type FlowOperation } from '@maillon/flow-document'
import { isJsonArray, isJsonObject, type Json, type JsonObject, type Locale } from '@maillon/kernel'
import { inputPorts, outputPorts, type NodeCatalogue, type NodeDescriptor, type PortSpec } from '@maillon/node-contract'
import { defaultParams } from './add-node.js'
import { withPortIds } from './port-ids.js'

export interface Replacing {
  readonly id: string
  readonly descriptor: NodeDescriptor
  readonly catalogue: NodeCatalogue
  readonly locale: Locale
}

/**
 * The edit that gives a node another type: parameters of the same name and kind stay, accounts that fit stay, lines stay at the port of
 * the same id or else at the same place; what has no place any more goes. A name that was only the type's title becomes the new title.
 */
export function replaceNode(document: FlowDocument, { id, descriptor, catalogue, locale }: Replacing): FlowOperation {
  const node = document.nodes.find((one) => one.id === id)
  if (node === undefined) return { op: 'batch', operations: [] }
  const old = catalogue.get(node.type, node.version)
  const params = withPortIds(descriptor, { ...defaultParams(descriptor.params), ...keptParams(node.params, descriptor) })
  const credentials = keptCredentials(node, old, descriptor)
  const mode = node.mode !== undefined && descriptor.modes.includes(node.mode) ? node.mode : null
  const hasOwnName = old === null || !Object.values(old.title).includes(node.name)
  const lines = keptLines(document, node, { old, descriptor, params })
  return {
    op: 'batch',
    operations: [
      ...lines.gone.map((edge) => ({ op: 'remove-edge', edge }) as const),
      {
        op: 'change-node',
        id,
        change: {
          type: descriptor.type, version: descriptor.version, params, mode, pinned: null,
          credentials: Object.keys(credentials).length === 0 ? null : credentials,
          ...(hasOwnName ? {} : { name: descriptor.title[locale] }),
        },
      },
      ...lines.moved.map(({ edge, at }) => ({ op: 'add-edge', edge, at }) as const),
    ],
  }
}

function keptParams(params: JsonObject, { params: schema }: NodeDescriptor): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {}
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => Object.hasOwn(properties, name) && mayHold(properties[name], value)))
}

/** Whether a value is of the kind that a schema says; an expression may stand for any. */
function mayHold(schema: Json | undefined, value: Json): boolean {
  if (!isJsonObject(schema)) return false
  if (isJsonArray(schema['enum'])) return schema['enum'].includes(value)
  const types = isJsonArray(schema['type']) ? schema['type'] : schema['type'] === undefined ? [] : [schema['type']]
  if (types.length === 0 || (typeof value === 'string' && value.includes('{{'))) return true
  const own = value === null ? 'null' : isJsonArray(value) ? 'array' : typeof value
  return types.includes(own) || (own === 'number' && types.includes('integer') && Number.isInteger(value))
}

/** An account stays in the slot of its name, or in the first that takes the same types. */
function keptCredentials(node: FlowNode, old: NodeDescriptor | null, descriptor: NodeDescriptor): NonNullable<FlowNode['credentials']> {
  const given = Object.entries(node.credentials ?? {})
  return Object.fromEntries(
    descriptor.credentials.flatMap(({ slot, types }) => {
      const fits = (name: string) => old?.credentials.find((other) => other.slot === name)?.types.some((type) => types.includes(type)) === true
      const found = given.find(([name]) => name === slot && fits(name)) ?? given.find(([name]) => fits(name))
      return found === undefined ? [] : [[slot, found[1]] as const]
    }),
  )
}

interface Change {
  readonly old: NodeDescriptor | null
  readonly descriptor: NodeDescriptor
  readonly params: JsonObject
}

function keptLines(document: FlowDocument, node: FlowNode, { old, descriptor, params }: Change): { readonly gone: readonly FlowEdge[]; readonly moved: readonly { readonly edge: FlowEdge; readonly at: number }[] } {
  const inputs = portMap(old === null ? [] : inputPorts(old, node.params), inputPorts(descriptor, params))
  const outputs = portMap(old === null ? [] : outputPorts(old, node.params), outputPorts(descriptor, params))
  const all = new Set(document.edges.map(textOf))
  const gone: FlowEdge[] = []
  const moved: { readonly edge: FlowEdge; readonly at: number }[] = []
  for (const [at, edge] of document.edges.entries()) {
    const [from, to] = [parseEndpoint(edge.from), parseEndpoint(edge.to)]
    if (from === null || to === null || (from.node !== node.id && to.node !== node.id)) continue
    const out = from.node === node.id ? outputs(from.port) : from.port
    const into = to.node === node.id ? inputs(to.port) : to.port
    if (out === from.port && into === to.port) continue
    gone.push(edge)
    if (out === null || into === null) continue
    const next = { from: endpoint(from.node, out), to: endpoint(to.node, into) }
    if (!all.has(textOf(next))) moved.push({ edge: next, at })
    all.add(textOf(next))
  }
  return { gone, moved }
}

/** The port of the same id, else the one at the same place, else the first; null where there is none. The error port is no port of the type. */
function portMap(old: readonly PortSpec[], next: readonly PortSpec[]): (port: string) => string | null {
  return (port) => {
    if (port === 'error' && !old.some(({ id }) => id === port)) return port
    if (next.some(({ id }) => id === port)) return port
    return (next[old.findIndex(({ id }) => id === port)] ?? next[0])?.id ?? null
  }
}

function textOf({ from, to }: FlowEdge): string {
  return `${from}\n${to}`
}
