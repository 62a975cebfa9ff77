import type { JsonObject } from '@maillon/kernel'
import { isJsonArray, isJsonObject } from '@maillon/kernel'
import type { NodeDescriptor, PortSpec, PortsSpec } from './node-definition.js'

/** The ports that a node has with these parameters. Elements without a good id give no port (the schema check says so). */
export function resolvePorts(spec: PortsSpec, params: JsonObject): readonly PortSpec[] {
  if (!('each' in spec)) return spec
  const elements = Object.hasOwn(params, spec.each) ? params[spec.each] : undefined
  if (!isJsonArray(elements)) return []
  const ports: PortSpec[] = []
  for (const element of elements) {
    if (!isJsonObject(element)) continue
    const id = element[spec.key]
    if (typeof id !== 'string' || id === '' || ports.some((port) => port.id === id)) continue
    const label = element[spec.labelKey]
    const text = typeof label === 'string' && label !== '' ? label : id
    ports.push({ id, label: { fr: text, en: text } })
  }
  return ports
}

export function inputPorts(descriptor: NodeDescriptor, params: JsonObject): readonly PortSpec[] {
  return resolvePorts(descriptor.inputs, params)
}

export function outputPorts(descriptor: NodeDescriptor, params: JsonObject): readonly PortSpec[] {
  return resolvePorts(descriptor.outputs, params)
}
