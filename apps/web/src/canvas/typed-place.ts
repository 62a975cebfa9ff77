import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import type { FlowNode, FlowOperation } from '@maillon/flow-document'

/**
 * The one text or number that an edit changes inside a node, as `node/path`; null for every other edit.
 * Edits of the same place that follow each other are one act of writing, and one step of undo.
 */
export function typedPlace(operation: FlowOperation, nodeById: ReadonlyMap<string, FlowNode>): string | null {
  if (operation.op !== 'change-node') return null
  const node = nodeById.get(operation.id)
  const [[property, next] = [], ...more] = Object.entries(operation.change)
  if (node === undefined || property === undefined || more.length > 0) return null
  const path = changedPath(node[property as keyof FlowNode] as Json | undefined, next as Json | undefined)
  return path === null ? null : [operation.id, property, ...path].join('/')
}

/** The way to the only leaf that differs; null where several differ, or where something else than writing happened. */
function changedPath(before: Json | undefined, after: Json | undefined): readonly string[] | null {
  if (isWritten(before) && isWritten(after)) return before === after ? null : []
  if (isJsonArray(before) && isJsonArray(after)) return before.length === after.length ? onlyDifference(before.map((_, index) => String(index)), (key) => [before[Number(key)], after[Number(key)]]) : null
  if (!isJsonObject(before) || !isJsonObject(after)) return null
  return onlyDifference([...new Set([...Object.keys(before), ...Object.keys(after)])], (key) => [own(before, key), own(after, key)])
}

function onlyDifference(keys: readonly string[], pair: (key: string) => readonly [Json | undefined, Json | undefined]): readonly string[] | null {
  const different = keys.filter((key) => {
    const [before, after] = pair(key)
    return before !== after && JSON.stringify(before) !== JSON.stringify(after)
  })
  const [only, ...more] = different
  if (only === undefined || more.length > 0) return null
  const rest = changedPath(...pair(only))
  return rest === null ? null : [only, ...rest]
}

function own(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** An empty field may be no value at all. */
function isWritten(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'string' || typeof value === 'number'
}
