import { describe, expect, it } from 'vitest'
import { fillTimeline } from './fill-timeline.js'
import { firstStepsOf } from './first-steps.js'

describe('the time line of the home page', () => {
  const now = Date.parse('2026-03-18T10:20:00Z')
  const counts = { succeeded: 3, warned: 1, failed: 2, cancelled: 0, meanMs: 1200, p95Ms: 4000 }

  it('has a bar for every day, also those on which nothing ran', () => {
    const filled = fillTimeline([{ at: '2026-03-16T00:00:00Z', ...counts }], { period: '7d', timeZone: 'Europe/Paris', now })
    expect(filled.map((bucket) => bucket.succeeded)).toEqual([0, 0, 0, 0, 3, 0, 0])
    expect(filled.map((bucket) => bucket.p95Ms)).toEqual([null, null, null, null, 4000, null, null])
    expect(filled.at(-1)?.at).toBe('2026-03-18T10:20:00.000Z')
  })

  it('finds a day cut by the workspace’s clock as well', () => {
    const filled = fillTimeline([{ at: '2026-03-15T23:00:00Z', ...counts }], { period: '7d', timeZone: 'Europe/Paris', now })
    expect(filled.map((bucket) => bucket.failed)).toEqual([0, 0, 0, 0, 2, 0, 0])
  })

  it('has a bar for every hour of a day', () => {
    const filled = fillTimeline([{ at: '2026-03-18T10:00:00Z', ...counts }], { period: '24h', timeZone: 'Europe/Paris', now })
    expect(filled).toHaveLength(24)
    expect(filled.at(-1)?.warned).toBe(1)
    expect(filled.slice(0, -1).every((bucket) => bucket.warned === 0)).toBe(true)
  })
})

describe('the first steps', () => {
  it('are done as the house fills', () => {
    expect(firstStepsOf({ flows: 1, runs: 0, credentials: 2, activeFlows: 0 }).filter((step) => step.isDone).map((step) => step.step)).toEqual(['flow', 'credential'])
  })
})
