import { createStore, type StoreApi } from 'zustand/vanilla'
import { applyOperation, emptyFlow, type FlowDocument, type FlowNode, type FlowOperation } from '@maillon/flow-document'
import { isMaillonError, type ErrorInfo } from '@maillon/kernel'
import { storable } from './storable.js'
import { typedPlace } from './typed-place.js'
import { restoreOperation } from './versions/restore-operation.js'

/** Where a node is being added from: an output port, an edge that it shall stand on, or nowhere. */
export type PlaceToAdd =
  /** `at`: where its line was let go; absent: right of the node. */
  | { readonly kind: 'port'; readonly node: string; readonly port: string; readonly at?: { readonly x: number; readonly y: number } }
  | { readonly kind: 'edge'; readonly from: string; readonly to: string }
  | { readonly kind: 'place'; readonly x: number; readonly y: number }
  | { readonly kind: 'anywhere' }

/** What a choice of a node type is for: a new node, or another type for one that keeps what fits. */
export type AddingFrom = PlaceToAdd | { readonly kind: 'replace'; readonly node: string }

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
  /** Note that is being written. Null: none. */
  readonly writingNote: string | null
  /** What the last refused edit said. */
  readonly refusal: ErrorInfo | null
  /** A past run is shown: nothing can be edited. */
  readonly isReadOnly: boolean
  /** Where the last edit wrote; writing on there is the same step of undo. Null: the last edit was of another kind. */
  readonly typedAt: string | null
  /** The draft with its undo steps, put aside while the version of a past run is shown. Null: the draft itself is shown. */
  readonly draft: Draft | null
}

/** What belongs to the draft, and to nothing else that the canvas may show. */
export type Draft = Pick<EditorState, 'document' | 'nodeById' | 'past' | 'future' | 'edits' | 'revision' | 'saveState'>

export interface EditorActions {
  open(document: FlowDocument, revision: number): void
  /** Of two drafts, the other one goes on, as it stands on the server; undo gives ours back. */
  takeOther(document: FlowDocument, revision: number): void
  /** Of two drafts, ours goes on, over the other one; undo gives the other one back. */
  keepOver(other: FlowDocument, revision: number): void
  /** Show the version that ran, read only; the draft and its unsaved edits wait. */
  showVersion(document: FlowDocument): void
  /** The draft again, as it was left. */
  backToDraft(): void
  /** Apply one edit; false where it was refused (then `refusal` says why). */
  apply(operation: FlowOperation): boolean
  undo(): void
  redo(): void
  openPanel(node: string | null): void
  startAdding(from: AddingFrom | null): void
  writeNote(note: string | null): void
  saved(revision: number): void
  setSaveState(state: SaveState): void
  setReadOnly(isReadOnly: boolean): void
  clearRefusal(): void
}

export type Editor = EditorState & EditorActions
export type EditorStore = StoreApi<Editor>

const undoLimit = 500

/**
 * The state of one canvas. The document is the truth; the diagram is derived from it.
 * @param mayEdit false: for people who may only look. Default true.
 */
export function createEditorStore(mayEdit = true): EditorStore {
  return createStore<Editor>()((set, get) => ({
    ...fresh(emptyFlow('none', ''), 0),
    adding: null,
    isReadOnly: !mayEdit,
    draft: null,
    open: (document, revision) => set({ ...fresh(document, revision), adding: null }),
    takeOther: (document, revision) => {
      const { document: mine, past, openNode } = get()
      const shown = withDocument(document)
      set({ ...fresh(document, revision), past: withStep(past, restoreOperation(document, mine)), adding: null, openNode: openNode !== null && shown.nodeById.has(openNode) ? openNode : null })
    },
    keepOver: (other, revision) => {
      const { document: mine, past, edits } = get()
      // As if one had been taken and then the other: what was drawn before stays behind both.
      const both = withStep(withStep(past, restoreOperation(other, mine)), restoreOperation(mine, other))
      set({ past: both, future: [], revision, saveState: 'waiting', edits: edits + 1, typedAt: null })
    },
    showVersion: (document) => {
      const { document: drawn, nodeById, past, future, edits, revision, saveState, draft } = get()
      set({ ...fresh(document, 0), adding: null, isReadOnly: true, draft: draft ?? { document: drawn, nodeById, past, future, edits, revision, saveState } })
    },
    backToDraft: () => {
      const { draft } = get()
      if (draft !== null) set({ ...draft, draft: null, isReadOnly: !mayEdit, openNode: null, writingNote: null, adding: null, refusal: null, typedAt: null })
    },
    apply(drawn) {
      const operation = storable(drawn)
      const { document, nodeById, past, edits, isReadOnly, typedAt } = get()
      if (isReadOnly) return false
      try {
        const applied = applyOperation(document, operation)
        const place = typedPlace(operation, nodeById)
        // The first inverse of a stretch of writing takes all of it back: it holds the property as it was before.
        const steps = place !== null && place === typedAt && past.length > 0 ? past : withStep(past, applied.inverse)
        set({ ...withDocument(applied.document), past: steps, future: [], edits: edits + 1, refusal: null, typedAt: place })
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
      set({ ...withDocument(applied.document), past: past.slice(0, -1), future: [...future, applied.inverse], edits: get().edits + 1, typedAt: null })
    },
    redo: () => {
      const { past, future } = get()
      const next = future.at(-1)
      if (next === undefined || get().isReadOnly) return
      const applied = applyOperation(get().document, next)
      set({ ...withDocument(applied.document), past: [...past, applied.inverse], future: future.slice(0, -1), edits: get().edits + 1, typedAt: null })
    },
    openPanel: (openNode) => set({ openNode }),
    startAdding: (adding) => set({ adding }),
    writeNote: (writingNote) => set({ writingNote }),
    // An answer that arrives while a past run is shown is about the draft that waits.
    saved: (revision) => set(({ draft }) => (draft === null ? { revision } : { draft: { ...draft, revision } })),
    setSaveState: (saveState) => set(({ draft }) => (draft === null ? { saveState } : { draft: { ...draft, saveState } })),
    setReadOnly: (isReadOnly) => set({ isReadOnly: isReadOnly || !mayEdit }),
    clearRefusal: () => set({ refusal: null }),
  }))
}

function withStep(past: readonly FlowOperation[], step: FlowOperation): readonly FlowOperation[] {
  return [...past, step].slice(-undoLimit)
}

function fresh(document: FlowDocument, revision: number): Omit<EditorState, 'adding' | 'isReadOnly' | 'draft'> {
  return { ...withDocument(document), past: [], future: [], edits: 0, revision, saveState: 'saved', openNode: null, writingNote: null, refusal: null, typedAt: null }
}

function withDocument(document: FlowDocument): Pick<EditorState, 'document' | 'nodeById'> {
  return { document, nodeById: new Map(document.nodes.map((node) => [node.id, node])) }
}
