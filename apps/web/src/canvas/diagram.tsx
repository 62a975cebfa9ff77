'use client'

import { useComputedColorScheme } from '@mantine/core'
import { Background, ReactFlow, useReactFlow, useStore, type Node, type ReactFlowState } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState, type DragEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { idsOf, thingOf } from './box-ids.js'
import { ContainerBox } from './boxes/container-box.js'
import { FoldedGroupBox, GroupBox } from './boxes/group-box.js'
import { NoteBox } from './boxes/note-box.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditor, useEditorStore } from './editor-context.js'
import type { BoxQueue } from './detail/box-queue.js'
import { Shapes } from './detail/shapes.js'
import { createDetailQueue, DetailContext } from './detail/use-details.js'
import { useFollowedView } from './detail/use-followed-view.js'
import { madeBoxes, madeLines, useMade } from './detail/use-made.js'
import { zoomRange } from './fit-boxes.js'
import { FirstRowOfLine } from './first-row/first-row.js'
import { FlowEdgeLine, LabelHostContext } from './flow-edge.js'
import { FlowNodeBox } from './flow-node.js'
import { firstViewport } from './layout/first-viewport.js'
import { framesOf } from './layout/frames.js'
import { nodeSize, onGrid } from './layout/node-size.js'
import { Overview } from './overview.js'
import { nodeTypeFormat } from './palette.js'
import { SelectionBar } from './selection-bar.js'
import { useAddNode } from './use-add-node.js'
import { useConnecting } from './use-connecting.js'
import { useDiagramState } from './use-diagram-state.js'
import { useDiagramWords } from './use-diagram-words.js'
import { useIsPhone } from './use-is-phone.js'
import { ViewControls } from './view-controls.js'
import classes from './diagram.module.css'

const boxTypes = { flow: FlowNodeBox, container: ContainerBox, frame: GroupBox, folded: FoldedGroupBox, note: NoteBox }
const lineTypes = { flow: FlowEdgeLine }
const manyBoxes = 150
/** A wheel turns in notches: between two of them the view isn't at rest. */
const restAfterMs = 250
const modifiers = ['Shift', 'Meta', 'Control']
const deleteKeys = ['Delete', 'Backspace']
const grid: [number, number] = [8, 8]
const attribution = { hideAttribution: false }

/** Behind the boxes, so that a label never hides one. */
const labelHostOf = ({ domNode }: ReactFlowState) => (domNode === null ? null : (labelHosts.get(domNode) ?? findLabelHost(domNode)))
/** Asked at every movement: looked for once. */
const labelHosts = new WeakMap<Element, Element>()

function findLabelHost(domNode: Element): Element | null {
  const host = domNode.querySelector('.react-flow__edgelabel-renderer')
  if (host !== null) labelHosts.set(domNode, host)
  return host
}

export interface DiagramProps {
  /** Does what the selection bar offers. */
  readonly children?: React.ReactNode
}

