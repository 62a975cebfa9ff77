import { unknownFieldError, type JsonObject } from '@maillon/node-sdk'

/** Names of fields, as far as rows were looked at. */
export interface KnownFields {
  has(name: string): boolean
  list(): readonly string[]
}

/**
 * The fields that at least one row had. A field that a single row lacks counts as empty there (data from APIs is often
 * sparse); one that no row had is a mistake in the parameters.
 */
export class SeenFields implements KnownFields {
  private readonly places = new Map<string, number>()
  private rows = 0

  add(row: JsonObject): void {
    this.rows++
    for (const name in row) if (!this.places.has(name) && Object.hasOwn(row, name)) this.places.set(name, this.places.size)
  }

  has(name: string): boolean {
    return this.places.has(name)
  }

  list(): readonly string[] {
    return [...this.places.keys()]
  }

  size(): number {
    return this.places.size
  }

  /** The fields as they were known when there were `size` of them. */
  upTo(size: number): KnownFields {
    if (size === this.places.size) return this
    return { has: (name) => (this.places.get(name) ?? size) < size, list: () => this.list().slice(0, size) }
  }

  /** @throws UserError at `pointer` where there were rows and none had the field. */
  mustHave(name: string, pointer: string): void {
    if (this.rows > 0 && !this.places.has(name)) throw unknownFieldError(name, this.list(), pointer)
  }
}

/** The value of an own field; null where the row lacks it. */
export function valueOf(row: JsonObject, name: string) {
  return Object.hasOwn(row, name) ? (row[name] ?? null) : null
}
