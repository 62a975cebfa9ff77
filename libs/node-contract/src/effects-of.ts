import type { JsonObject } from '@maillon/kernel'
import type { Effects, NodeDescriptor } from './node-definition.js'

/** The effects that a node has with these parameters (the default of a parameter counts where it is left out). */
export function effectsOf(descriptor: Pick<NodeDescriptor, 'effects' | 'effectsWhen' | 'params'>, params: JsonObject): Effects {
  const rule = descriptor.effectsWhen
  if (rule === undefined) return descriptor.effects
  const value = Object.hasOwn(params, rule.param) ? params[rule.param] : defaultOfParam(descriptor.params, rule.param)
  return value !== undefined && rule.is.includes(value) ? rule.effects : descriptor.effects
}

/** The `default` of a top parameter; undefined: it has none. */
export function defaultOfParam(schema: JsonObject, name: string) {
  const properties = schema['properties'] as JsonObject | undefined
  const property = properties !== undefined && Object.hasOwn(properties, name) ? (properties[name] as JsonObject) : undefined
  return property?.['default']
}
