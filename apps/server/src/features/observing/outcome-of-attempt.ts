import type { EndedAttempt } from '@maillon/engine'

export type AttemptEndName = 'succeeded' | 'warned' | 'failed' | 'timed-out' | 'stopped' | 'suspended' | 'postponed'

/** How an attempt ended, in one word for figures, traces and logs. */
export function outcomeOfAttempt({ result, timedOut, stopped }: Pick<EndedAttempt, 'result' | 'timedOut' | 'stopped'>): AttemptEndName {
  switch (result.kind) {
    case 'done':
      return result.status
    case 'failed':
      return timedOut ? 'timed-out' : stopped ? 'stopped' : 'failed'
    case 'suspended':
    case 'postponed':
      return result.kind
  }
}
