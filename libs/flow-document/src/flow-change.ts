import type { LocalizedText } from '@maillon/kernel'

export const flowChangeKinds = [
  'flow-renamed', 'flow-described', 'setting-changed',
  'node-added', 'node-removed', 'node-renamed', 'node-moved', 'node-type-changed', 'node-disabled', 'node-enabled', 'param-changed', 'node-option-changed',
  'edge-added', 'edge-removed', 'edges-reordered', 'note-added', 'note-removed', 'note-changed', 'group-added', 'group-removed', 'group-changed',
] as const
export type FlowChangeKind = (typeof flowChangeKinds)[number]

/** One difference between two versions of a flow, as a sentence and as data. */
export interface FlowChange {
  readonly kind: FlowChangeKind
  /** The node, note or group that it is about (the id in the newer version, of removed ones in the older). Absent: the flow or an edge. */
  readonly node?: string
  /** JSON pointer: inside the node's params for `param-changed`, else inside the document. Absent: the thing as a whole. */
  readonly path?: string
  readonly text: LocalizedText
  /** True: it changes nothing of what a run does (places, notes, descriptions). */
  readonly isCosmetic: boolean
}
