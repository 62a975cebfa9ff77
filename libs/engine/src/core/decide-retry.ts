import type { ErrorInfo } from '@maillon/kernel'
import { assertNever } from '@maillon/kernel'
import type { PlanRetry, PlanWait } from '@maillon/plan'

export type RetryDecision = { readonly retry: false } | { readonly retry: true; readonly waitMs: number }

/** `Retry-After` is honoured up to a day; a server that asks for more gets its next call then. */
const longestRetryAfterMs = 86_400_000

/**
 * Whether a failed attempt is tried again, and after how long.
 *
 * W1  Only where the error is retryable and fewer than `attempts` attempts have failed.
 * W2  fixed: always the same wait. list: the wait with the number of the failure; the last one for all further failures.
 * W3  exponential: doubles from `firstMs` up to `maxMs`; with jitter, between half of it and all of it.
 * W4  The wait is at least what the error asks for (`Retry-After`).
 *
 * @param failures attempts that failed so far, this one included: at least 1.
 * @param fraction 0 <= x < 1, for the jitter.
 */
export function decideRetry(policy: PlanRetry, failures: number, at: { readonly error: ErrorInfo; readonly fraction: number }): RetryDecision {
  if (!at.error.retryable || failures >= policy.attempts) return { retry: false }
  const asked = Math.min(at.error.retryAfterMs ?? 0, longestRetryAfterMs)
  return { retry: true, waitMs: Math.max(0, Math.round(Math.max(waitOf(policy.wait, failures, at.fraction), asked))) }
}

/** W2, W3: the wait after so many failures (from 1), in milliseconds. */
export function waitOf(wait: PlanWait, failures: number, fraction: number): number {
  switch (wait.kind) {
    case 'fixed':
      return wait.ms
    case 'list':
      return wait.ms[Math.min(failures, wait.ms.length) - 1] ?? 0
    case 'exponential': {
      const full = Math.min(wait.maxMs, wait.firstMs * 2 ** Math.min(failures - 1, 40))
      return wait.jitter ? full * (0.5 + fraction / 2) : full
    }
    default:
      return assertNever(wait)
  }
}
