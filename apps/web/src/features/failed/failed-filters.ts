import type { FailedStepsExportQuery } from '@maillon/api-contract'
import { isPeriod, periodBounds, type Day, type Period } from '../runs/period-bounds.js'

/** What the list of failures is narrowed to; it stands in the address, so that a view can be kept and sent. */
export interface FailedFilters {
  readonly lane: string | null
  readonly code: string | null
  readonly flowId: string | null
  readonly period: Period
  readonly from: Day | null
  readonly to: Day | null
  /** Also those that somebody has gone on from. */
  readonly withRetried: boolean
}

export const noFailedFilters: FailedFilters = { lane: null, code: null, flowId: null, period: 'all', from: null, to: null, withRetried: false }

/** Whatever an address says; what isn't known in it is left out. */
export function readFailedFilters(search: URLSearchParams): FailedFilters {
  const period = search.get('period')
  return {
    lane: search.get('lane'), code: search.get('code'), flowId: search.get('flow'), period: isPeriod(period) ? period : 'all',
    from: search.get('from'), to: search.get('to'), withRetried: search.get('which') === 'all',
  }
}

/** The address of these filters; '' where there are none. */
export function failedFiltersText({ lane, code, flowId, period, from, to, withRetried }: FailedFilters): string {
  const isRange = period === 'range'
  const parts = { lane, code, flow: flowId, period: period === 'all' ? null : period, from: isRange ? from : null, to: isRange ? to : null, which: withRetried ? 'all' : null }
  const text = new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))).toString()
  return text === '' ? '' : `?${text}`
}

/** The same as the API asks for it. */
export function failedQueryOf(filters: FailedFilters, timeZone: string, now: number): Omit<FailedStepsExportQuery, 'format'> {
  const { lane, code, flowId, withRetried } = filters
  return {
    ...(lane === null ? {} : { lane }), ...(code === null ? {} : { code }), ...(flowId === null ? {} : { flowId }), ...(withRetried ? { which: 'all' as const } : {}),
    ...periodBounds(filters, timeZone, now),
  }
}
