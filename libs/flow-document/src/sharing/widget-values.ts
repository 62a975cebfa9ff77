import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { alternativesOf, childSchemas, hintsOf, type NodeDescriptor, type ParamHints, type ParamSchemas } from '@maillon/node-contract'

type Widget = NonNullable<ParamHints['widget']>

/**
 * The same parameters, with every value that is drawn by one of these widgets, however deep it stands in lists and groups, as `change`
 * gives it. What isn't changed stays the very same object.
 */
export function mapWidgetValues(params: JsonObject, { params: root }: Pick<NodeDescriptor, 'params'>, changes: { readonly [W in Widget]?: (value: Json) => Json }): JsonObject {
  const walk = (value: Json, schemas: ParamSchemas): Json => {
    const widget = hintsOf(schemas)?.widget
    const change = widget !== undefined && Object.hasOwn(changes, widget) ? changes[widget] : undefined
    if (change !== undefined) return change(value)
    if (isJsonArray(value)) {
      const elements = value.map((element) => walk(element, childSchemas(schemas, '0', root)))
      return elements.some((element, index) => element !== value[index]) ? elements : value
    }
    if (!isJsonObject(value)) return value
    const entries = Object.entries(value).map(([key, child]) => [key, walk(child, childSchemas(schemas, key, root))] as const)
    return entries.some(([key, child]) => child !== value[key]) ? Object.fromEntries(entries) : value
  }
  return walk(params, alternativesOf(root, root)) as JsonObject
}

/** Every value that is drawn by this widget, however deep it stands. */
export function widgetValues(params: JsonObject, descriptor: Pick<NodeDescriptor, 'params'>, widget: Widget): readonly Json[] {
  const found: Json[] = []
  mapWidgetValues(params, descriptor, {
    [widget]: (value: Json) => {
      found.push(value)
      return value
    },
  })
  return found
}
