'use client'

import { useStoreApi, type Node, type ReactFlowState } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { DrawnLine, Picture } from '../diagram-boxes.js'
import { BoxQueue } from './box-queue.js'
import type { PageClock } from './detail-queue.js'
import { shapesOf, type Shape } from './shapes-of.js'

/** From so many nodes on boxes are made when they are due. Smaller flows have all of theirs. */
const largeFlow = 200

/** What is made of a large flow, and what stands in the picture instead of the rest. */
export interface Made {
  readonly ids: ReadonlySet<string>
  /** By id: all that is seen as a shape until it is made. */
  readonly shapes: ReadonlyMap<string, Shape>
}

const nothing: ReadonlySet<string> = new Set()

const pageClock: PageClock = {
  now: () => performance.now(),
  later: (ms, work) => void setTimeout(work, ms),
  nextFrame: (work) => void requestAnimationFrame(() => flushSync(work)),
}

function hasFocus(id: string): boolean {
  return window.document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset['id'] === id
}

/** Which boxes and lines of a large flow are made now (null: all, the flow isn't large), and who has to be told of the hand that moves the view. */
export function useMade(picture: Picture): { readonly made: Made | null; readonly queue: BoxQueue } {
  const isLarge = picture.document.nodes.length >= largeFlow
  const [ids, setIds] = useState(nothing)
  const [queue] = useState(() => new BoxQueue(pageClock, setIds, hasFocus))
  const shapes = useMemo(() => new Map(isLarge ? shapesOf(picture).map((shape) => [shape.id, shape]) : []), [isLarge, picture])
  useEffect(() => queue.draw([...shapes.values()]), [queue, shapes])
  useWatchedView(queue, isLarge)
  const made = useMemo(() => (isLarge ? { ids, shapes } : null), [isLarge, ids, shapes])
  return { made, queue }
}

/** Tells the queue where the view is, what the pointer is on, and when a key or a frame is about to reach boxes. */
function useWatchedView(queue: BoxQueue, isLarge: boolean): void {
  const flow = useStoreApi()
  useEffect(() => {
    if (!isLarge) return
    const look = ({ transform: [x, y, zoom], width, height }: ReactFlowState) => queue.look({ x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }, zoom)
    look(flow.getState())
    const stop = flow.subscribe((state, before) => {
      const hasMoved = state.transform !== before.transform || state.width !== before.width || state.height !== before.height
      if (hasMoved) look(state)
      if (state.userSelectionRect !== null && (hasMoved || before.userSelectionRect === null)) queue.rush()
    })
    const { domNode } = flow.getState()
    const onPointer = ({ clientX, clientY, buttons, pointerType }: PointerEvent) => {
      if (domNode === null || (pointerType === 'mouse' && buttons !== 0)) return
      const { left, top } = domNode.getBoundingClientRect()
      const [x, y, zoom] = flow.getState().transform
      // At once: a press may follow, and its box has to be there.
      flushSync(() => queue.point({ x: (clientX - left - x) / zoom, y: (clientY - top - y) / zoom }))
    }
    const onKey = ({ key }: KeyboardEvent) => key === 'Tab' && queue.wake()
    const pointed = ['pointermove', 'pointerdown'] as const
    for (const event of pointed) domNode?.addEventListener(event, onPointer, { passive: true, capture: true })
    window.addEventListener('keydown', onKey)
    return () => {
      stop()
      for (const event of pointed) domNode?.removeEventListener(event, onPointer, { capture: true })
      window.removeEventListener('keydown', onKey)
    }
  }, [flow, queue, isLarge])
}

/** The boxes as React Flow is given them: all of them, since it moves and selects them too; those that aren't made are hidden. */
export function madeBoxes(boxes: Node[], made: Made | null): Node[] {
  return boxes.map((box) => {
    const isHidden = made !== null && made.shapes.has(box.id) && box.selected !== true && !made.ids.has(box.id)
    if ((box.hidden ?? false) === isHidden) return box
    const known = twins.get(box)
    if (known !== undefined) return known
    const twin = { ...box, hidden: isHidden }
    twins.set(box, twin)
    return twin
  })
}

/** The same object for the same box, so that React Flow takes it for unchanged. */
const twins = new WeakMap<Node, Node>()

/** The lines as React Flow is given them. */
export function madeLines(lines: DrawnLine[], made: Made | null): DrawnLine[] {
  return made === null ? lines : lines.filter(({ id, selected }) => selected === true || made.ids.has(id) || !made.shapes.has(id))
}
