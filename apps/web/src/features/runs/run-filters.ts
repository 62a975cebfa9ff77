import type { RunsQuery } from '@maillon/api-contract'
import { runOrigins, runStatuses, type RunOrigin, type RunStatus } from '@maillon/plan'
import { isPeriod, periodBounds, type Day, type Period } from './period-bounds.js'

/** What the list of runs is narrowed to; it stands in the address, so that a view can be kept and sent. */
export interface RunFilters {
  readonly flowId: string | null
  /** Of the flow. */
  readonly tag: string | null
  readonly statuses: readonly RunStatus[]
  readonly period: Period
  readonly from: Day | null
  readonly to: Day | null
  readonly words: string
  readonly origin: RunOrigin | null
  /** The id of a person. */
  readonly startedBy: string | null
}

export const noFilters: RunFilters = { flowId: null, tag: null, statuses: [], period: 'all', from: null, to: null, words: '', origin: null, startedBy: null }

/** Whatever an address says; what isn't known in it is left out. */
export function readFilters(search: URLSearchParams): RunFilters {
  const period = search.get('period')
  return {
    flowId: search.get('flow'),
    tag: search.get('tag'),
    statuses: (search.get('status') ?? '').split(',').filter((status): status is RunStatus => runStatuses.includes(status as RunStatus)),
    period: isPeriod(period) ? period : 'all',
    from: search.get('from'),
    to: search.get('to'),
    words: search.get('words') ?? '',
    origin: runOrigins.find((origin) => origin === search.get('origin')) ?? null,
    startedBy: search.get('by'),
  }
}

/** The address of these filters; '' where there are none. */
export function filtersText(filters: RunFilters): string {
  const search = new URLSearchParams()
  if (filters.flowId !== null) search.set('flow', filters.flowId)
  if (filters.tag !== null) search.set('tag', filters.tag)
  if (filters.statuses.length > 0) search.set('status', filters.statuses.join(','))
  if (filters.period !== 'all') search.set('period', filters.period)
  if (filters.period === 'range' && filters.from !== null) search.set('from', filters.from)
  if (filters.period === 'range' && filters.to !== null) search.set('to', filters.to)
  if (filters.words !== '') search.set('words', filters.words)
  if (filters.origin !== null) search.set('origin', filters.origin)
  if (filters.startedBy !== null) search.set('by', filters.startedBy)
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

export function hasFilters(filters: RunFilters): boolean {
  return filtersText(filters) !== ''
}

/** The same as the API asks for it. */
export function runsQueryOf(filters: RunFilters, timeZone: string, now: number): Omit<RunsQuery, 'cursor' | 'limit'> {
  return {
    ...(filters.flowId === null ? {} : { flowId: filters.flowId }),
    ...(filters.tag === null ? {} : { tag: filters.tag }),
    ...(filters.statuses.length === 0 ? {} : { status: filters.statuses.join(',') }),
    ...(filters.words.trim() === '' ? {} : { words: filters.words.trim() }),
    ...(filters.origin === null ? {} : { origin: filters.origin }),
    ...(filters.startedBy === null ? {} : { startedBy: filters.startedBy }),
    ...periodBounds(filters, timeZone, now),
  }
}
