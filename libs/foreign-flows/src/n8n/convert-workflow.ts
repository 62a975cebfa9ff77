import type { FlowDocument, FlowSettings } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import type { Draft, ForeignEntry, ForeignReason } from '../conversion.js'
import { FlowBuilder, type Ends } from '../flow-builder.js'
import { foreignTitle, shortened } from '../foreign-title.js'
import { circling, closeLoop, nodeOf, sizeOfLoop } from '../loops.js'
import { placeholderDraft } from '../placeholder-draft.js'
import { withPlacedLoops } from '../place-loops.js'
import { placed } from '../read-json.js'
import { secretReasons, stripSecrets } from '../strip-secrets.js'
import { N8nContext } from './n8n-context.js'
import { N8nGraph, linksOf, type N8nLink } from './n8n-graph.js'
import { listAt, numberAt, objectAt, readN8nNode, textAt, type N8nNode } from './n8n-node.js'
import { n8nRule } from './n8n-rules.js'
import { hasErrorOutput, settingsOf } from './node-settings.js'

export interface ConvertedWorkflow {
  readonly document: FlowDocument
  readonly entries: readonly ForeignEntry[]
}

interface Made {
  readonly node: N8nNode
  readonly ends: Ends
  readonly nodeType: string
  readonly reasons: ForeignReason[]
  readonly isPlaceholder: boolean
}

const scale = { x: 1.6, y: 1.15 } as const
const noteKind = 'stickyNote'

export interface WorkflowPlace {
  /** The number of the flow in its file. */
  readonly place: number
  /** The id that the document gets. */
  readonly id: string
  /** The ids of documents by those of workflows: for calls. */
  readonly idOf: (workflow: string) => string
}

/** One workflow of n8n as a document of ours. */
export function convertWorkflow(given: JsonObject, { place, id, idOf }: WorkflowPlace): ConvertedWorkflow {
  const workflow: JsonObject = { ...given, pinData: stripSecrets(objectAt(given, 'pinData')).value }
  const all = listAt(workflow, 'nodes').map(readN8nNode)
  const builder = new FlowBuilder()
  for (const node of all) if (node.kind === noteKind) addNote(builder, node)
  const nodes = all.filter((node) => node.kind !== noteKind)
  const ids = nodes.map((node) => builder.allot(node.name))
  const placeOf = new Map(nodes.map((node, index) => [node.name, index] as const).toReversed())
  const graph = new N8nGraph(nodes, ids, linksOf(workflow['connections'], placeOf))
  const pins = objectAt(workflow, 'pinData')
  const made = nodes.map((_, index) => makeNode({ builder, nodes, ids, graph, placeOf, pins, idOf }, index))
  for (const link of graph.links) connect(builder, made, link)
  closeLoops(builder, made)
  giveBack(builder, made)
  const circles = circling(builder)
  for (const one of made) if (circles.has(one.ends.node)) one.reasons.push({ code: 'FOREIGN_CIRCLE', params: {} })
  const name = textAt(workflow, 'name') || 'n8n'
  const document = builder.document({ id, name, description: textAt(workflow, 'description') || textAt(workflow, 'meta', 'description'), settings: settingsOfFlow(workflow) })
  return { document: withPlacedLoops(document), entries: entriesOf(all, new Map(made.map((one) => [one.node, one])), place) }
}

function entriesOf(all: readonly N8nNode[], made: ReadonlyMap<N8nNode, Made>, place: number): readonly ForeignEntry[] {
  return all.map((node) => {
    const about = { flow: place, id: shortened(node.id, 200), name: shortened(node.name, 200), type: shortened(node.type, 200) }
    const one = made.get(node)
    if (one === undefined) return { ...about, node: null, nodeType: null, verdict: 'mapped', reasons: [] }
    return { ...about, node: one.ends.node, nodeType: one.nodeType, verdict: one.isPlaceholder ? 'placeholder' : one.reasons.length > 0 ? 'look' : 'mapped', reasons: one.reasons }
  })
}

interface Making {
  readonly builder: FlowBuilder
  readonly nodes: readonly N8nNode[]
  readonly ids: readonly string[]
  readonly graph: N8nGraph
  readonly placeOf: ReadonlyMap<string, number>
  readonly pins: JsonObject
  readonly idOf: (workflow: string) => string
}

function makeNode({ builder, nodes, ids, graph, placeOf, pins, idOf }: Making, index: number): Made {
  const node = nodes[index] as N8nNode
  const context = new N8nContext({
    nodeNamed: (name) => {
      const at = placeOf.get(name)
      return at === undefined ? null : graph.named(at, index)
    },
    previous: graph.previous(index),
    flowId: idOf,
  })
  const result = n8nRule(node.kind)?.(node, context) ?? null
  const isPlaceholder = result === null || 'placeholder' in result
  const draft = isPlaceholder ? placeholderOf(node, index, graph.links) : result
  // What a rule found before it gave up isn't of use.
  const reasons = isPlaceholder ? [result === null ? unknownReason(node) : result.placeholder] : context.reasons
  const more = isPlaceholder ? {} : settingsOf(node, draft, { context, pins })
  const position = positionOf(node)
  const ends = builder.add({ id: ids[index] ?? '', name: node.name, position, isDisabled: node.raw['disabled'] === true, more }, draft)
  const said = textAt(node.raw, 'notes').trim()
  if (said !== '') builder.addNote(said, { x: position.x, y: position.y + 110 }, { width: 248, height: 80 })
  return { node, ends: withErrorOutput(node, ends, ids[index] ?? ''), nodeType: draft.type, reasons: [...reasons, ...secretReasons(node.secrets)], isPlaceholder }
}

function withErrorOutput(node: N8nNode, ends: Ends, id: string): Ends {
  return hasErrorOutput(node) ? { ...ends, outputs: [...ends.outputs, `${id}.error`] } : ends
}

