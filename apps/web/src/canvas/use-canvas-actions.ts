'use client'

import { notifications } from '@mantine/notifications'
import { useReactFlow, type ReactFlowInstance } from '@xyflow/react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { applyOperation, copyOfNodes, newNodeId, pasteOperations, type FlowOperation, type Paste } from '@maillon/flow-document'
import type { Locale } from '@maillon/kernel'
import { diagnosticSentence } from '@maillon/messages'
import { outputPorts } from '@maillon/node-contract'
import { useLocale } from '../i18n/locale-provider.js'
import { addNode } from './add-node.js'
import { bringIntoView } from './bring-into-view.js'
import { boxId, idsOf } from './box-ids.js'
import type { CanvasCommand } from './canvas-keys.js'
import { useEditorStore } from './editor-context.js'
import { fitBoxes } from './fit-boxes.js'
import type { EditorStore } from './editor-store.js'
import { alignBoxes, alignments, distributeBoxes, distributions, type NamedBox } from './layout/align-boxes.js'
import { firstViewport } from './layout/first-viewport.js'
import { framesOf } from './layout/frames.js'
import { wayToFreeStrip } from './layout/free-strip.js'
import { around, onGrid, type Position } from './layout/node-size.js'
import { operationOfMoves } from './moved-boxes.js'
import { mostPastedCharacters, pastedRange } from './pasted-range.js'
import { selectSoon } from './select-soon.js'
import type { CatalogueRead } from './use-catalogue.js'
import { deleteThings } from './use-diagram-state.js'

export interface CommandHandlers {
  readonly onFind: () => void
  readonly onSave: () => void
  readonly onRun: () => void
  readonly onHelp: () => void
  readonly onList: () => void
  readonly onNextCall: () => void
}

export interface CanvasActions {
  readonly run: { readonly [C in CanvasCommand]: () => void }
  /** The selection as JSON text; null: nothing is selected. */
  copied(): string | null
  paste(text: string, at: Position): void
  /** The middle of what is seen, in flow coordinates. */
  middle(): Position
}

/** What the commands of the canvas do, on what is selected. */
export function useCanvasActions(read: CatalogueRead, handlers: CommandHandlers): CanvasActions {
  const store = useEditorStore()
  const flow = useReactFlow()
  const { locale } = useLocale()
  const { t } = useTranslation('canvas')
  return useMemo(() => {
    const tools: Tools = { store, flow, read, say: (operation) => store.getState().apply(operation), words: { group: t('frame.newName') } }
    const paste = (text: string, at: Position): void => {
      const range = pastedRange(text)
      if (range === 'too-long') return void notifications.show({ color: 'orange', message: t('paste.tooLong', { most: mostPastedCharacters }) })
      if (range !== null && addRange(tools, range.text, { locale, name: t('paste.range') })) return
      const pasted = pastedWhereFree(tools, text, at)
      if (pasted.ok) {
        if (!store.getState().apply(pasted.operation)) return
        selectSoon(flow, boxesOf(store, pasted.ids))
        const place = store.getState().nodeById.get(pasted.ids[0] ?? '')?.position
        if (place !== undefined) bringIntoView(flow, place)
        return
      }
      const [first] = pasted.diagnostics
      if (first !== undefined) notifications.show({ color: 'red', message: diagnosticSentence(first, locale) })
    }
    const middle = () => {
      const { x, y } = flow.screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 })
      return { x: onGrid(x), y: onGrid(y) }
    }
    const copied = () => {
      const boxes = selected(flow)
      const { document } = store.getState()
      const members = idsOf('group', boxes).flatMap((id) => document.groups?.find((group) => group.id === id)?.nodes ?? [])
      const ids = [...idsOf('node', boxes), ...members, ...idsOf('note', boxes)]
      return ids.length === 0 ? null : JSON.stringify(copyOfNodes(document, ids), null, 2)
    }
    return { run: runTable(tools, handlers, { paste, copied, middle }), copied, paste, middle }
  }, [store, flow, locale, handlers, read, t])
}

