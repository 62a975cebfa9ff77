/**
 * The name that was probably meant: the same but for case, accents and spaces, or at most two slips away (one in short names).
 *
 * @returns null where none is near.
 */
export function nearestName(wanted: string, names: readonly string[]): string | null {
  const target = bare(wanted)
  let best: { name: string; slips: number } | null = null
  for (const name of names.slice(0, 2000)) {
    const candidate = bare(name)
    const allowed = Math.max(target.length, candidate.length) <= 4 ? 1 : 2
    const slips = candidate === target ? 0 : slipsBetween(target, candidate, allowed)
    if (slips <= allowed && (best === null || slips < best.slips)) best = { name, slips }
  }
  return best?.name ?? null
}

function bare(text: string): string {
  return text.slice(0, 100).normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[\s_-]+/g, '')
}

/** Edit distance (insert, delete, replace, swap of neighbours), given up beyond `limit`. */
function slipsBetween(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const replace = at(last, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1)
      const swap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1] ? at(beforeLast, column - 2) + 1 : Infinity
      current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, replace, swap))
    }
    beforeLast = last
    last = current
  }
  return at(last, right.length)
}

function at(costs: readonly number[], index: number): number {
  return costs[index] ?? Infinity
}