function unknownReason(node: N8nNode): ForeignReason {
  return { code: /langchain/.test(node.type) ? 'FOREIGN_NODE_AI' : 'FOREIGN_NODE_UNKNOWN', params: { type: foreignTitle(node.type) } }
}

/** Ports by what leads to it and from it: `main`, further ones by their number, parts of an agent by what they are for. */
function placeholderOf(node: N8nNode, index: number, links: readonly N8nLink[]): Draft {
  const inputs = [...new Set(links.filter(({ to }) => to === index).map((link) => placeholderPort(link.kind, link.input, 'entree')))].toSorted()
  const outputs = [...new Set(links.filter(({ from }) => from === index).map((link) => placeholderPort(link.kind, link.output, 'sortie')))].toSorted()
  return placeholderDraft({ source: 'n8n', type: node.type, node: node.raw, inputs, outputs })
}

function placeholderPort(kind: string, number: number, side: string): string {
  if (kind === 'main') return number === 0 ? 'main' : `${side}-${number + 1}`
  const slug = kind.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 40)
  return slug === '' || slug === 'main' ? `${side}-1` : slug
}

function connect(builder: FlowBuilder, made: readonly Made[], link: N8nLink): void {
  const [from, to] = [made[link.from], made[link.to]]
  if (from === undefined || to === undefined) return
  const out = outputEnd(from, link)
  const into = inputEnd(to, link)
  if (out !== null && into !== null && (link.kind === 'main' || (from.isPlaceholder && to.isPlaceholder))) return builder.connect(out, into)
  from.reasons.push({ code: 'FOREIGN_LINE_LOST', params: { to: to.node.name.slice(0, 100) } })
}

function outputEnd({ ends, isPlaceholder, node }: Made, link: N8nLink): string | null {
  if (isPlaceholder) return `${ends.node}.${placeholderPort(link.kind, link.output, 'sortie')}`
  return ends.outputs[link.output] ?? (hasErrorOutput(node) ? (ends.outputs.at(-1) ?? null) : null)
}

function inputEnd({ ends, isPlaceholder }: Made, link: N8nLink): string | null {
  if (isPlaceholder) return `${ends.node}.${placeholderPort(link.kind, link.input, 'entree')}`
  return ends.inputs[Math.min(link.input, ends.inputs.length - 1)] ?? null
}

const loopReasons = { closed: null, leaves: 'FOREIGN_LOOP_LEAVES', open: 'FOREIGN_LOOP_OPEN', unfit: 'FOREIGN_LOOP_SHAPE' } as const

function closeLoops(builder: FlowBuilder, made: readonly Made[]): void {
  const loops = made.filter(({ nodeType }) => nodeType === 'core.for-each').slice(0, 200)
  const sized = loops.map((one) => ({ one, size: sizeOfLoop(builder, one.ends.node) })).toSorted((a, b) => a.size - b.size)
  for (const { one } of sized) {
    const code = loopReasons[closeLoop(builder, one.ends.node)]
    if (code !== null) one.reasons.push({ code, params: {} })
  }
}

/** A workflow that is called gives back what its last nodes give; here that has to be said. */
function giveBack(builder: FlowBuilder, made: readonly Made[]): void {
  const begin = made.find(({ nodeType }) => nodeType === 'core.called')
  if (begin === undefined) return
  const leading = new Set([...builder.lines()].map((line) => line.from))
  const last = made.map(lastEnds).filter((ends) => ends.length > 0 && ends.every((end) => !leading.has(end) && builder.node(nodeOf(end))?.parent === undefined))
  const [first] = last
  if (first === undefined) return
  if (last.length > 1) begin.reasons.push({ code: 'FOREIGN_RETURN_SEVERAL', params: { count: last.length } })
  const x = Math.max(...[...builder.all()].map(({ position }) => position.x)) + 352
  const y = builder.node(nodeOf(first[0] ?? ''))?.position.y ?? 0
  const end = builder.allot('retour')
  builder.add({ id: end, name: '↩', position: { x, y }, isDisabled: false }, { type: 'core.return', params: {}, outputs: [] })
  for (const one of last.flat()) builder.connect(one, `${end}.main`)
}

/** Where the rows of a node leave, errors aside; none for what begins a flow. */
function lastEnds({ ends, node, nodeType }: Made): readonly string[] {
  if (ends.inputs.length === 0) return []
  const outputs = ends.outputs.slice(0, hasErrorOutput(node) ? -1 : undefined).filter((output) => output !== null)
  return nodeType === 'core.for-each' ? outputs.filter((output) => output.endsWith('.done')) : outputs
}

function positionOf({ raw }: N8nNode): { readonly x: number; readonly y: number } {
  return { x: placed(numberAt(raw, 'position', 0), 0, scale.x), y: placed(numberAt(raw, 'position', 1), 0, scale.y) }
}

function addNote(builder: FlowBuilder, node: N8nNode): void {
  const size = { width: placed(numberAt(node.params, 'width'), 240, scale.x), height: placed(numberAt(node.params, 'height'), 160, scale.y) }
  builder.addNote(textAt(node.params, 'content'), positionOf(node), size)
}

function settingsOfFlow(workflow: JsonObject): FlowSettings {
  const settings = objectAt(workflow, 'settings')
  const timeZone = textAt(settings, 'timezone')
  const seconds = numberAt(settings, 'executionTimeout')
  return {
    ...(timeZone === '' || timeZone === 'DEFAULT' || timeZone.length > 64 ? {} : { timeZone }),
    ...(seconds === null || seconds <= 0 ? {} : { timeoutMs: Math.min(Math.max(Math.round(seconds * 1000), 1000), 2_678_400_000) }),
  }
}

