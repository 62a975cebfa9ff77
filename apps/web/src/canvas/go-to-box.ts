import type { ReactFlowInstance } from '@xyflow/react'

/** Brings a box into view, selects it and puts the focus on it. */
export function goToBox(flow: ReactFlowInstance, id: string): void {
  flow.setNodes((all) => all.map((box) => ({ ...box, selected: box.id === id })))
  void flow.fitView({ nodes: [{ id }], maxZoom: 1, duration: 250, padding: 0.6 })
  focusBox(id)
}

/** Puts the focus on a box. One that is out of view isn't drawn before the view has moved. */
export function focusBox(id: string): void {
  const until = performance.now() + 1_500
  const look = () => {
    const box = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    if (box !== null) return box.focus({ preventScroll: true })
    if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
