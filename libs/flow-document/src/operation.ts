import type { FlowEdge, FlowGroup, FlowNode, FlowSettings, StickyNote } from './flow-document.js'

/**
 * Every edit of a document, as a closed union: the web editor, the server and the command line apply the same ones.
 * Undo is the inverse operation that `applyOperation` gives back.
 */
export type FlowOperation =
  | { readonly op: 'add-node'; readonly node: FlowNode; readonly at?: number }
  | { readonly op: 'remove-node'; readonly id: string }
  /** Replaces whole properties of a node; `null` removes an optional one. Never the id. */
  | { readonly op: 'change-node'; readonly id: string; readonly change: NodeChange }
  | { readonly op: 'move-nodes'; readonly positions: { readonly [id: string]: { readonly x: number; readonly y: number } } }
  | { readonly op: 'add-edge'; readonly edge: FlowEdge; readonly at?: number }
  | { readonly op: 'remove-edge'; readonly edge: FlowEdge }
  | { readonly op: 'add-note'; readonly note: StickyNote; readonly at?: number }
  | { readonly op: 'remove-note'; readonly id: string }
  | { readonly op: 'change-note'; readonly id: string; readonly change: Partial<Omit<StickyNote, 'id'>> }
  | { readonly op: 'add-group'; readonly group: FlowGroup; readonly at?: number }
  | { readonly op: 'remove-group'; readonly id: string }
  | { readonly op: 'change-group'; readonly id: string; readonly change: GroupChange }
  | { readonly op: 'change-flow'; readonly change: { readonly name?: string; readonly description?: string | null; readonly settings?: FlowSettings } }
  /** Several as one step of undo. */
  | { readonly op: 'batch'; readonly operations: readonly FlowOperation[] }

/** `folded` null: unfolded. */
export interface GroupChange {
  readonly name?: string
  readonly nodes?: readonly string[]
  readonly folded?: true | null
}

export type NodeChange = {
  readonly [K in Exclude<keyof FlowNode, 'id'>]?: FlowNode[K] | null
}
