'use client'

import { createContext, useContext } from 'react'
import type { RunDetail, StepView } from '@maillon/api-contract'
import type { CatalogueRead } from './use-catalogue.js'
import type { Replay } from './replay/use-replay.js'
import type { CheckedFlow } from './use-checked-flow.js'

/** What nodes, edges and panels of one canvas share beside the edited document. */
export interface CanvasView {
  readonly flowId: string
  readonly catalogue: CatalogueRead
  readonly checked: CheckedFlow
  /** The run that is shown: the one just started, or a past one. Null: none. */
  readonly run: RunDetail | null
  /** Which turns of its loops are shown, and up to which step. */
  readonly replay: Replay
  readonly stepByNode: ReadonlyMap<string, StepView>
}

export const CanvasViewContext = createContext<CanvasView | null>(null)

export function useCanvasView(): CanvasView {
  const view = useContext(CanvasViewContext)
  if (view === null) throw new Error('useCanvasView outside a canvas')
  return view
}
