import type { FlowDocument } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { endpoint } from '@maillon/flow-document'
import type { Draft, ForeignEntry } from '../conversion.js'
import { FlowBuilder } from '../flow-builder.js'
import { foreignTitle } from '../foreign-title.js'
import { circling } from '../loops.js'
import { placeholderDraft } from '../placeholder-draft.js'
import { listAt, numberAt, placed, textAt } from '../read-json.js'
import { secretReasons } from '../strip-secrets.js'
import type { MadeNode } from './made-node.js'
import { connectCatches } from './red-catches.js'
import { RedContext } from './red-context.js'
import { linesOf, type RedLine } from './red-graph.js'
import { aboutOf, type RedNode } from './red-node.js'
import { redRule } from './red-rules.js'

export interface Subflow {
  /** Of our document. */
  readonly id: string
  readonly name: string
  readonly definition: JsonObject
}

export interface Part {
  readonly nodes: readonly RedNode[]
  /** Null: tabs. */
  readonly subflow: Subflow | null
  readonly id: string
  readonly title: string
  readonly tabs: readonly JsonObject[]
  readonly place: number
  readonly subflows: ReadonlyMap<string, Subflow>
  readonly groups: readonly JsonObject[]
}

const scale = { x: 2, y: 2.2 } as const
/** Two tabs of one flow stand below each other. */
const tabHeight = 1400
const notes: ReadonlySet<string> = new Set(['comment', 'junction'])

/** Tabs that belong together, or one subflow, as a document. */
export function convertPart(part: Part): { readonly document: FlowDocument; readonly entries: readonly ForeignEntry[] } {
  const builder = new FlowBuilder()
  const steps = part.nodes.filter((node) => !notes.has(node.type))
  const ids = new Map(steps.map((node) => [node.id, builder.allot(node.name)]))
  const lines = linesOf(part.nodes)
  const made = new Map(steps.map((node) => [node.id, makeNode({ part, builder, ids, lines }, node)]))
  for (const line of lines) connect(builder, made, line)
  if (part.subflow !== null) connectSubflow(builder, part.subflow, made)
  connectCatches(builder, part.nodes, made)
  addComments(builder, part)
  const circles = circling(builder)
  for (const one of made.values()) if (circles.has(one.ends.node)) one.reasons.push({ code: 'FOREIGN_CIRCLE', params: {} })
  addGroups(builder, part, ids)
  const description = [...part.tabs, ...(part.subflow === null ? [] : [part.subflow.definition])].map((tab) => textAt(tab, 'info')).filter((info) => info !== '').join('\n\n')
  const document = builder.document({ id: part.id, name: part.title, description, settings: {} })
  return { document, entries: part.nodes.map((node) => entryOf(part, node, made.get(node.id))) }
}

function addComments(builder: FlowBuilder, part: Part): void {
  for (const node of part.nodes) {
    if (node.type !== 'comment') continue
    const text = [node.name, textAt(node.raw, 'info')].filter((one) => one !== '' && one !== 'comment').join('\n\n')
    builder.addNote(text, positionOf(part, node), { width: 260, height: 100 })
  }
}

/** Groups stay; of several tabs that became one flow, each is a group. */
function addGroups(builder: FlowBuilder, part: Part, ids: ReadonlyMap<string, string>): void {
  for (const group of part.groups) builder.addGroup(textAt(group, 'name') || 'Node-RED', listAt(group, 'nodes').flatMap((id) => (typeof id === 'string' ? [ids.get(id) ?? ''] : [])))
  for (const tab of part.tabs.length > 1 ? part.tabs : []) {
    const members = part.nodes.filter((node) => node.raw['z'] === tab['id']).flatMap((node) => ids.get(node.id) ?? [])
    builder.addGroup(textAt(tab, 'label') || 'Node-RED', members)
  }
}

function entryOf({ place }: Part, node: RedNode, made: MadeNode | undefined): ForeignEntry {
  if (made === undefined) return { flow: place, ...aboutOf(node), node: null, nodeType: null, verdict: 'mapped', reasons: [] }
  return { flow: place, ...aboutOf(node), node: made.ends.node, nodeType: made.nodeType, verdict: made.isPlaceholder ? 'placeholder' : made.reasons.length > 0 ? 'look' : 'mapped', reasons: made.reasons }
}

interface Making {
  readonly part: Part
  readonly builder: FlowBuilder
  readonly ids: ReadonlyMap<string, string>
  readonly lines: readonly RedLine[]
}

