import type { AttemptView, StepView } from '@maillon/api-contract'

/** A stretch of time as parts of the whole run: 0 to 1. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly outcome: AttemptView['outcome']
}

export interface TimeLine {
  /** Milliseconds since 1970. */
  readonly start: number
  readonly end: number
  /** By step, in the order given; a step that hasn't begun has none. */
  readonly spans: readonly (readonly Span[])[]
}

/** Shorter ones would be no longer seen: one in 250 of the width. */
const shortest = 1 / 250

/**
 * Where the attempts of each step lie between the first start and the last end (or `now`, for what still runs).
 * Null where nothing has started.
 */
export function timeLineOf(steps: readonly StepView[], now: number): TimeLine | null {
  const attempts = steps.map((step) => attemptsOf(step, now))
  const all = attempts.flat()
  if (all.length === 0) return null
  const start = Math.min(...all.map((attempt) => attempt.from))
  const end = Math.max(start + 1, ...all.map((attempt) => attempt.to))
  const share = (at: number) => (at - start) / (end - start)
  const spans = attempts.map((ofStep) =>
    ofStep.map(({ from, to, outcome }) => {
      const first = Math.min(share(from), 1 - shortest)
      return { from: first, to: Math.max(share(to), first + shortest), outcome }
    }),
  )
  return { start, end, spans }
}

interface Stretch {
  readonly from: number
  readonly to: number
  readonly outcome: AttemptView['outcome']
}

function attemptsOf(step: StepView, now: number): readonly Stretch[] {
  return step.attempts.map((attempt) => {
    const from = Date.parse(attempt.startedAt)
    return { from, to: Math.max(from, attempt.endedAt === null ? now : Date.parse(attempt.endedAt)), outcome: attempt.outcome }
  })
}

/** From the first start to the end (or now), milliseconds; null where it hasn't begun. */
export function stepDurationMs(step: StepView, now: number): number | null {
  if (step.startedAt === null) return null
  return Math.max(0, (step.endedAt === null ? now : Date.parse(step.endedAt)) - Date.parse(step.startedAt))
}

/** Taken over from an earlier run: it is done, and didn't happen in this one. */
export function isKept(step: StepView): boolean {
  return step.startedAt === null && (step.status === 'succeeded' || step.status === 'warned')
}

/** As things happened: what was taken over, what has begun by its start, then the rest in the order of the document; iterations of a node by number. */
export function orderSteps(steps: readonly StepView[], nodeIds: readonly string[]): readonly StepView[] {
  const places = new Map(nodeIds.map((id, index) => [id, index]))
  const place = (step: StepView) => places.get(step.node) ?? nodeIds.length
  return steps.toSorted((a, b) => Number(isKept(b)) - Number(isKept(a)) || compareStarts(a.startedAt, b.startedAt) || place(a) - place(b) || a.iteration.localeCompare(b.iteration, undefined, { numeric: true }))
}

function compareStarts(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  return b === null ? -1 : a.localeCompare(b)
}

/** Names a step within its run. */
export function keyOf(step: { readonly node: string; readonly iteration: string }): string {
  return `${step.node}/${step.iteration}`
}
