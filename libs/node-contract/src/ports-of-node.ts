import type { JsonObject } from '@maillon/kernel'
import { isJsonArray, isJsonObject } from '@maillon/kernel'
import type { NodeDescriptor, PortSpec, PortsSpec } from './node-definition.js'

/** The ports that a node has with these parameters. Elements without a good id give no port (the schema check says so). */
export function resolvePorts(spec: PortsSpec, params: JsonObject): readonly PortSpec[] {
  if (!('each' in spec)) return spec
  const elements = Object.hasOwn(params, spec.each) ? params[spec.each] : undefined
  const fixed = spec.also ?? []
  const ports: PortSpec[] = []
  for (const element of isJsonArray(elements) ? elements : []) {
    if (!isJsonObject(element)) continue
    const id = element[spec.key]
    if (typeof id !== 'string' || id === '' || [...fixed, ...ports].some((port) => port.id === id)) continue
    const label = element[spec.labelKey]
    const text = typeof label === 'string' && label !== '' ? label : id
    ports.push({ id, label: { fr: text, en: text } })
  }
  return [...ports, ...fixed]
}

export function inputPorts(descriptor: NodeDescriptor, params: JsonObject): readonly PortSpec[] {
  return resolvePorts(descriptor.inputs, params)
}

export function outputPorts(descriptor: NodeDescriptor, params: JsonObject): readonly PortSpec[] {
  return resolvePorts(descriptor.outputs, params)
}
