import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import type { FlowDocument } from './flow-document.js'

/** Fixed order of the keys that the format knows; by the key of the list or object that they stand in. */
const keyOrders: { readonly [place: string]: readonly string[] } = {
  document: ['format', 'id', 'name', 'description', 'settings', 'nodes', 'edges', 'notes', 'groups', 'requires'],
  settings: ['timeZone', 'locale', 'overlap', 'concurrency', 'timeoutMs', 'lane', 'priority', 'errorFlow', 'keepDays', 'tags'],
  nodes: ['id', 'type', 'version', 'name', 'position', 'parent', 'disabled', 'mode', 'params', 'credentials', 'runOnEmpty', 'retry', 'untilFound', 'timeoutMs', 'onError', 'pinned'],
  edges: ['from', 'to'],
  groups: ['id', 'name', 'folded', 'nodes'],
  notes: ['id', 'text', 'position', 'size'],
  position: ['x', 'y'],
  size: ['width', 'height'],
  errorFlow: ['id', 'name'],
  retry: ['attempts', 'wait'],
  untilFound: ['attempts', 'wait'],
  wait: ['kind', 'ms', 'firstMs', 'maxMs', 'jitter'],
  onError: ['choice', 'value'],
}

/** Written on one line, so that a moved node or a new edge is one changed line. */
const inline: ReadonlySet<string> = new Set(['position', 'size', 'edges', 'wait', 'errorFlow'])

/** Inside these everything belongs to node types or people: keys in code point order, places have no meaning. */
const foreign: ReadonlySet<string> = new Set(['params', 'credentials', 'value', 'pinned', 'requires'])

/**
 * The text of a document as it is exported, hashed and compared: the same content gives the same text, whatever the
 * order in which it was made; a small edit gives a small difference by lines. Ends with a line feed.
 */
export function canonicalText(document: FlowDocument): string {
  return `${print(document as unknown as Json, 'document', '')}\n`
}

function print(value: Json, place: string, indent: string): string {
  if (isJsonArray(value)) return printList(value, place, indent)
  if (!isJsonObject(value)) return JSON.stringify(value)
  const entries = orderedKeys(Object.keys(value), place)
    .filter((key) => value[key] !== undefined)
    .map((key) => [key, value[key] as Json] as const)
  if (entries.length === 0) return '{}'
  if (inline.has(place)) return `{ ${entries.map(([key, child]) => `${JSON.stringify(key)}: ${JSON.stringify(child)}`).join(', ')} }`
  const inner = `${indent}  `
  const lines = entries.map(([key, child]) => `${inner}${JSON.stringify(key)}: ${print(child, placeOf(key, place), inner)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

function printList(values: readonly Json[], place: string, indent: string): string {
  if (values.length === 0) return '[]'
  const inner = `${indent}  `
  return `[\n${values.map((value) => inner + print(value, place, inner)).join(',\n')}\n${indent}]`
}

function placeOf(key: string, place: string): string {
  if (place === 'foreign' || foreign.has(key)) return 'foreign'
  return key
}

function orderedKeys(keys: readonly string[], place: string): readonly string[] {
  const order = Object.hasOwn(keyOrders, place) ? (keyOrders[place] ?? []) : []
  const rank = (key: string) => {
    const index = order.indexOf(key)
    return index === -1 ? order.length : index
  }
  return [...keys].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))
}
