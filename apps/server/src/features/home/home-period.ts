import { startOfDay } from './start-of-day.js'

export const homePeriods = ['24h', '7d', '30d'] as const
export type HomePeriod = (typeof homePeriods)[number]

const hourMs = 3_600_000
const days: { readonly [P in Exclude<HomePeriod, '24h'>]: number } = { '7d': 7, '30d': 30 }

/** When a period began, and what its charts show by. Figures stand by the hour (UTC): where a zone's midnight lies within one, the whole hour counts. */
export function homePeriod(period: HomePeriod, now: number, timeZone: string): { readonly since: number; readonly slot: 'hour' | 'day' } {
  if (period === '24h') return { since: hourOf(now) - 23 * hourMs, slot: 'hour' }
  const today = startOfDay(now, timeZone)
  // Half a day more: a day may be an hour longer or shorter.
  return { since: hourOf(startOfDay(today - (days[period] - 1) * 24 * hourMs + 12 * hourMs, timeZone)), slot: 'day' }
}

/** The hour (UTC) in which an instant lies. */
export function hourOf(at: number): number {
  return Math.floor(at / hourMs) * hourMs
}
