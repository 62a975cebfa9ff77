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