/** A step that gives the rows of a pasted range; false where the definition for it isn't there. */
function addRange({ store, flow, read }: Tools, text: string, { locale, name }: { readonly locale: Locale; readonly name: string }): boolean {
  const descriptor = read.view.nodes.find(({ type }) => type === 'files.read')
  if (descriptor === undefined) return false
  const added = addNode(store.getState().document, { descriptor, from: { kind: 'anywhere' }, locale, catalogue: read.catalogue })
  const params = { source: 'text', text, as: 'csv', delimiter: 'tab', numbers: 'auto' }
  if (!store.getState().apply({ op: 'batch', operations: [added.operation, { op: 'change-node', id: added.id, change: { name, params } }] })) return true
  store.getState().openPanel(added.id)
  const place = store.getState().nodeById.get(added.id)?.position
  if (place !== undefined) bringIntoView(flow, place)
  selectSoon(flow, new Set([added.id]))
  return true
}

interface Tools {
  readonly store: EditorStore
  readonly flow: ReactFlowInstance
  readonly read: CatalogueRead
  readonly say: (operation: FlowOperation) => boolean
  readonly words: { readonly group: string }
}

function runTable(tools: Tools, handlers: CommandHandlers, { paste, copied, middle }: Omit<CanvasActions, 'run'>): CanvasActions['run'] {
  const { store, flow } = tools
  const only = () => {
    const [first, ...more] = idsOf('node', selected(flow))
    return first !== undefined && more.length === 0 ? first : undefined
  }
  const moves = Object.fromEntries([
    ...alignments.map((how) => [`align-${how}`, () => moveBoxes(tools, alignBoxes(selectedBoxes(tools), how))] as const),
    ...distributions.map((how) => [`distribute-${how}`, () => moveBoxes(tools, distributeBoxes(selectedBoxes(tools), how))] as const),
  ]) as { readonly [C in Extract<CanvasCommand, `align-${string}` | `distribute-${string}`>]: () => void }
  return {
    ...moves,
    add: () => add(tools, only()),
    undo: () => store.getState().undo(),
    redo: () => store.getState().redo(),
    duplicate: () => {
      const text = copied()
      const corner = selectedBoxes(tools).toSorted((one, two) => one.x - two.x)[0]
      if (text !== null && corner !== undefined) paste(text, { x: corner.x + 40, y: corner.y + 120 })
    },
    disable: () => disable(tools),
    open: () => open(tools),
    replace: () => {
      const node = only()
      if (node !== undefined && !store.getState().isReadOnly) store.getState().startAdding({ kind: 'replace', node })
    },
    remove: () => deleteThings(store, selected(flow)),
    find: handlers.onFind,
    tidy: () => void tidy(tools),
    save: handlers.onSave,
    run: handlers.onRun,
    nextCall: handlers.onNextCall,
    selectAll: () => flow.setNodes((boxes) => boxes.map((box) => ({ ...box, selected: true }))),
    help: handlers.onHelp,
    note: () => addNote(tools, middle()),
    group: () => group(tools),
    zoom: () => {
      const ids = selected(flow)
      fitBoxes(flow, ids.length === 0 ? null : ids, { maxZoom: 1, padding: 0.2, duration: 200 })
    },
    list: handlers.onList,
  }
}

/** Ids of the selected boxes, from back to front; where none is, the one that the keyboard is on. */
function selected(flow: ReactFlowInstance): readonly string[] {
  const boxes = flow.getNodes().flatMap((box) => (box.selected === true ? [box.id] : []))
  if (boxes.length > 0) return boxes
  const focused = document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset['id']
  return focused === undefined ? [] : [focused]
}

function selectedBoxes({ flow }: Tools): readonly NamedBox[] {
  const ids = new Set(selected(flow))
  return flow.getNodes().flatMap(({ id, position, measured, initialWidth, initialHeight }) => (ids.has(id) ? [{ id, ...position, width: measured?.width ?? initialWidth ?? 0, height: measured?.height ?? initialHeight ?? 0 }] : []))
}

