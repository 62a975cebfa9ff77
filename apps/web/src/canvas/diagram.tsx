'use client'

import { useComputedColorScheme } from '@mantine/core'
import { Background, Controls, MiniMap, ReactFlow, useReactFlow, applyNodeChanges, type Edge, type EdgeChange, type Node, type NodeChange, type OnBeforeDelete } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { parseEndpoint, type FlowDocument } from '@maillon/flow-document'
import { nodeSize, onGrid } from './arrange-nodes.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { firstViewport } from './first-viewport.js'
import { FlowEdgeLine } from './flow-edge.js'
import { FlowNodeBox } from './flow-node.js'
import { nodeTypeFormat } from './palette.js'
import { useAddNode } from './use-add-node.js'
import { useConnecting } from './use-connecting.js'

const nodeTypes = { flow: FlowNodeBox }
const edgeTypes = { flow: FlowEdgeLine }

/** The picture of the document. Moves and selections live here until they are let go; everything else is an operation. */
export function Diagram() {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const addNode = useAddNode()
  const { view } = useCanvasCatalogue()
  const document = useEditor((state) => state.document)
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const scheme = useComputedColorScheme('light')
  const flow = useReactFlow()
  const isEmpty = document.nodes.length === 0
  const [nodes, setNodes] = useState<Node[]>(() => nodesOf(document, []))
  const [selectedEdges, setSelectedEdges] = useState<ReadonlySet<string>>(new Set())

  useEffect(() => setNodes((known) => nodesOf(document, known)), [document])

  // At first, and when the version of a past run takes the place of the draft or gives it back.
  useEffect(() => {
    const pane = window.document.querySelector('.react-flow')
    if (pane !== null) void flow.setViewport(firstViewport(store.getState().document, pane.getBoundingClientRect()))
  }, [flow, store, isReadOnly, isEmpty])

  const onNodesChange = useCallback(
    (changes: NodeChange[]) => {
      setNodes((known) => applyNodeChanges(changes.filter(({ type }) => type !== 'remove'), known))
      // Let go after a drag, or moved by the arrow keys.
      const letGo = changes.flatMap((change) => (change.type === 'position' && change.dragging !== true && change.position !== undefined ? [{ id: change.id, position: change.position }] : []))
      const { nodeById } = store.getState()
      const positions = Object.fromEntries(
        letGo
          .map(({ id, position }) => [id, { x: onGrid(position.x), y: onGrid(position.y) }] as const)
          .filter(([id, { x, y }]) => nodeById.has(id) && (nodeById.get(id)?.position.x !== x || nodeById.get(id)?.position.y !== y)),
      )
      if (Object.keys(positions).length > 0) store.getState().apply({ op: 'move-nodes', positions })
    },
    [store],
  )
  const onEdgesChange = useCallback(
    (changes: EdgeChange[]) => {
      const selected = changes.flatMap((change) => (change.type === 'select' ? [change] : []))
      if (selected.length > 0)
        setSelectedEdges((known) => {
          const next = new Set(known)
          for (const { id, selected: isSelected } of selected) if (isSelected) next.add(id)
            else next.delete(id)
          return next
        })
    },
    [],
  )
  // Nodes and lines go in one edit, so that one undo brings them back; React Flow itself removes nothing.
  const onBeforeDelete = useCallback<OnBeforeDelete>(
    ({ nodes: goneNodes, edges: goneEdges }) => {
      const ids = new Set(goneNodes.map(({ id }) => id))
      const lines = new Set(goneEdges.flatMap(({ id, source, target }) => (ids.has(source) || ids.has(target) ? [] : [id])))
      const { document: drawn } = store.getState()
      store.getState().apply({
        op: 'batch',
        operations: [
          ...drawn.edges.filter((edge) => lines.has(edgeId(edge))).map((edge) => ({ op: 'remove-edge', edge }) as const),
          ...[...ids].map((id) => ({ op: 'remove-node', id }) as const),
        ],
      })
      return Promise.resolve(false)
    },
    [store],
  )
  const connecting = useConnecting()
  const edges = useMemo(() => edgesOf(document, selectedEdges), [document, selectedEdges])
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    const descriptor = view.nodes.find(({ type }) => type === event.dataTransfer.getData(nodeTypeFormat))
    if (descriptor === undefined) return
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const from = { kind: 'place', x: onGrid(at.x - nodeSize.width / 2), y: onGrid(at.y - nodeSize.height / 2) } as const
    addNode(descriptor, from)
  }

  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      {...connecting}
      onBeforeDelete={onBeforeDelete}
      onNodeDoubleClick={(_event, node) => store.getState().openPanel(node.id)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      colorMode={scheme}
      nodesDraggable={!isReadOnly}
      nodesConnectable={!isReadOnly}
      deleteKeyCode={isReadOnly ? null : ['Delete', 'Backspace']}
      multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
      selectionKeyCode="Shift"
      snapToGrid
      snapGrid={[8, 8]}
      minZoom={0.1}
      maxZoom={2}
      onlyRenderVisibleElements={nodes.length > 150}
      proOptions={{ hideAttribution: false }}
      aria-label={t('diagram')}
    >
      <Background gap={24} size={1} />
      <Controls showInteractive={false} position="bottom-left" />
      {nodes.length > 12 && <MiniMap nodeColor="var(--mantine-color-dimmed)" pannable zoomable position="bottom-right" ariaLabel={t('minimap')} />}
    </ReactFlow>
  )
}

/** The nodes of the picture; what React Flow measured and what is selected is kept. */
function nodesOf(document: FlowDocument, known: readonly Node[]): Node[] {
  const before = new Map(known.map((node) => [node.id, node]))
  return document.nodes.map((node) => {
    const old = before.get(node.id)
    if (old !== undefined && old.position.x === node.position.x && old.position.y === node.position.y) return old
    return { ...(old ?? { id: node.id, type: 'flow', data: {} }), position: node.position }
  })
}

function edgesOf(document: FlowDocument, selected: ReadonlySet<string>): Edge[] {
  return document.edges.flatMap((edge) => {
    const from = parseEndpoint(edge.from)
    const to = parseEndpoint(edge.to)
    if (from === null || to === null) return []
    const id = edgeId(edge)
    return [{ id, type: 'flow', source: from.node, sourceHandle: from.port, target: to.node, targetHandle: to.port, selected: selected.has(id) }]
  })
}

function edgeId({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from}→${to}`
}
