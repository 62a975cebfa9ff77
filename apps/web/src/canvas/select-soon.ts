import type { ReactFlowInstance } from '@xyflow/react'

/** Selects boxes that were added just now, and nothing else: they exist for React Flow only after it has drawn them. */
export function selectSoon(flow: ReactFlowInstance, boxes: ReadonlySet<string>): void {
  setTimeout(() => flow.setNodes((all) => all.map((box) => (box.selected === boxes.has(box.id) ? box : { ...box, selected: boxes.has(box.id) }))), 60)
}
