import type { FlowDocument, FlowOperation } from '@maillon/flow-document'

/** The edit that makes a version the draft: everything of it, as one step of undo. */
export function restoreOperation(draft: FlowDocument, version: FlowDocument): FlowOperation {
  return {
    op: 'batch',
    operations: [
      ...draft.nodes.map(({ id }) => ({ op: 'remove-node', id }) as const),
      ...draft.notes.map(({ id }) => ({ op: 'remove-note', id }) as const),
      ...version.nodes.map((node) => ({ op: 'add-node', node }) as const),
      ...version.edges.map((edge) => ({ op: 'add-edge', edge }) as const),
      ...version.notes.map((note) => ({ op: 'add-note', note }) as const),
      ...(version.groups ?? []).map((group) => ({ op: 'add-group', group }) as const),
      { op: 'change-flow', change: { name: version.name, description: version.description ?? null, settings: version.settings } },
    ],
  }
}
