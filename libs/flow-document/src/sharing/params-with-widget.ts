import { isJsonObject } from '@maillon/kernel'
import { hintsOf, type NodeDescriptor, type ParamHints } from '@maillon/node-contract'

/** Names of the parameters of a node type that are drawn by this widget. */
export function paramsWithWidget(descriptor: Pick<NodeDescriptor, 'params'>, widget: NonNullable<ParamHints['widget']>): readonly string[] {
  const properties = descriptor.params['properties']
  if (!isJsonObject(properties)) return []
  return Object.entries(properties)
    .filter(([, schema]) => isJsonObject(schema) && hintsOf([schema])?.widget === widget)
    .map(([name]) => name)
}
