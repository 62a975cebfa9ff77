import { createStore, type StoreApi } from 'zustand/vanilla'
import { applyOperation, emptyFlow, type FlowDocument, type FlowNode, type FlowOperation } from '@maillon/flow-document'
import { isMaillonError, type ErrorInfo } from '@maillon/kernel'

/** Where a node is being added from: an output port, an edge that it shall stand on, or nowhere. */
export type AddingFrom =
  | { readonly kind: 'port'; readonly node: string; readonly port: string }
  | { readonly kind: 'edge'; readonly from: string; readonly to: string }
  | { readonly kind: 'place'; readonly x: number; readonly y: number }
  | { readonly kind: 'anywhere' }

export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused'

export interface EditorState {
  readonly document: FlowDocument
  readonly nodeById: ReadonlyMap<string, FlowNode>
  /** Inverse operations, oldest first. */
  readonly past: readonly FlowOperation[]
  readonly future: readonly FlowOperation[]
  /** Counts the edits since the flow was opened; autosave compares it. */
  readonly edits: number
  readonly revision: number
  readonly saveState: SaveState
  /** Node whose panel is open. */
  readonly openNode: string | null
  readonly adding: AddingFrom | null
  /** What the last refused edit said. */
  readonly refusal: ErrorInfo | null
  /** A past run is shown: nothing can be edited. */
  readonly isReadOnly: boolean
}

export interface EditorActions {
  open(document: FlowDocument, revision: number): void
  /** Apply one edit; false where it was refused (then `refusal` says why). */
  apply(operation: FlowOperation): boolean
  undo(): void
  redo(): void
  openPanel(node: string | null): void
  startAdding(from: AddingFrom | null): void
  saved(revision: number): void
  setSaveState(state: SaveState): void
  setReadOnly(isReadOnly: boolean): void
  clearRefusal(): void
}

export type Editor = EditorState & EditorActions
export type EditorStore = StoreApi<Editor>

const undoLimit = 500

/** The state of one canvas. The document is the truth; the diagram is derived from it. */
export function createEditorStore(): EditorStore {
  return createStore<Editor>()((set, get) => ({
    ...fresh(emptyFlow('none', ''), 0),
    adding: null,
    isReadOnly: false,
    open: (document, revision) => set({ ...fresh(document, revision), adding: null }),
    apply(operation) {
      const { document, past, edits, isReadOnly } = get()
      if (isReadOnly) return false
      try {
        const applied = applyOperation(document, operation)
        set({ ...withDocument(applied.document), past: [...past, applied.inverse].slice(-undoLimit), future: [], edits: edits + 1, refusal: null })
        return true
      } catch (error) {
        if (!isMaillonError(error)) throw error
        set({ refusal: error.info })
        return false
      }
    },
    undo: () => {
      const { past, future } = get()
      const last = past.at(-1)
      if (last === undefined || get().isReadOnly) return
      const applied = applyOperation(get().document, last)
      set({ ...withDocument(applied.document), past: past.slice(0, -1), future: [...future, applied.inverse], edits: get().edits + 1 })
    },
    redo: () => {
      const { past, future } = get()
      const next = future.at(-1)
      if (next === undefined || get().isReadOnly) return
      const applied = applyOperation(get().document, next)
      set({ ...withDocument(applied.document), past: [...past, applied.inverse], future: future.slice(0, -1), edits: get().edits + 1 })
    },
    openPanel: (openNode) => set({ openNode }),
    startAdding: (adding) => set({ adding }),
    saved: (revision) => set({ revision }),
    setSaveState: (saveState) => set({ saveState }),
    setReadOnly: (isReadOnly) => set({ isReadOnly }),
    clearRefusal: () => set({ refusal: null }),
  }))
}

function fresh(document: FlowDocument, revision: number): Omit<EditorState, 'adding' | 'isReadOnly'> {
  return { ...withDocument(document), past: [], future: [], edits: 0, revision, saveState: 'saved', openNode: null, refusal: null }
}

function withDocument(document: FlowDocument): Pick<EditorState, 'document' | 'nodeById'> {
  return { document, nodeById: new Map(document.nodes.map((node) => [node.id, node])) }
}