/** The edit that pastes, at the wanted place or below what stands there already. */
function pastedWhereFree({ store, read: { catalogue } }: Tools, text: string, at: Position): Paste {
  const { document } = store.getState()
  const pasted = pasteOperations(document, text, at)
  if (!pasted.ok) return pasted
  const { boxes } = framesOf(applyOperation(document, pasted.operation).document, catalogue)
  const wanted = around(pasted.ids.flatMap((id) => boxes.get(id) ?? []))
  const down = wanted === null ? 0 : wayToFreeStrip(wanted, framesOf(document, catalogue).boxes.values())
  return down === 0 ? pasted : pasteOperations(document, text, { x: at.x, y: at.y + down })
}

/** Ids of boxes for ids of nodes and notes. */
function boxesOf(store: EditorStore, ids: readonly string[]): ReadonlySet<string> {
  const notes = new Set(store.getState().document.notes.map(({ id }) => id))
  const nodes = store.getState().nodeById
  return new Set(ids.map((id) => (nodes.has(id) ? id : boxId({ kind: notes.has(id) ? 'note' : 'node', id }))))
}

function moveBoxes({ store, read, say }: Tools, positions: { readonly [id: string]: Position }): void {
  const { document } = store.getState()
  const found = operationOfMoves({ document, frames: framesOf(document, read.catalogue), catalogue: read.catalogue }, Object.entries(positions).map(([id, position]) => ({ id, ...position })))
  if (found !== null) say(found.operation)
}

function add({ store, read }: Tools, only: string | undefined): void {
  const node = only === undefined ? undefined : store.getState().nodeById.get(only)
  const descriptor = node === undefined ? null : read.catalogue.get(node.type, node.version)
  const port = node === undefined || descriptor === null ? undefined : outputPorts(descriptor, node.params)[0]?.id
  store.getState().startAdding(node === undefined || port === undefined ? { kind: 'anywhere' } : { kind: 'port', node: node.id, port })
}

function disable({ store, flow, say }: Tools): void {
  const { nodeById } = store.getState()
  const ids = idsOf('node', selected(flow))
  const disabled = ids.some((id) => nodeById.get(id)?.disabled !== true) ? true : null
  if (ids.length > 0) say({ op: 'batch', operations: ids.map((id) => ({ op: 'change-node', id, change: { disabled } })) })
}

function open({ store, flow }: Tools): void {
  const boxes = selected(flow)
  const [node] = idsOf('node', boxes)
  const [note] = idsOf('note', boxes)
  if (node !== undefined) store.getState().openPanel(node)
  else if (note !== undefined && !store.getState().isReadOnly) store.getState().writeNote(note)
}

/** The layout is loaded when it is asked for the first time. */
async function tidy({ store, flow, read, say }: Tools): Promise<void> {
  const { arrangeNodes } = await import('./layout/arrange-nodes.js')
  const { document } = store.getState()
  if (document.nodes.length === 0) return
  say({ op: 'move-nodes', positions: arrangeNodes(document, read.catalogue) })
  const pane = window.document.querySelector('.react-flow')
  if (pane !== null) void flow.setViewport(firstViewport(store.getState().document, pane.getBoundingClientRect()), { duration: 200 })
}

const noteSize = { width: 240, height: 136 } as const

function addNote(tools: Tools, { x, y }: Position): void {
  const { store, say } = tools
  const id = newNodeId('note', new Set(store.getState().document.notes.map((note) => note.id)))
  if (!say({ op: 'add-note', note: { id, text: '', position: { x: onGrid(x - noteSize.width / 2), y: onGrid(y - noteSize.height / 2) }, size: noteSize } })) return
  store.getState().writeNote(id)
}

/** A frame around what is selected; nodes leave the groups that they were in. */
function group({ store, flow, say, words }: Tools): void {
  const { document } = store.getState()
  const nodes = idsOf('node', selected(flow))
  if (nodes.length === 0) return
  const left = (document.groups ?? []).flatMap((one): readonly FlowOperation[] => {
    const rest = one.nodes.filter((id) => !nodes.includes(id))
    if (rest.length === one.nodes.length) return []
    return [rest.length === 0 ? { op: 'remove-group', id: one.id } : { op: 'change-group', id: one.id, change: { nodes: rest } }]
  })
  const id = newNodeId('group', new Set((document.groups ?? []).map((one) => one.id)))
  say({ op: 'batch', operations: [...left, { op: 'add-group', group: { id, name: words.group, nodes } }] })
}

