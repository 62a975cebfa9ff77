import type { ErrorInfo } from '@maillon/kernel'

const secondMs = 1000
const minuteMs = 60_000
/** What a person has to mend (an account) is tried again later than what may pass by itself. */
const firstMs = { passing: 20 * secondMs, lasting: 5 * minuteMs } as const
const mostMs = 60 * minuteMs
/** After so long nobody needs the news any more. */
const worthMs = 3 * 24 * 60 * minuteMs

/** Milliseconds until a notice is tried again that failed for the `failures`th time; null: never again. Pure. */
export function decideNextTry(error: Pick<ErrorInfo, 'retryable' | 'retryAfterMs'>, { failures, ageMs }: { readonly failures: number; readonly ageMs: number }): number | null {
  if (ageMs >= worthMs) return null
  const grown = Math.min(mostMs, (error.retryable ? firstMs.passing : firstMs.lasting) * 2 ** Math.min(Math.max(failures - 1, 0), 20))
  return Math.max(grown, Math.min(error.retryAfterMs ?? 0, mostMs))
}
