import { isJsonObject } from '@maillon/kernel'
import type { Diagnostic } from './diagnostic.js'
import { emptyFlow } from './empty-flow.js'
import { endpoint, parseEndpoint, type FlowDocument, type FlowEdge, type FlowGroup, type FlowNode, type StickyNote } from './flow-document.js'
import { flowLimits } from './flow-limits.js'
import { newNodeId } from './new-node-id.js'
import type { FlowOperation } from './operation.js'
import { parseFlowDocument } from './parse-flow-document.js'
import { renameInExpressions } from './rename-in-expressions.js'

export const clipboardFormat = 'maillon.clipboard/1'

/** Copied nodes with the edges among them: what the clipboard holds, as JSON text, also between browsers. */
export interface FlowClipboard {
  readonly format: typeof clipboardFormat
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  readonly notes: readonly StickyNote[]
  /** Frames of which more than one node was copied, around those that were. Absent: none. */
  readonly groups?: readonly FlowGroup[]
}

/** The nodes and notes with these ids, what the loops among them contain, and the edges that lead from one of them to another. Unknown ids are passed over. */
export function copyOfNodes(document: FlowDocument, ids: readonly string[]): FlowClipboard {
  const chosen = new Set(ids)
  const parents = new Map(document.nodes.map((node) => [node.id, node.parent]))
  const nodes = document.nodes.filter((node) => isInside(node.id, chosen, parents))
  const nodeIds = new Set(nodes.map((node) => node.id))
  const groups = (document.groups ?? []).map((group) => ({ ...group, nodes: group.nodes.filter((id) => nodeIds.has(id)) })).filter((group) => group.nodes.length > 1)
  return {
    format: clipboardFormat,
    nodes,
    edges: document.edges.filter((edge) => nodeIds.has(parseEndpoint(edge.from)?.node ?? '') && nodeIds.has(parseEndpoint(edge.to)?.node ?? '')),
    notes: document.notes.filter((note) => chosen.has(note.id)),
    ...(groups.length === 0 ? {} : { groups }),
  }
}

/** Whether it is one of these itself, or contained in one of them at any depth. */
function isInside(id: string, chosen: ReadonlySet<string>, parents: ReadonlyMap<string, string | undefined>): boolean {
  let at: string | undefined = id
  for (let steps = 0; at !== undefined && steps <= 64; steps += 1) {
    if (chosen.has(at)) return true
    at = parents.get(at)
  }
  return false
}

export type Paste =
  | {
      readonly ok: true
      /** One step of undo. */
      readonly operation: FlowOperation
      /** The new ids, nodes first, in the order of the clipboard: what is selected afterwards. */
      readonly ids: readonly string[]
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * What pasting does: nodes, edges and notes with fresh ids, their expressions naming the copies (of nodes that were not
 * copied along: still the originals), moved so that their top left corner is at `at`.
 *
 * @param clipboard text or value from outside: checked like an import, since anybody can write to a clipboard.
 */
export function pasteOperations(document: FlowDocument, clipboard: unknown, at: { readonly x: number; readonly y: number }): Paste {
  const parsed = parseClipboard(clipboard)
  if (!parsed.ok) return parsed
  const { nodes, edges, notes, groups = [] } = parsed.document
  if (document.nodes.length + nodes.length > flowLimits.nodes) return refusal('FLOW_PASTE_TOO_LARGE', { limit: flowLimits.nodes })
  const ids = freshIds(document.nodes, nodes)
  const noteIds = freshIds(document.notes, notes.map((note) => ({ id: note.id, name: 'note' })))
  const groupIds = freshIds(document.groups ?? [], groups)
  const move = mover([...nodes, ...notes].map((thing) => thing.position), at)
  const operations: FlowOperation[] = [
    ...nodes.map((node): FlowOperation => ({ op: 'add-node', node: pastedNode(node, ids, move(node.position)) })),
    ...edges.map((edge): FlowOperation => ({ op: 'add-edge', edge: { from: renamedEnd(edge.from, ids), to: renamedEnd(edge.to, ids) } })),
    ...notes.map((note): FlowOperation => ({ op: 'add-note', note: { ...note, id: noteIds.get(note.id) ?? note.id, position: move(note.position) } })),
    ...groups.map((group): FlowOperation => ({ op: 'add-group', group: { ...group, id: groupIds.get(group.id) ?? group.id, nodes: group.nodes.map((id) => ids.get(id) ?? id) } })),
  ]
  return { ok: true, operation: { op: 'batch', operations }, ids: [...ids.values(), ...noteIds.values()] }
}

type ParsedClipboard = { readonly ok: true; readonly document: FlowDocument } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** The clipboard goes through the gate and the schema of a document, as the document that it would be by itself. */
function parseClipboard(source: unknown): ParsedClipboard {
  const value = typeof source === 'string' ? jsonOf(source) : source
  if (!isJsonObject(value) || !Object.hasOwn(value, 'format') || value['format'] !== clipboardFormat) return refusal('FLOW_CLIPBOARD_FORMAT_UNKNOWN', {})
  const { nodes, edges, notes, groups } = value
  const inside = new Set(Array.isArray(nodes) ? nodes.map((node: unknown) => (isJsonObject(node) ? node['id'] : undefined)) : [])
  const free = Array.isArray(nodes) ? nodes.map((node: unknown) => withoutForeignParent(node, inside)) : nodes
  return parseFlowDocument({ ...emptyFlow('clipboard', 'clipboard'), nodes: free, edges: edges ?? [], notes: notes ?? [], ...(groups === undefined ? {} : { groups }) })
}

/** A node whose container wasn't copied along stands free. */
function withoutForeignParent(node: unknown, inside: ReadonlySet<unknown>): unknown {
  if (!isJsonObject(node) || !Object.hasOwn(node, 'parent') || inside.has(node['parent'])) return node
  const { parent: _gone, ...free } = node
  return free
}

function jsonOf(text: string): unknown {
  if (text.length > flowLimits.bytes) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function freshIds(existing: readonly { readonly id: string }[], pasted: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  const taken = new Set(existing.map((thing) => thing.id))
  const ids = new Map<string, string>()
  for (const { id, name } of pasted) {
    const fresh = taken.has(id) ? newNodeId(name, taken) : id
    taken.add(fresh)
    ids.set(id, fresh)
  }
  return ids
}

function pastedNode(node: FlowNode, ids: ReadonlyMap<string, string>, position: FlowNode['position']): FlowNode {
  const parent = node.parent === undefined ? undefined : ids.get(node.parent)
  return { ...node, id: ids.get(node.id) ?? node.id, position, params: renameInExpressions(node.params, { root: 'nodes', renamed: ids }), ...(parent === undefined ? {} : { parent }) }
}

function renamedEnd(text: string, ids: ReadonlyMap<string, string>): string {
  const end = parseEndpoint(text)
  return end === null ? text : endpoint(ids.get(end.node) ?? end.node, end.port)
}

type Point = { readonly x: number; readonly y: number }

function mover(points: readonly Point[], at: Point): (point: Point) => Point {
  const left = points.reduce((least, point) => Math.min(least, point.x), Infinity)
  const top = points.reduce((least, point) => Math.min(least, point.y), Infinity)
  return (point) => ({ x: at.x + point.x - left, y: at.y + point.y - top })
}

function refusal(code: string, params: Diagnostic['params']): { readonly ok: false; readonly diagnostics: readonly Diagnostic[] } {
  return { ok: false, diagnostics: [{ code, severity: 'error', path: '', params }] }
}
