import type { JsonObject } from '@maillon/kernel'
import type { Effects, NodeDescriptor } from './node-definition.js'

/** The effects that a node has with these parameters (the default of a parameter counts where it is left out). */
export function effectsOf(descriptor: Pick<NodeDescriptor, 'effects' | 'effectsWhen' | 'params'>, params: JsonObject): Effects {
  const rule = descriptor.effectsWhen
  if (rule === undefined) return descriptor.effects
  const value = Object.hasOwn(params, rule.param) ? params[rule.param] : defaultOf(descriptor.params, rule.param)
  return value !== undefined && rule.is.includes(value) ? rule.effects : descriptor.effects
}

function defaultOf(schema: JsonObject, name: string) {
  const properties = schema['properties'] as JsonObject | undefined
  const property = properties !== undefined && Object.hasOwn(properties, name) ? (properties[name] as JsonObject) : undefined
  return property?.['default']
}
