import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { ForeignSource } from './conversion.js'
import { at, listAt, textAt } from './read-json.js'

/** Which program a JSON value is from; null: none of those that are understood. */
export function recogniseForeign(value: Json): ForeignSource | null {
  return workflowsOf(value) !== null ? 'n8n' : nodeRedElements(value) !== null ? 'node-red' : null
}

/** The workflows of a file of n8n: one, several (an export of all), or one inside an answer of its template library. Null: it is none. */
export function workflowsOf(value: Json): readonly JsonObject[] | null {
  if (isJsonArray(value)) return value.length > 0 && value.every(isWorkflow) ? value : null
  if (!isJsonObject(value)) return null
  if (isWorkflow(value)) return [value]
  const inside = at(value, 'workflow', 'workflow') ?? at(value, 'workflow') ?? at(value, 'data')
  return inside !== undefined && (isWorkflow(inside) || isJsonArray(inside)) ? workflowsOf(inside) : null
}

function isWorkflow(value: Json): value is JsonObject {
  if (!isJsonObject(value) || !isJsonArray(value['nodes']) || Object.hasOwn(value, 'format')) return false
  // A single flow of Node-RED's API has nodes too, with wires instead of connections.
  return isJsonObject(value['connections']) && value['nodes'].every((node) => isJsonObject(node) && typeof node['type'] === 'string')
}

/** The elements of a file of Node-RED: a list, or a list inside an answer of its API. Null: it is none. */
export function nodeRedElements(value: Json): readonly JsonObject[] | null {
  if (isJsonObject(value)) {
    if (isJsonArray(value['flows'])) return nodeRedElements(value['flows'])
    if (!isJsonArray(value['nodes']) || typeof value['id'] !== 'string' || Object.hasOwn(value, 'format')) return null
    return nodeRedElements([{ id: value['id'], type: 'tab', label: textAt(value, 'label') }, ...listAt(value, 'nodes'), ...listAt(value, 'configs')])
  }
  if (!isJsonArray(value) || value.length === 0) return null
  const elements = value.filter(isJsonObject)
  const fits = elements.length === value.length && elements.every((one) => typeof one['id'] === 'string' && typeof one['type'] === 'string')
  return fits && elements.some((one) => isJsonArray(one['wires']) || one['type'] === 'tab' || one['type'] === 'subflow') ? elements : null
}
