// Loops of n8n lead back to their beginning; ours are containers.
//
// 1. The body is all that can be reached from the loop's turn without coming through the loop again.
// 2. It becomes a container where nothing leads into it in another way and something is in it. Lines back to the loop go: what comes to
//    them is what a turn gives.
// 3. Otherwise nothing is changed: the compiler then says on the very line what doesn't fit.
import { endpoint, parseEndpoint, type FlowEdge } from '@maillon/flow-document'
import type { FlowBuilder } from './flow-builder.js'

export type LoopOutcome = 'closed' | 'leaves' | 'open' | 'unfit'

/**
 * Makes a container of the loop at `id` where its lines allow it.
 *
 * @returns closed: it is one; leaves: it is one, and gives rows more than before; open: nothing leads back to it; unfit: it can't be one.
 */
export function closeLoop(builder: FlowBuilder, id: string): LoopOutcome {
  const lines = [...builder.lines()]
  const body = bodyOf(lines, id)
  const isEntered = lines.some((line) => body.has(nodeOf(line.to)) && !body.has(nodeOf(line.from)) && line.from !== endpoint(id, 'each'))
  if (body.size === 0 || isEntered || body.has(id)) return 'unfit'
  const back = lines.filter((line) => nodeOf(line.to) === id && body.has(nodeOf(line.from)))
  for (const node of body) builder.change(node, (old) => (old.parent === undefined ? { ...old, parent: id } : old))
  for (const line of back) builder.disconnect(line)
  if (back.length === 0) return 'open'
  gatherBack(builder, id, { back, lines })
  return leavesOf(lines, body).length > 0 ? 'leaves' : 'closed'
}

/** How many nodes stand in the loop at `id`: inner loops are closed first. */
export function sizeOfLoop(builder: FlowBuilder, id: string): number {
  return bodyOf([...builder.lines()], id).size
}

function bodyOf(lines: readonly FlowEdge[], id: string): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const line of lines) {
    const list = next.get(nodeOf(line.from))
    if (list === undefined) next.set(nodeOf(line.from), [nodeOf(line.to)])
    else list.push(nodeOf(line.to))
  }
  const open = lines.filter((line) => line.from === endpoint(id, 'each')).map((line) => nodeOf(line.to))
  const body = new Set<string>()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === id || body.has(node)) continue
    body.add(node)
    open.push(...(next.get(node) ?? []))
  }
  return body
}

/** What led back from a node that leads elsewhere too is gathered, so that the turn gives it. */
function gatherBack(builder: FlowBuilder, id: string, { back, lines }: { readonly back: readonly FlowEdge[]; readonly lines: readonly FlowEdge[] }): void {
  const isLast = (line: FlowEdge) => lines.every((other) => nodeOf(other.from) !== nodeOf(line.from) || other.to === line.to)
  const last = parentOf(builder, back[0])
  if (back.every(isLast) || last === undefined) return
  const end = builder.allot('fin-du-tour')
  // Behind all that stands in the turn, so that it hides none of them.
  const x = Math.max(...[...builder.all()].filter(({ parent }) => parent === id).map(({ position }) => position.x)) + 352
  builder.add({ id: end, name: '↩', position: { x, y: last.position.y }, isDisabled: false }, { type: 'core.no-op', params: {} })
  builder.change(end, (node) => ({ ...node, parent: id }))
  for (const line of back) builder.connect(line.from, endpoint(end, 'main'))
}

function parentOf(builder: FlowBuilder, line: FlowEdge | undefined) {
  return line === undefined ? undefined : builder.node(nodeOf(line.from))
}

/** Nodes of the body that nothing follows, and that didn't lead back. */
function leavesOf(lines: readonly FlowEdge[], body: ReadonlySet<string>): readonly string[] {
  const leading = new Set(lines.map((line) => nodeOf(line.from)))
  return [...body].filter((node) => !leading.has(node))
}

export function nodeOf(end: string): string {
  return parseEndpoint(end)?.node ?? end
}

/** The nodes that stand on a circle. */
export function circling(builder: FlowBuilder): ReadonlySet<string> {
  const lines = [...builder.lines()].map((line) => [nodeOf(line.from), nodeOf(line.to)] as const)
  // What nothing leads to, or what leads nowhere, stands on none: taken away in turn, the circles and what joins them are left.
  const rest = new Set(lines.flat())
  for (const [lead, follow] of [[0, 1], [1, 0]] as const) peel(rest, lines.map((line) => [line[lead], line[follow]]))
  return rest
}

function peel(rest: Set<string>, lines: readonly (readonly [string, string])[]): void {
  const waiting = new Map<string, number>()
  const next = new Map<string, string[]>()
  for (const [from, to] of lines) {
    if (!rest.has(from) || !rest.has(to)) continue
    waiting.set(to, (waiting.get(to) ?? 0) + 1)
    const list = next.get(from)
    if (list === undefined) next.set(from, [to])
    else list.push(to)
  }
  const free = [...rest].filter((node) => (waiting.get(node) ?? 0) === 0)
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    rest.delete(node)
    for (const to of next.get(node) ?? []) {
      const left = (waiting.get(to) ?? 1) - 1
      waiting.set(to, left)
      if (left === 0) free.push(to)
    }
  }
}
