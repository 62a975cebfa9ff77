import type { TimelineBucket } from '@maillon/api-contract'

const hourMs = 3_600_000
const nothing = { succeeded: 0, warned: 0, failed: 0, cancelled: 0, meanMs: null, p95Ms: null }

export interface TimelineAsked {
  readonly period: '24h' | '7d' | '30d'
  readonly timeZone: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The server leaves out hours and days without runs; a picture of time must not. Oldest first, the last one is now. */
export function fillTimeline(timeline: readonly TimelineBucket[], asked: TimelineAsked): readonly TimelineBucket[] {
  const stepMs = asked.period === '24h' ? hourMs : 24 * hourMs
  const count = { '24h': 24, '7d': 7, '30d': 30 }[asked.period]
  const keyOf = bucketKey(asked.period === '24h', asked.timeZone)
  // The middle of a bucket lies in it whichever clock cut it: the server's or the workspace's.
  const known = new Map(timeline.map((bucket) => [keyOf(Date.parse(bucket.at) + stepMs / 2), bucket]))
  return Array.from({ length: count }, (_, index) => {
    const at = asked.now - (count - 1 - index) * stepMs
    const found = known.get(keyOf(at))
    return { ...(found ?? nothing), at: new Date(at).toISOString() }
  })
}

function bucketKey(isHourly: boolean, timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', ...(isHourly ? { hour: '2-digit', hourCycle: 'h23' } : {}) })
  return (instant) => format.format(instant)
}
