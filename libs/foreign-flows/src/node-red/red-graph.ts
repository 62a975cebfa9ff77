import { foreignLimits } from '../foreign-limits.js'
import { listAt, textAt } from '../read-json.js'
import type { RedNode } from './red-node.js'

export interface RedLine {
  readonly from: string
  readonly output: number
  readonly to: string
}

/** The lines of some nodes, with joints left out and links as lines. */
export function linesOf(nodes: readonly RedNode[]): readonly RedLine[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const lines: RedLine[] = []
  const add = (line: RedLine) => {
    if (lines.length < foreignLimits.edges) lines.push(line)
  }
  for (const node of nodes) {
    if (node.type === 'junction') continue
    if (node.type === 'link call') {
      callLines(node, nodes, byId).forEach(add)
      continue
    }
    node.wires.forEach((ids, output) => throughJoints(ids, byId).forEach((to) => add({ from: node.id, output, to })))
    if (node.type === 'link out' && textAt(node.raw, 'mode') !== 'return') for (const link of listAt(node.raw, 'links')) if (typeof link === 'string' && byId.has(link)) add({ from: node.id, output: 0, to: link })
  }
  return lines
}

/** Into what is called, and from where it returns to what follows the call. */
function callLines(node: RedNode, nodes: readonly RedNode[], byId: ReadonlyMap<string, RedNode>): readonly RedLine[] {
  const into = listAt(node.raw, 'links').flatMap((link): readonly RedLine[] => (typeof link === 'string' && byId.has(link) ? [{ from: node.id, output: 0, to: link }] : []))
  const returns = nodes.filter((one) => one.type === 'link out' && textAt(one.raw, 'mode') === 'return')
  return [...into, ...returns.flatMap((one) => throughJoints(node.wires[0] ?? [], byId).map((to) => ({ from: one.id, output: 0, to })))]
}

/** The nodes that wires lead to; a joint is only where wires meet. */
function throughJoints(ids: readonly string[], byId: ReadonlyMap<string, RedNode>): readonly string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const open = [...ids]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = byId.get(id)
    if (node === undefined || seen.has(id)) continue
    seen.add(id)
    if (node.type === 'junction') open.push(...node.wires.flat())
    else found.add(id)
  }
  return [...found].toReversed()
}
