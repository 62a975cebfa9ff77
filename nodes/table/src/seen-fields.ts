import { unknownFieldError, type JsonObject } from '@maillon/node-sdk'

/**
 * The fields that at least one row had. A field that a single row lacks counts as empty there (data from APIs is often
 * sparse); one that no row had is a mistake in the parameters.
 */
export class SeenFields {
  private readonly names = new Set<string>()
  private rows = 0

  /** @param known names that the flow knows rows there to have (`knownFields` of the context): they may lack in all of those at hand. */
  constructor(private readonly known: readonly string[] = []) {}

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

  /** @throws UserError at `pointer` where there were rows, none had the field, and the flow doesn't know it either. */
  mustHave(name: string, pointer: string): void {
    if (this.rows > 0 && !this.names.has(name) && !this.known.includes(name)) throw unknownFieldError(name, this.list(), pointer)
  }
}

/** The value of an own field; null where the row lacks it. */
export function valueOf(row: JsonObject, name: string) {
  return Object.hasOwn(row, name) ? (row[name] ?? null) : null
}
