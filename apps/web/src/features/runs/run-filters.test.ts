import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runOrigins, runStatuses } from '@maillon/plan'
import { periods } from './period-bounds.js'
import { filtersText, hasFilters, noFilters, readFilters, runsQueryOf, type RunFilters } from './run-filters.js'

const anyFilters: fc.Arbitrary<RunFilters> = fc.record({
  flowId: fc.option(fc.uuid()),
  tag: fc.option(fc.string()),
  statuses: fc.uniqueArray(fc.constantFrom(...runStatuses)),
  period: fc.constantFrom(...periods),
  from: fc.constant(null),
  to: fc.constant(null),
  words: fc.string(),
  origin: fc.option(fc.constantFrom(...runOrigins)),
  startedBy: fc.option(fc.uuid()),
})

describe('the filters of the runs', () => {
  it('come back from the address as they went in', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        expect(readFilters(new URLSearchParams(filtersText(filters)))).toEqual(filters)
      }),
    )
  })

  it('leave out what an address says and nobody knows', () => {
    expect(readFilters(new URLSearchParams('status=failed,exploded&period=eternity'))).toEqual({ ...noFilters, statuses: ['failed'] })
  })

  it('are none on the bare page', () => {
    expect(hasFilters(noFilters)).toBe(false)
    expect(hasFilters({ ...noFilters, words: 'x' })).toBe(true)
  })

  it('ask the server only for what is set', () => {
    expect(runsQueryOf(noFilters, 'UTC', 0)).toEqual({})
    expect(runsQueryOf({ ...noFilters, tag: 'TVA', statuses: ['failed', 'warned'], words: ' tva ', origin: 'manual', startedBy: 'x' }, 'UTC', 0)).toEqual({ tag: 'TVA', status: 'failed,warned', words: 'tva', origin: 'manual', startedBy: 'x' })
  })
})
