import type { Json } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'
import { renderText } from '../render-text.js'

/** A text that two values share only where they are the same value of the same kind. (Keys of objects count in their order.) */
export function keyOf(state: EvaluationState, value: Json | undefined): string {
  state.spend(1)
  if (typeof value !== 'object' || value === null) return `${typeof (value ?? null)}:${String(value ?? null)}`
  // The rendering of a list in a text would lose what is a number and what a text; inside an object it is JSON.
  return renderText(state, { value })
}
