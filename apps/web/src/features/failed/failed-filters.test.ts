import { expect, it } from 'vitest'
import { failedFiltersText, failedQueryOf, noFailedFilters, readFailedFilters } from './failed-filters.js'

it('keeps a view in the address and reads it back', () => {
  const filters = { ...noFailedFilters, lane: 'reports', code: 'HTTP_STATUS', period: 'range' as const, from: '2026-11-01', to: '2026-11-02', withRetried: true }
  expect(readFailedFilters(new URLSearchParams(failedFiltersText(filters)))).toEqual(filters)
  expect(failedFiltersText(noFailedFilters)).toBe('')
})

it('takes no period from an address that names none', () => {
  expect(readFailedFilters(new URLSearchParams('period=yesterday&which=some'))).toEqual(noFailedFilters)
})

it('asks for whole days in the workspace’s time zone', () => {
  const query = failedQueryOf({ ...noFailedFilters, period: 'range', from: '2026-11-01', to: '2026-11-01' }, 'Europe/Paris', 0)
  expect(query).toEqual({ from: '2026-10-31T23:00:00.000Z', to: '2026-11-01T23:00:00.000Z' })
})
