import type { StepView } from '@maillon/api-contract'

/** Rows of a step that failed, by what became of them. Those that went out by the port for errors stand on its line. */
export function failedRowsOf({ failedItems, setAside, outputs }: StepView): { readonly aside: number; readonly passed: number } {
  return { aside: setAside, passed: Math.max(0, failedItems - setAside - (outputs['error'] ?? 0)) }
}
