import { endpoint } from '@maillon/flow-document'
import type { FlowBuilder } from '../flow-builder.js'
import { nodeOf } from '../loops.js'
import { listAt, textAt } from '../read-json.js'
import type { MadeNode } from './made-node.js'
import type { RedNode } from './red-node.js'

/** Steps that can fail for reasons outside: for others a line for errors would only be in the way. */
const failing: ReadonlySet<string> = new Set(['code.javascript', 'http.request', 'files.read', 'folder.list', 'folder.write', 'mail.send', 'core.set', 'core.call-flow'])

/**
 * "Catch" and "complete" listen to other nodes. Here a line leads from those: from the port for errors, or from the usual one.
 * A node isn't listened to by what follows the listener itself: that would be a circle.
 */
export function connectCatches(builder: FlowBuilder, nodes: readonly RedNode[], made: ReadonlyMap<string, MadeNode>): void {
  for (const node of nodes.filter(({ type }) => type === 'catch' || type === 'complete').slice(0, 50)) {
    const listener = made.get(node.id)
    const into = listener?.ends.inputs[0]
    if (listener === undefined || into === undefined) continue
    const behind = reached(builder, listener.ends.node)
    const scope = new Set(listAt(node.raw, 'scope'))
    const heard = [...made.values()].filter((one) => one.node.raw['z'] === node.raw['z'] && !behind.has(one.ends.node) && !one.isPlaceholder && (scope.size === 0 ? node.type === 'catch' && failing.has(one.nodeType) : scope.has(one.node.id)))
    let lines = 0
    for (const one of heard) lines += node.type === 'catch' ? catchLine(builder, one, into) : completeLine(builder, one, into)
    if (lines === 0) listener.reasons.push({ code: 'FOREIGN_CATCH_NONE', params: { node: textAt(node.raw, 'name') || node.type } })
  }
}

function catchLine(builder: FlowBuilder, { ends, nodeType }: MadeNode, into: string): number {
  if (!failing.has(nodeType)) return 0
  builder.change(ends.node, (node) => ({ ...node, onError: { choice: 'branch' } }))
  builder.connect(endpoint(ends.node, 'error'), into)
  return 1
}

function completeLine(builder: FlowBuilder, { ends }: MadeNode, into: string): number {
  const [out] = ends.outputs
  if (typeof out !== 'string') return 0
  builder.connect(out, into)
  return 1
}

function reached(builder: FlowBuilder, id: string): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const line of builder.lines()) {
    const list = next.get(nodeOf(line.from))
    if (list === undefined) next.set(nodeOf(line.from), [nodeOf(line.to)])
    else list.push(nodeOf(line.to))
  }
  const seen = new Set<string>()
  const open = [id]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    open.push(...(next.get(node) ?? []))
  }
  return seen
}
