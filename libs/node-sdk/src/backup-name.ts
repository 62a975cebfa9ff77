/** `orders-2026-01-15-080005.dump`: the time of the time zone, so that names sort as they came. */
export function backupName(stem: string, ending: string, { at, timeZone }: { readonly at: number; readonly timeZone: string }): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${plainStem(stem)}-${part('year')}-${part('month')}-${part('day')}-${part('hour')}${part('minute')}${part('second')}.${ending}`
}

/** Whether a name is one of the backups of this stem, and of no other. */
export function isBackupOf(name: string, stem: string, ending: string): boolean {
  const rest = name.startsWith(`${plainStem(stem)}-`) ? name.slice(plainStem(stem).length + 1) : ''
  return /^\d{4}-\d{2}-\d{2}-\d{6}$/.test(rest.slice(0, 17)) && rest.slice(17) === `.${ending}`
}

/** The backups that go, where the newest `keep` stay. The names sort by time. */
export function outdatedBackups(names: readonly string[], keep: number): readonly string[] {
  return names.toSorted().slice(0, Math.max(0, names.length - keep))
}

function plainStem(stem: string): string {
  const plain = stem.normalize('NFD').replace(/[^A-Za-z0-9_-]+/g, '')
  return plain === '' ? 'backup' : plain.slice(0, 80)
}
