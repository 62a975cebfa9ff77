import type { ReactFlowInstance } from '@xyflow/react'
import { nodeSize, type Position } from './layout/node-size.js'

/** Moves the view to a box that stands out of it, at the zoom that there is. */
export function bringIntoView(flow: ReactFlowInstance, place: Position): void {
  if (isInView(flow, place)) return
  void flow.setCenter(place.x + nodeSize.width / 2, place.y + nodeSize.height / 2, { zoom: flow.getZoom(), duration: 200 })
}

function isInView({ flowToScreenPosition }: ReactFlowInstance, place: Position): boolean {
  const pane = window.document.querySelector('.react-flow')?.getBoundingClientRect()
  if (pane === undefined) return true
  const start = flowToScreenPosition(place)
  const end = flowToScreenPosition({ x: place.x + nodeSize.width, y: place.y + nodeSize.height })
  return start.x >= pane.left && start.y >= pane.top && end.x <= pane.right && end.y <= pane.bottom
}
