const maxListed = 12

/** The names that exist, for a message: the first dozen. A dash where there are none. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return '–'
  const shown = names.slice(0, maxListed).map((name) => name.slice(0, 60))
  return shown.join(', ') + (names.length > maxListed ? ', …' : '')
}
