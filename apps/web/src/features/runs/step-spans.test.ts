import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptView, StepView } from '@maillon/api-contract'
import { orderSteps, stepDurationMs, timeLineOf } from './step-spans.js'

const at = (ms: number) => new Date(ms).toISOString()
const attempt = (number: number, from: number, to: number | null): AttemptView => ({ number, outcome: to === null ? 'running' : 'succeeded', startedAt: at(from), endedAt: to === null ? null : at(to), workerId: null, error: null })

function step(node: string, attempts: readonly AttemptView[]): StepView {
  const startedAt = attempts[0]?.startedAt ?? null
  return { node, iteration: '', status: 'running', startedAt, endedAt: attempts.at(-1)?.endedAt ?? null, nextAttemptAt: null, attempts, message: '', progress: null, outputs: {}, wait: null, failedItems: 0, setAside: 0, isPreview: false }
}

describe('the time line of a run', () => {
  it('shows each attempt where it lies', () => {
    const line = timeLineOf([step('a', [attempt(1, 1000, 2000)]), step('b', [attempt(1, 2000, 3000), attempt(2, 4000, 5000)])], 9000)
    expect(line?.spans).toEqual([
      [{ from: 0, to: 0.25, outcome: 'succeeded' }],
      [
        { from: 0.25, to: 0.5, outcome: 'succeeded' },
        { from: 0.75, to: 1, outcome: 'succeeded' },
      ],
    ])
  })

  it('lets what still runs reach until now', () => {
    const line = timeLineOf([step('a', [attempt(1, 1000, null)])], 5000)
    expect(line?.end).toBe(5000)
    expect(stepDurationMs(step('a', [attempt(1, 1000, null)]), 5000)).toBe(4000)
  })

  it('is none before anything has begun', () => {
    expect(timeLineOf([step('a', [])], 5000)).toBeNull()
    expect(stepDurationMs(step('a', []), 5000)).toBeNull()
  })

  it('keeps every stretch visible and inside, whatever the clocks of the workers say', () => {
    const attempts = fc.array(fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.option(fc.integer({ min: 0, max: 1e9 }))), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(fc.array(attempts, { minLength: 1, maxLength: 6 }), (steps) => {
        const line = timeLineOf(steps.map((ofStep, index) => step(`n${index}`, ofStep.map(([from, to], number) => attempt(number, from, to)))), 5e8)
        for (const span of line?.spans.flat() ?? []) {
          expect(span.from).toBeGreaterThanOrEqual(0)
          expect(span.to - span.from).toBeGreaterThanOrEqual(1 / 250 - 1e-9)
          expect(span.to).toBeLessThanOrEqual(1 + 1e-9)
        }
      }),
    )
  })

  it('lists what was taken over from an earlier run first: it was there before anything began', () => {
    const taken = { ...step('taken', []), status: 'succeeded' as const }
    expect(orderSteps([step('begun', [attempt(1, 1000, 2000)]), step('never', []), taken], ['begun', 'never', 'taken']).map((one) => one.node)).toEqual(['taken', 'begun', 'never'])
  })

  it('lists what has begun in order of time, then the rest in order of the document', () => {
    const steps = [step('late', [attempt(1, 3000, 4000)]), step('never-b', []), step('never-a', []), step('early', [attempt(1, 1000, 2000)])]
    expect(orderSteps(steps, ['early', 'late', 'never-a', 'never-b']).map((one) => one.node)).toEqual(['early', 'late', 'never-a', 'never-b'])
  })
})
