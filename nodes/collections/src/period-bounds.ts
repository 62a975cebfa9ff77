export const periods = ['today', 'yesterday', 'last-24h', 'last-7-days', 'last-30-days', 'this-month', 'last-month'] as const
export type Period = (typeof periods)[number]

const hourMs = 3_600_000

/** The bounds of a period by the clock of a place: from inclusive, to exclusive. ISO 8601. */
export function periodBounds(period: Period, now: number, timeZone: string): { readonly from: string; readonly to: string } {
  const [year, month, day] = dayIn(now, timeZone)
  const at = (...date: readonly [number, number, number]) => midnight(date, timeZone)
  switch (period) {
    case 'today':
      return bounds(at(year, month, day), now + 1)
    case 'yesterday':
      return bounds(at(year, month, day - 1), at(year, month, day))
    case 'last-24h':
      return bounds(now - 24 * hourMs, now + 1)
    case 'last-7-days':
      return bounds(at(year, month, day - 6), now + 1)
    case 'last-30-days':
      return bounds(at(year, month, day - 29), now + 1)
    case 'this-month':
      return bounds(at(year, month, 1), now + 1)
    case 'last-month':
      return bounds(at(year, month - 1, 1), at(year, month, 1))
  }
}

function bounds(from: number, to: number) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

/** Year, month from 1, day. */
function dayIn(at: number, timeZone: string): readonly [number, number, number] {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at).split('-').map(Number)
  return [parts[0] ?? 1970, parts[1] ?? 1, parts[2] ?? 1]
}

/** The first instant of a day there: asked twice, since the offset may be another one at that instant than where the guess began. */
function midnight([year, month, day]: readonly [number, number, number], timeZone: string): number {
  const wall = Date.UTC(year, month - 1, day)
  const once = wall - offsetAt(wall, timeZone)
  return wall - offsetAt(once, timeZone)
}

/** Milliseconds that the clock there is ahead of UTC. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at)
  const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second')) - Math.floor(at / 1000) * 1000
}