function makeNode({ part, builder, ids, lines }: Making, node: RedNode): MadeNode {
  const context = contextOf({ part, ids, lines }, node)
  const result = redRule(node.type)?.(node, context) ?? null
  const isPlaceholder = result === null || 'placeholder' in result
  const draft = isPlaceholder ? placeholderOf(node, lines) : result
  const reasons = isPlaceholder ? [result === null ? { code: 'FOREIGN_NODE_UNKNOWN', params: { type: foreignTitle(node.type) } } : result.placeholder] : context.reasons
  const position = positionOf(part, node)
  const ends = builder.add({ id: ids.get(node.id) ?? '', name: node.name, position, isDisabled: node.raw['d'] === true || node.raw['active'] === false }, draft)
  const info = textAt(node.raw, 'info').trim()
  if (info !== '') builder.addNote(info, { x: position.x, y: position.y + 100 }, { width: 248, height: 80 })
  return { node, ends, nodeType: draft.type, reasons: [...reasons, ...secretReasons(node.secrets)], isPlaceholder }
}

function contextOf({ part, ids, lines }: Omit<Making, 'builder'>, node: RedNode): RedContext {
  const before = lines.filter((line) => line.to === node.id)
  const [first] = before
  const isOnly = first !== undefined && before.every((line) => line.from === first.from)
  const types = part.nodes.filter((one) => before.some((line) => line.from === one.id)).map((one) => one.type)
  return new RedContext(isOnly ? (ids.get(first.from) ?? null) : null, types, (id) => part.subflows.get(id) ?? null)
}

function placeholderOf(node: RedNode, lines: readonly RedLine[]): Draft {
  const inputs = lines.some((line) => line.to === node.id) ? ['main'] : []
  const most = Math.min(lines.reduce((count, line) => (line.from === node.id ? Math.max(count, line.output + 1) : count), 0), 50)
  const outputs = Array.from({ length: most }, (_, output) => (output === 0 ? 'main' : `sortie-${output + 1}`))
  return placeholderDraft({ source: 'node-red', type: node.type, node: node.raw, inputs, outputs })
}

function connect(builder: FlowBuilder, made: ReadonlyMap<string, MadeNode>, line: RedLine): void {
  const [from, to] = [made.get(line.from), made.get(line.to)]
  if (from === undefined || to === undefined) return
  const [out, into] = [from.ends.outputs[line.output] ?? null, to.ends.inputs[0] ?? null]
  if (out !== null && into !== null) builder.connect(out, into)
  else from.reasons.push({ code: 'FOREIGN_LINE_LOST', params: { to: to.node.name.slice(0, 100) } })
}

/** A subflow begins where it is called, and gives back what comes to its outputs. */
function connectSubflow(builder: FlowBuilder, { definition }: Subflow, made: ReadonlyMap<string, MadeNode>): void {
  const place = (end: JsonObject | undefined, at: number) => ({ x: placed(numberAt(end, 'x'), at, scale.x), y: placed(numberAt(end, 'y'), 80, scale.y) })
  const [begin, ...moreIn] = listAt(definition, 'in')
  if (begin !== undefined && moreIn.length === 0) {
    const start = builder.add({ id: builder.allot('debut'), name: 'In', position: place(begin as JsonObject, 40), isDisabled: false }, { type: 'core.called', params: {}, inputs: [] })
    for (const wire of listAt(begin, 'wires')) {
      const into = made.get(textAt(wire, 'id'))?.ends.inputs[0]
      if (into !== undefined) builder.connect(start.outputs[0] ?? '', into)
    }
  }
  listAt(definition, 'out').slice(0, 50).forEach((output) => {
    const end = builder.allot('retour')
    builder.add({ id: end, name: 'Out', position: place(output as JsonObject, 800), isDisabled: false }, { type: 'core.return', params: {} })
    for (const wire of listAt(output, 'wires')) {
      const out = made.get(textAt(wire, 'id'))?.ends.outputs[numberAt(wire, 'port') ?? 0]
      if (typeof out === 'string') builder.connect(out, endpoint(end, 'main'))
    }
  })
}

function positionOf({ tabs }: Part, { raw }: RedNode): { readonly x: number; readonly y: number } {
  const tab = Math.max(tabs.findIndex((one) => one['id'] === raw['z']), 0)
  return { x: placed(numberAt(raw, 'x'), 0, scale.x), y: placed(numberAt(raw, 'y'), 0, scale.y) + tab * tabHeight }
}
