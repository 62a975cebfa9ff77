import { unknownFieldError, type JsonObject } from '@maillon/node-sdk'

/**
 * The fields that at least one row had. A field that a single row lacks counts as empty there (data from APIs is often
 * sparse); one that no row had is a mistake in the parameters.
 */
export class SeenFields {
  private readonly names = new Set<string>()
  private rows = 0

  add(row: JsonObject): void {
    this.rows++
    for (const name in row) if (!this.names.has(name) && Object.hasOwn(row, name)) this.names.add(name)
  }

  has(name: string): boolean {
    return this.names.has(name)
  }

  list(): readonly string[] {
    return [...this.names]
  }

  /** @throws UserError at `pointer` where there were rows and none had the field. */
  mustHave(name: string, pointer: string): void {
    if (this.rows > 0 && !this.names.has(name)) throw unknownFieldError(name, this.list(), pointer)
  }
}

/** The value of an own field; null where the row lacks it. */
export function valueOf(row: JsonObject, name: string) {
  return Object.hasOwn(row, name) ? (row[name] ?? null) : null
}
