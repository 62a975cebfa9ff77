import type { ReactFlowInstance } from '@xyflow/react'
import { fitBoxes } from './fit-boxes.js'

const patienceMs = 1_500

/** Brings a box into view, selects it and puts the focus on it. */
export function goToBox(flow: ReactFlowInstance, id: string): void {
  // What was folded away a moment ago isn't there before it has been drawn.
  atNextFrames(() => {
    if (flow.getInternalNode(id) === undefined) return false
    flow.setNodes((all) => all.map((box) => ({ ...box, selected: box.id === id })))
    fitBoxes(flow, [id], { maxZoom: 1, duration: 250, padding: 0.6 })
    focusBox(id)
    return true
  })
}

/** Puts the focus on a box. One that is out of view isn't drawn before the view has moved. */
export function focusBox(id: string): void {
  atNextFrames(() => {
    const box = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    box?.focus({ preventScroll: true })
    return box !== null
  })
}

/** Tries at each frame from the next one on, until it is done or has waited long enough. */
function atNextFrames(isDone: () => boolean): void {
  const end = performance.now() + patienceMs
  const look = () => {
    if (!isDone() && performance.now() < end) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
