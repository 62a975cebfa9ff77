import type { ErrorInfo } from '@maillon/kernel'

const secondMs = 1000
const minuteMs = 60_000

/** What may pass by itself is looked at again soon, ever later; what a person has to mend (a password) rarely: mail servers lock accounts. */
const patience = {
  passing: { firstMs: 15 * secondMs, mostMs: 15 * minuteMs },
  lasting: { firstMs: 5 * minuteMs, mostMs: 60 * minuteMs },
} as const

/** Milliseconds until a trigger is looked at again after a look that failed. `failures`: those in a row, this one too. Pure. */
export function decideNextLook(error: Pick<ErrorInfo, 'retryable' | 'retryAfterMs'>, failures: number): number {
  const { firstMs, mostMs } = error.retryable ? patience.passing : patience.lasting
  const grown = Math.min(mostMs, firstMs * 2 ** Math.min(Math.max(failures - 1, 0), 20))
  return Math.max(grown, Math.min(error.retryAfterMs ?? 0, mostMs))
}
