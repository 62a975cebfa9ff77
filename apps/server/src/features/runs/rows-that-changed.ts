import { createHash } from 'node:crypto'
import type { RowMatch } from '@maillon/api-contract'
import type { Item } from '@maillon/datasets'

/**
 * Which rows a step changed, told by the rows alone: nothing records which row became which.
 *
 * 1. A row that came in as it is, at its place or elsewhere, wasn't changed; each row that came in answers for one.
 * 2. Where as many came out as came in, none of those moved, and every other still has a value of the row at its place, rows
 *    correspond by their place.
 * 3. Where no row came in as it is and they don't correspond by place, the step makes rows of its own: nothing is said.
 *
 * Rows have to be given in order; memory is one digest a row that came in.
 */
export class RowComparison {
  readonly #came: readonly string[]
  readonly #left = new Map<string, number>()
  readonly #changed: number[] = []
  #rows = 0
  #isInPlace: boolean

  /** @param came digests of all rows that came in. @param count rows that come out. */
  constructor(came: readonly string[], count: number) {
    this.#came = came
    this.#isInPlace = came.length === count
    for (const digest of came) this.#left.set(digest, (this.#left.get(digest) ?? 0) + 1)
  }

  /** @param before the row that came in at this place; null: none did, or there aren't as many. */
  add(item: Item, before: Item | null): void {
    const index = this.#rows++
    const digest = digestOf(item)
    const left = this.#left.get(digest) ?? 0
    if (left > 0) {
      this.#left.set(digest, left - 1)
      if (this.#came[index] !== digest) this.#isInPlace = false
      return
    }
    this.#changed.push(index)
    if (before === null || !sharesValue(item, before)) this.#isInPlace = false
  }

  /** How rows correspond, and the places of those that changed. */
  result(): { readonly match: RowMatch; readonly changed: readonly number[] } {
    if (this.#isInPlace) return { match: 'place', changed: this.#changed }
    if (this.#changed.length === this.#rows) return { match: 'none', changed: [] }
    return { match: 'content', changed: this.#changed }
  }
}

/** The same for rows with the same values and files, in whatever order their columns stand. */
export function digestOf({ json, files = {} }: Item): string {
  const columns = Object.keys(json).toSorted().map((name) => [name, json[name]])
  const attached = Object.keys(files).toSorted().map((name) => [name, files[name]?.sha256])
  return createHash('sha256').update(JSON.stringify([columns, attached])).digest('base64')
}

function sharesValue({ json }: Item, { json: before }: Item): boolean {
  return Object.keys(json).some((field) => {
    const value = json[field]
    return value !== null && value !== '' && value !== undefined && Object.hasOwn(before, field) && JSON.stringify(value) === JSON.stringify(before[field])
  })
}
