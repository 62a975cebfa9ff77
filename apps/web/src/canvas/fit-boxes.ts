import { getViewportForBounds, type ReactFlowInstance } from '@xyflow/react'

/** How near and how far the canvas is seen. */
export const zoomRange = { min: 0.1, max: 2 } as const

export interface FitOptions {
  /** Default: `zoomRange`. */
  readonly minZoom?: number
  readonly maxZoom?: number
  /** Share of the view that stays free around them. Default 0.1. */
  readonly padding?: number
  /** Milliseconds of the way there. Default 0. */
  readonly duration?: number
}

/**
 * Brings boxes into view. React Flow's own `fitView` waits until every box was measured, and in a large flow those that were never in view are not.
 * @param ids those that aren't there are passed over; null: all
 */
export function fitBoxes(flow: ReactFlowInstance, ids: readonly string[] | null, { minZoom = zoomRange.min, maxZoom = zoomRange.max, padding = 0.1, duration = 0 }: FitOptions = {}): void {
  const boxes = ids === null ? flow.getNodes() : ids.filter((id) => flow.getInternalNode(id) !== undefined)
  const pane = document.querySelector('.react-flow')
  if (pane === null || boxes.length === 0) return
  const { width, height } = pane.getBoundingClientRect()
  void flow.setViewport(getViewportForBounds(flow.getNodesBounds(boxes), width, height, minZoom, maxZoom, padding), { duration })
}
