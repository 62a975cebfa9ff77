import type { FlowPerformance } from '@maillon/api-contract'
import type { SortOrder } from '../../shell/sort-header.js'

export type FlowOrder = 'name' | 'runs' | 'success' | 'mean' | 'p95'

const values: { readonly [O in Exclude<FlowOrder, 'name'>]: (flow: FlowPerformance) => number | null } = {
  runs: ({ runs }) => runs, success: ({ successRate }) => successRate, mean: ({ meanMs }) => meanMs, p95: ({ p95Ms }) => p95Ms,
}

/** What isn't known comes last, whichever way. */
export function sortedFlows(flows: readonly FlowPerformance[], { field, isDescending }: SortOrder<FlowOrder>): readonly FlowPerformance[] {
  if (field === null) return flows
  const way = isDescending ? -1 : 1
  if (field === 'name') return flows.toSorted((a, b) => way * a.flowName.localeCompare(b.flowName))
  const valueOf = values[field]
  return flows.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return way * (left - right)
  })
}
