/**
 * Whether a name fits a pattern as people write them: `*.csv`, `ventes-??.xlsx`, several separated by `;`. Letter case makes no
 * difference. An empty pattern fits every name. Takes time in proportion to both lengths, whatever they are.
 */
export function nameMatches(name: string, pattern: string): boolean {
  const patterns = pattern.split(';').map((one) => one.trim()).filter((one) => one !== '')
  return patterns.length === 0 || patterns.some((one) => fits(name.toLowerCase(), one.toLowerCase()))
}

/** Goes back to the last star only: an earlier one could take nothing that the last one can't. */
function fits(name: string, pattern: string): boolean {
  let at = 0
  let inPattern = 0
  let star = -1
  let afterStar = 0
  while (at < name.length) {
    const sign = pattern[inPattern]
    if (sign === '*') {
      star = inPattern
      afterStar = at
      inPattern += 1
    } else if (sign === '?' || sign === name[at]) {
      at += 1
      inPattern += 1
    } else if (star >= 0) {
      afterStar += 1
      at = afterStar
      inPattern = star + 1
    } else return false
  }
  while (pattern[inPattern] === '*') inPattern += 1
  return inPattern === pattern.length
}
