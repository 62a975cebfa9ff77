import type { StepView } from '@maillon/api-contract'
import { parseEndpoint } from '@maillon/flow-document'

/** What went along a line in the run that is shown. Rows: how many; undefined where nothing is known. */
export interface LineState {
  readonly count: number | undefined
  readonly isAlive: boolean
  readonly isDead: boolean
  /** It leaves by the port that an error choice adds: what failed went along. */
  readonly isFailed: boolean
}

/** @param step of the node that the line begins at */
export function lineStateOf(from: string, step: StepView | undefined): LineState {
  const count = step?.outputs[parseEndpoint(from)?.port ?? 'main']
  const isOver = step !== undefined && (step.status === 'succeeded' || step.status === 'skipped' || step.status === 'warned')
  return { count, isAlive: (count ?? 0) > 0, isDead: count === undefined ? isOver : count === 0, isFailed: from.endsWith('.error') }
}
