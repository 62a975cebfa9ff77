'use client'

import { notifications } from '@mantine/notifications'
import { applyNodeChanges, type EdgeChange, type Node, type NodeChange, type NodePositionChange, type OnBeforeDelete } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { idsOf } from './box-ids.js'
import { boxesOf, lineId, linesOf, withoutGuess, type DrawnLine, type Picture } from './diagram-boxes.js'
import { useEditorStore } from './editor-context.js'
import type { EditorStore } from './editor-store.js'
import { followersOf, operationOfMoves } from './moved-boxes.js'

export interface DiagramState {
  readonly nodes: Node[]
  readonly edges: DrawnLine[]
  readonly onNodesChange: (changes: NodeChange[]) => void
  readonly onEdgesChange: (changes: EdgeChange[]) => void
  readonly onBeforeDelete: OnBeforeDelete
}

/** Boxes and lines as React Flow moves and selects them; what is let go or deleted becomes an edit. @param picture the same object for as long as nothing in it changes */
export function useDiagramState(picture: Picture): DiagramState {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const latest = useRef(picture)
  const [nodes, setNodes] = useState<Node[]>(() => boxesOf(picture, []))
  const shown = useRef(nodes)
  const [selectedLines, setSelectedLines] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    latest.current = picture
    setNodes((known) => (shown.current = boxesOf(picture, known)))
  }, [picture])

  const onNodesChange = useCallback(
    (given: NodeChange[]) => {
      const changes = withFollowers(given, latest.current, shown.current)
      const isMeasured = changes.some(({ type }) => type === 'dimensions')
      setNodes((known) => {
        const changed = applyNodeChanges(changes.filter(({ type }) => type !== 'remove'), known)
        return (shown.current = isMeasured ? changed.map(withoutGuess) : changed)
      })
      // Let go after a drag, or moved by the arrow keys.
      const letGo = changes.flatMap((change) => (change.type === 'position' && change.dragging !== true && change.position !== undefined ? [{ id: change.id, ...change.position }] : []))
      const found = letGo.length === 0 ? null : operationOfMoves(latest.current, letGo)
      if (found === null) return
      store.getState().apply(found.operation)
      if (found.keptIn.length > 0) notifications.show({ message: t('container.kept') })
    },
    [store, t],
  )
  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    const selected = changes.flatMap((change) => (change.type === 'select' ? [change] : []))
    if (selected.length === 0) return
    setSelectedLines((known) => {
      const next = new Set(known)
      for (const { id, selected: isSelected } of selected) if (isSelected) next.add(id)
        else next.delete(id)
      return next
    })
  }, [])
  const onBeforeDelete = useCallback<OnBeforeDelete>(
    ({ nodes: boxes, edges: lines }) => {
      deleteThings(store, boxes.map(({ id }) => id), lines.map(({ id }) => id))
      // React Flow itself removes nothing.
      return Promise.resolve(false)
    },
    [store],
  )
  const edges = useMemo(() => linesOf(picture, selectedLines), [picture, selectedLines])
  return { nodes, edges, onNodesChange, onEdgesChange, onBeforeDelete }
}

/** Boxes and lines go in one edit, so that one undo brings them back. A group goes without its nodes. */
export function deleteThings(store: EditorStore, boxes: readonly string[], lines: readonly string[] = []): void {
  const { document } = store.getState()
  const nodes = new Set(idsOf('node', boxes))
  const gone = new Set(lines)
  // Groups first: one whose last node goes would be gone by then.
  store.getState().apply({
    op: 'batch',
    operations: [
      ...idsOf('group', boxes).map((id) => ({ op: 'remove-group', id }) as const),
      ...document.edges.filter((edge) => gone.has(lineId(edge)) && !touches(edge.from, nodes) && !touches(edge.to, nodes)).map((edge) => ({ op: 'remove-edge', edge }) as const),
      ...[...nodes].map((id) => ({ op: 'remove-node', id }) as const),
      ...idsOf('note', boxes).map((id) => ({ op: 'remove-note', id }) as const),
    ],
  })
}

function touches(end: string, nodes: ReadonlySet<string>): boolean {
  return nodes.has(end.slice(0, end.indexOf('.')))
}

/** What a frame carries moves with it while it is dragged, unless it is dragged itself. */
function withFollowers(changes: NodeChange[], { document }: Picture, known: readonly Node[]): NodeChange[] {
  const moved = changes.filter((change): change is NodePositionChange => change.type === 'position' && change.position !== undefined)
  const frames = moved.filter(({ id }) => known.some((box) => box.id === id && box.type !== 'flow' && box.type !== 'note'))
  if (frames.length === 0) return changes
  const moving = new Set(moved.map(({ id }) => id))
  const boxes = new Map(known.map((box) => [box.id, box]))
  const followers = frames.flatMap((frame) => {
    const before = boxes.get(frame.id)?.position
    const { position } = frame
    if (before === undefined || position === undefined) return []
    return [...followersOf(document, frame.id)].flatMap((id): NodeChange[] => {
      const box = boxes.get(id)
      if (box === undefined || moving.has(id)) return []
      moving.add(id)
      return [{ ...frame, id, position: { x: box.position.x + position.x - before.x, y: box.position.y + position.y - before.y } }]
    })
  })
  return [...changes, ...followers]
}