/** The picture of the document. Moves and selections live here until they are let go; everything else is an operation. */
export function Diagram({ children }: DiagramProps) {
  const { t } = useTranslation('canvas')
  const document = useEditor((state) => state.document)
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const { catalogue } = useCanvasCatalogue()
  const scheme = useComputedColorScheme('light')
  const frames = useMemo(() => framesOf(document, catalogue), [document, catalogue])
  const { words, ariaLabelConfig } = useDiagramWords()
  const picture = useMemo(() => ({ document, frames, catalogue, words }), [document, frames, catalogue, words])
  const state = useDiagramState(picture)
  // First of all, so that what is made is what the flow opens at.
  useFirstViewport()
  const { made, queue } = useMade(picture)
  const nodes = useMemo(() => madeBoxes(state.nodes, made), [state.nodes, made])
  const edges = useMemo(() => madeLines(state.edges, made), [state.edges, made])
  const connecting = useConnecting()
  const onDrop = useDropFromPalette()
  const isPhone = useIsPhone()
  // A thumb that moves the view would move boxes and begin lines.
  const isStill = isReadOnly || isPhone

  const labelHost = useStore(labelHostOf)
  const surface = useRef<HTMLDivElement>(null)
  const [details] = useState(createDetailQueue)
  useFollowedView(details, surface)
  const handlers = useSteadyHandlers({ surface, isPhone, queue })

  return (
    <DetailContext value={details}>
      <LabelHostContext value={labelHost}>
        <ReactFlow
          ref={surface}
          {...state}
          nodes={nodes}
          edges={edges}
          {...connecting}
          className={classes.surface}
          nodeTypes={boxTypes}
          edgeTypes={lineTypes}
          {...handlers}
          onDrop={onDrop}
          colorMode={scheme}
          nodesDraggable={!isStill}
          nodesConnectable={!isStill}
          // Boxes that stand still would let a double click through to the canvas, which zooms instead of opening them.
          zoomOnDoubleClick={!isStill}
          deleteKeyCode={isReadOnly ? null : deleteKeys}
          multiSelectionKeyCode={modifiers}
          selectionKeyCode="Shift"
          snapToGrid
          snapGrid={grid}
          minZoom={zoomRange.min}
          maxZoom={zoomRange.max}
          onlyRenderVisibleElements={state.nodes.length > manyBoxes}
          elevateNodesOnSelect={false}
          proOptions={attribution}
          aria-label={t('diagram')}
          ariaLabelConfig={ariaLabelConfig}
        >
          <Background gap={24} size={1} />
          {made !== null && <Shapes {...made} />}
          <ViewControls />
          {state.nodes.length > 12 && !isPhone && <Overview frames={frames} />}
          {!isPhone && <FirstRowOfLine surface={surface} />}
          {!isStill && <SelectionBar />}
          {children}
        </ReactFlow>
      </LabelHostContext>
    </DetailContext>
  )
}

/** The same functions at every drawing: with others each box would be drawn anew at every step of a drag. */
function useSteadyHandlers({ surface, isPhone, queue }: { readonly surface: RefObject<HTMLElement | null>; readonly isPhone: boolean; readonly queue: BoxQueue }) {
  const store = useEditorStore()
  const rest = useRef<number>(undefined)
  return useMemo(() => {
    // While the view moves it is one picture that is shifted, not drawn anew; at rest it is drawn, so that it is sharp at every zoom.
    const setMoving = (isMoving: boolean) => surface.current?.toggleAttribute('data-moving', isMoving)
    const openBox = (_event: unknown, box: Node) => {
      const [node] = idsOf('node', [box.id])
      const { kind, id } = thingOf(box.id)
      if (node !== undefined) store.getState().openPanel(node)
      else if (kind === 'group' && box.type === 'folded') store.getState().apply({ op: 'change-group', id, change: { folded: null } })
    }
    return {
      ...(isPhone ? { onNodeClick: openBox } : { onNodeDoubleClick: openBox }),
      onMoveStart: (event: unknown) => {
        window.clearTimeout(rest.current)
        setMoving(true)
        // Without an event it is moved by the page itself.
        if (event !== null) queue.hold(true)
      },
      onMoveEnd: () => {
        window.clearTimeout(rest.current)
        rest.current = window.setTimeout(() => setMoving(false), restAfterMs)
        queue.hold(false)
      },
      onDragOver: (event: DragEvent) => event.preventDefault(),
    }
  }, [store, surface, isPhone, queue])
}

function useDropFromPalette(): (event: DragEvent) => void {
  const flow = useReactFlow()
  const addNode = useAddNode()
  const { view } = useCanvasCatalogue()
  return (event) => {
    event.preventDefault()
    const descriptor = view.nodes.find(({ type }) => type === event.dataTransfer.getData(nodeTypeFormat))
    if (descriptor === undefined) return
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    addNode(descriptor, { kind: 'place', x: onGrid(at.x - nodeSize.width / 2), y: onGrid(at.y - nodeSize.height / 2) })
  }
}

/** At first, and when the version of a past run takes the place of the draft or gives it back. */
function useFirstViewport(): void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const isEmpty = useEditor((state) => state.document.nodes.length === 0)
  useEffect(() => {
    const pane = window.document.querySelector('.react-flow')
    if (pane !== null) void flow.setViewport(firstViewport(store.getState().document, pane.getBoundingClientRect()))
  }, [flow, store, isReadOnly, isEmpty])
}
