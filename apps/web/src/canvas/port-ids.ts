import { parseEndpoint, endpoint, type FlowDocument, type FlowOperation } from '@maillon/flow-document'
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeDescriptor, PortsSpec } from '@maillon/node-contract'

/**
 * Parameters in which every element that makes a port has an id: those that were just added get the next free one (`sheets-2`).
 * A person thus never has to think of ports, whose label says what they are; an id that is there stays, because edges name it.
 */
export function withPortIds(descriptor: NodeDescriptor, params: JsonObject): JsonObject {
  return [descriptor.inputs, descriptor.outputs].reduce<JsonObject>((known, spec) => ('each' in spec ? fill(spec, known) : known), params)
}

function fill(spec: Extract<PortsSpec, { readonly each: string }>, params: JsonObject): JsonObject {
  const elements = params[spec.each]
  if (elements === undefined || !isJsonArray(elements)) return params
  const taken = new Set(elements.flatMap((element) => (isJsonObject(element) && typeof element[spec.key] === 'string' ? [element[spec.key] as string] : [])))
  let isChanged = false
  const filled = elements.map((element): Json => {
    if (!isJsonObject(element) || (typeof element[spec.key] === 'string' && element[spec.key] !== '')) return element
    const id = freeId(spec.each, taken)
    taken.add(id)
    isChanged = true
    return { ...element, [spec.key]: id }
  })
  return isChanged ? { ...params, [spec.each]: filled } : params
}

function freeId(base: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}

/** The input port that a parameter belongs to, where elements of a list make the ports: `/sheets/1/columns` is about sheet 1's. */
export function portOfPointer(descriptor: NodeDescriptor, params: JsonObject, pointer: string): string | undefined {
  if (!('each' in descriptor.inputs)) return undefined
  const { each, key } = descriptor.inputs
  const [, list, index] = pointer.split('/')
  const elements = params[each]
  const element = list === each && elements !== undefined && isJsonArray(elements) ? elements[Number(index)] : undefined
  const id = element !== undefined && isJsonObject(element) ? element[key] : undefined
  return typeof id === 'string' ? id : undefined
}

/** The edits by which lines follow ports whose id changed in place (the person renamed an input): nothing where none did. */
export function edgesAfterRename(document: FlowDocument, node: { readonly id: string; readonly descriptor: NodeDescriptor }, change: { readonly before: JsonObject; readonly after: JsonObject }): readonly FlowOperation[] {
  const inputs = renamed(node.descriptor.inputs, change)
  const outputs = renamed(node.descriptor.outputs, change)
  return document.edges.flatMap((edge, at): readonly FlowOperation[] => {
    const from = parseEndpoint(edge.from)
    const to = parseEndpoint(edge.to)
    const newFrom = from?.node === node.id ? outputs.get(from.port) : undefined
    const newTo = to?.node === node.id ? inputs.get(to.port) : undefined
    if (newFrom === undefined && newTo === undefined) return []
    const next = { from: newFrom === undefined ? edge.from : endpoint(node.id, newFrom), to: newTo === undefined ? edge.to : endpoint(node.id, newTo) }
    return [{ op: 'remove-edge', edge }, { op: 'add-edge', edge: next, at }]
  })
}

/** Old id to new id, of elements that stayed at their place. An id that another element has is no name yet. */
function renamed(spec: PortsSpec, { before, after }: { readonly before: JsonObject; readonly after: JsonObject }): ReadonlyMap<string, string> {
  if (!('each' in spec)) return new Map()
  const [old, next] = [idsOf(before[spec.each], spec.key), idsOf(after[spec.each], spec.key)]
  if (old.length !== next.length) return new Map()
  return new Map(old.flatMap((id, at) => (id !== '' && next[at] !== undefined && next[at] !== '' && next[at] !== id && !old.includes(next[at]) ? [[id, next[at]] as const] : [])))
}

function idsOf(elements: Json | undefined, key: string): readonly string[] {
  if (elements === undefined || !isJsonArray(elements)) return []
  return elements.map((element) => (isJsonObject(element) && typeof element[key] === 'string' ? element[key] : ''))
}
