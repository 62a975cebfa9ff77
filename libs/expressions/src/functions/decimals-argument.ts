import type { Json } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'

const most = 15

/** How many decimals; 0 where none are given. Stops outside of `min` and 15, which is all that a number holds. */
export function decimalsOf(state: EvaluationState, given: Json | undefined, min: number): number {
  const decimals = (given as number | undefined) ?? 0
  return decimals < min || decimals > most ? state.fail('EXPRESSION_ARGUMENT_OUT_OF_RANGE', { argument: 'decimals', min, max: most }) : decimals
}
