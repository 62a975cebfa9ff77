/** The instant (milliseconds) at which the day of `now` began in a time zone. */
export function startOfDay(now: number, timeZone: string): number {
  const sinceMidnight = localTimeOfDay(now, timeZone)
  const guess = now - sinceMidnight
  // Where the clock was changed since midnight the guess is an hour off, to one side or the other.
  const rest = localTimeOfDay(guess, timeZone)
  return rest > 12 * 3_600_000 ? guess + (24 * 3_600_000 - rest) : guess - rest
}

function localTimeOfDay(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' }).formatToParts(at)
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value ?? 0)
  return part('hour') * 3_600_000 + part('minute') * 60_000 + part('second') * 1000 + (((at % 1000) + 1000) % 1000)
}
