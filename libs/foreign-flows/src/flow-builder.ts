import { endpoint, flowFormat, flowLimits, newNodeId, type FlowDocument, type FlowEdge, type FlowGroup, type FlowNode, type FlowSettings, type StickyNote } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import type { Draft, NodeDraft } from './conversion.js'
import { shortened } from './foreign-title.js'

/** What a foreign node brings along whatever it becomes. */
export interface NodeFrame {
  /** The id that was allotted to it; its rows are read under it. */
  readonly id: string
  readonly name: string
  readonly position: { readonly x: number; readonly y: number }
  readonly isDisabled: boolean
  readonly more?: Partial<Pick<FlowNode, 'retry' | 'onError' | 'timeoutMs' | 'pinned' | 'runOnEmpty'>>
}

/** Where lines lead in and out of what a foreign node became. */
export interface Ends {
  readonly inputs: readonly string[]
  readonly outputs: readonly (string | null)[]
  /** Our node of the type that the rule named. */
  readonly node: string
}

/** From one box to the next. */
const besides = 352

/** Puts a document together. What is asked of it twice is there once. */
export class FlowBuilder {
  private readonly taken = new Set<string>()
  private readonly noteIds = new Set<string>()
  private readonly nodes = new Map<string, FlowNode>()
  private readonly edges = new Map<string, FlowEdge>()
  private readonly notes: StickyNote[] = []
  private readonly groups: FlowGroup[] = []
  /** How many nodes a chain takes more than the one that stood at that place. */
  private readonly longer = new Map<number, number>()
  /** Place of a node in its chain. */
  private readonly steps = new Map<string, number>()

  /** An id for a node of this name, that no other has. */
  allot(name: string): string {
    const id = newNodeId(name, this.taken)
    this.taken.add(id)
    return id
  }

  /** The node of a draft with those in front of it and behind it. The last of them has the allotted id. */
  add(frame: NodeFrame, draft: Draft): Ends {
    const chain = [...(draft.before ?? []), draft, ...(draft.after ?? [])]
    const main = draft.before?.length ?? 0
    const ids = chain.map((_, index) => (index === chain.length - 1 ? frame.id : this.allot(`${frame.name} ${index + 1}`)))
    chain.forEach((node, index) => this.addNode(frame, node, { id: ids[index] ?? frame.id, index, isMain: index === main }))
    for (const [index, id] of ids.slice(1).entries()) this.connect(endpoint(ids[index] ?? frame.id, index === main ? firstOutput(draft) : 'main'), endpoint(id, 'main'))
    this.longer.set(frame.position.x, Math.max(this.longer.get(frame.position.x) ?? 0, chain.length - 1))
    return { node: ids[main] ?? frame.id, ...endsOf(draft, ids[0] ?? frame.id, frame.id) }
  }

  private addNode(frame: NodeFrame, draft: NodeDraft, place: { readonly id: string; readonly index: number; readonly isMain: boolean }): void {
    const { id, index, isMain } = place
    this.steps.set(id, index)
    const credentials = Object.entries(draft.credentials ?? {})
    this.nodes.set(id, {
      id,
      type: draft.type,
      version: 1,
      name: shortened(isMain ? frame.name : `${frame.name} (${index + 1})`, 200),
      position: frame.position,
      params: draft.params,
      ...(draft.mode === undefined ? {} : { mode: draft.mode }),
      ...(credentials.length === 0 ? {} : { credentials: Object.fromEntries(credentials.map(([slot, name]) => [slot, { id: '', name: shortened(name, 200) }])) }),
      ...(isMain ? frame.more : {}),
      ...(frame.isDisabled ? { disabled: true } : {}),
    })
  }

  connect(from: string, to: string): void {
    if (this.edges.size < flowLimits.edges) this.edges.set(`${from}\n${to}`, { from, to })
  }

  addNote(text: string, position: { readonly x: number; readonly y: number }, size: { readonly width: number; readonly height: number }): void {
    if (this.notes.length >= flowLimits.notes) return
    const id = newNodeId('note', this.noteIds)
    this.noteIds.add(id)
    this.notes.push({ id, text: shortened(text, 20_000), position, size })
  }

  addGroup(name: string, nodes: readonly string[]): void {
    const free = nodes.filter((id) => this.nodes.has(id) && !this.groups.some((group) => group.nodes.includes(id)))
    if (free.length === 0 || this.groups.length >= flowLimits.groups) return
    this.groups.push({ id: newNodeId(name, new Set(this.groups.map((group) => group.id))), name: shortened(name, 200), nodes: free })
  }

  /** Changes a node that was added. */
  change(id: string, change: (node: FlowNode) => FlowNode): void {
    const node = this.nodes.get(id)
    if (node !== undefined) this.nodes.set(id, change(node))
  }

  node(id: string): FlowNode | undefined {
    return this.nodes.get(id)
  }

  all(): Iterable<FlowNode> {
    return this.nodes.values()
  }

  lines(): Iterable<FlowEdge> {
    return this.edges.values()
  }

  disconnect(edge: FlowEdge): void {
    this.edges.delete(`${edge.from}\n${edge.to}`)
  }

  /** @param about what the flow is called, and what it says about itself. */
  document(about: { readonly id: string; readonly name: string; readonly description: string; readonly settings: FlowSettings }): FlowDocument {
    const room = this.roomBefore()
    const placed = <T extends { readonly id: string; readonly position: { readonly x: number; readonly y: number } }>(thing: T): T => ({
      ...thing,
      position: { x: thing.position.x + besides * ((this.steps.get(thing.id) ?? 0) + room(thing.position.x)), y: thing.position.y },
    })
    return {
      format: flowFormat,
      id: about.id,
      name: shortened(about.name, 200),
      ...(about.description.trim() === '' ? {} : { description: shortened(about.description, 20_000) }),
      settings: about.settings,
      nodes: [...this.nodes.values()].map(placed),
      edges: [...this.edges.values()],
      notes: this.notes.map((note) => ({ ...note, position: { ...note.position, x: note.position.x + besides * room(note.position.x) } })),
      ...(this.groups.length === 0 ? {} : { groups: this.groups }),
      requires: {},
    }
  }

  /** How many boxes more stand to the left of a place than stood there: what is behind a chain makes room for it. */
  private roomBefore(): (x: number) => number {
    const columns: { at: number; more: number }[] = []
    for (const [at, more] of [...this.longer].filter((chain) => chain[1] > 0).toSorted(([x], [other]) => x - other)) {
      const last = columns.at(-1)
      // Those that stand nearly above each other take their room once.
      if (last !== undefined && at - last.at < 60) last.more = Math.max(last.more, more)
      else columns.push({ at, more })
    }
    return (x) => {
      let room = 0
      for (const { at, more } of columns) if (at < x - 60) room += more
      return room
    }
  }
}

function firstOutput({ outputs }: Draft): string {
  return outputs?.[0] ?? 'main'
}

/** Where lines lead into the first node of a chain, and out of its last. */
function endsOf(draft: Draft, first: string, last: string): Omit<Ends, 'node'> {
  const inputs = draft.before === undefined ? (draft.inputs ?? ['main']) : ['main']
  const outputs = draft.after === undefined ? (draft.outputs ?? ['main']) : ['main']
  return { inputs: inputs.map((port) => endpoint(first, port)), outputs: outputs.map((port) => (port === null ? null : endpoint(last, port))) }
}

/** Params of our own making as JSON: what is undefined is left out. */
export function paramsOf(values: { readonly [name: string]: JsonObject[string] | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as JsonObject
}
