import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import type { FlowTest } from './flow-test.js'

const order = [
  'format', 'id', 'flowId', 'name', 'keptFrom', 'now', 'timeZone', 'locale', 'origin', 'instant', 'trigger', 'variables', 'expect', 'answers', 'files',
  'kind', 'node', 'iteration', 'port', 'reason', 'status', 'count', 'fields', 'any', 'cut', 'isByRequest', 'error', 'requests', 'outputs', 'items', 'rows',
]
/** Rows stand on a line each, so that a changed value is one changed line; the order of their fields is data (columns), and stays. */
const rowLists: ReadonlySet<string> = new Set(['items', 'rows', 'requests', 'files', 'any', 'fields'])

/** The text of a test as it is exported: the same test gives the same text. Ends with a line feed. */
export function canonicalTestText(test: FlowTest): string {
  return `${print(test as unknown as Json, { key: '', parent: '' }, '')}\n`
}

function print(value: Json, at: { readonly key: string; readonly parent: string }, indent: string): string {
  const inner = `${indent}  `
  if (isJsonArray(value)) {
    if (value.length === 0) return '[]'
    const isRows = rowLists.has(at.key) || at.parent === 'outputs'
    return `[\n${value.map((child) => inner + (isRows ? JSON.stringify(child) : print(child, { key: '', parent: at.key }, inner))).join(',\n')}\n${indent}]`
  }
  if (!isJsonObject(value)) return JSON.stringify(value)
  const keys = Object.keys(value).filter((key) => value[key] !== undefined)
  if (keys.length === 0) return '{}'
  return `{\n${inOrder(keys).map((key) => `${inner}${JSON.stringify(key)}: ${print(value[key] as Json, { key, parent: at.key }, inner)}`).join(',\n')}\n${indent}}`
}

/** Known keys in their order, then the others by code point. */
function inOrder(keys: readonly string[]): readonly string[] {
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return [...keys].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}
