/** Lower case, without accents: how names are compared where people may type them in their own way. */
export function foldName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Longer names are not compared: the work grows with the square of the length. */
const maxCompared = 64

/**
 * The known name that was most likely meant.
 *
 * @returns null where none is near: more than a third of the letters (but one of short names) differ.
 */
export function nearMiss(name: string, known: Iterable<string>): string | null {
  if (name.length > maxCompared) return null
  const folded = foldName(name)
  let best: string | null = null
  let bestDistance = Math.min(Math.max(1, Math.floor(folded.length / 3)), folded.length - 1) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || candidate.length > maxCompared) continue
    const distance = editDistance(folded, foldName(candidate))
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours, each counted as one. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = at(last, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1)
      let cost = Math.min(replaced, at(last, column) + 1, at(current, column - 1) + 1)
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (isSwap) cost = Math.min(cost, at(beforeLast, column - 2) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
