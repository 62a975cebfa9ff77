/** An instant as a spreadsheet reads it, by the clock of a place: `2026-11-21 08:05:00`. Null stays null. */
export function localTime(instant: string | null, timeZone: string): string | null {
  if (instant === null) return null
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(timeZone, format)
  return format.format(new Date(instant))
}

/** Making one costs more than using it a thousand times. */
const formats = new Map<string, Intl.DateTimeFormat>()
