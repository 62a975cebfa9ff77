import { type Json, type JsonObject, type Locale } from '@maillon/node-sdk'
import { accumulatorOf, type Accumulator, type AggregateFunction } from './accumulator.js'
import { MemoryBudget } from './memory-budget.js'
import { valueOf } from './seen-fields.js'

export interface Totals {
  readonly groupBy: readonly string[]
  readonly totals: readonly { readonly name: string; readonly function: AggregateFunction; readonly field?: string }[]
}

/** What a group, and each of its totals, takes besides its key: measured. */
const groupBytes = 250
const totalBytes = 350

interface Group {
  /** Number of its first row. */
  readonly row: number
  readonly keys: readonly Json[]
  readonly totals: readonly Accumulator[]
}

/** The groups of rows in memory, with what was totalled so far. */
export class Groups {
  private readonly groups = new Map<string, Group>()
  readonly budget = new MemoryBudget()

  constructor(
    private readonly wanted: Totals,
    private readonly locale: Locale,
  ) {}

  idOf(json: JsonObject): string {
    return JSON.stringify(this.wanted.groupBy.map((field) => valueOf(json, field)))
  }

  has(id: string): boolean {
    return this.groups.has(id)
  }

  /** @throws UserError with field and row where a value isn't a number. */
  add(id: string, row: number, json: JsonObject): void {
    const { groupBy, totals } = this.wanted
    let group = this.groups.get(id)
    if (group === undefined) {
      this.budget.keep([id, id])
      this.budget.keepBytes(groupBytes + totals.length * totalBytes)
      group = { row, keys: groupBy.map((field) => valueOf(json, field)), totals: totals.map((total) => accumulatorOf(total.function, (value) => this.budget.keep(value))) }
      this.groups.set(id, group)
    }
    for (const [index, total] of totals.entries()) {
      const value = total.field === undefined || total.field === '' ? true : valueOf(json, total.field)
      group.totals[index]?.add(value, { locale: this.locale, row, pointer: `/totals/${index}/field` })
    }
  }

  /** A row for each group, in the order in which the groups came. One for everything is there without a row too: none counted, as SQL has it. */
  *results(): Iterable<[row: number, json: JsonObject]> {
    if (this.groups.size === 0 && this.wanted.groupBy.length === 0) yield [0, this.resultOf({ row: 0, keys: [], totals: this.wanted.totals.map((total) => accumulatorOf(total.function, () => undefined)) })]
    for (const group of this.groups.values()) yield [group.row, this.resultOf(group)]
  }

  private resultOf(group: Group): JsonObject {
    const { groupBy, totals } = this.wanted
    return Object.fromEntries([
      ...groupBy.map((field, index) => [field, group.keys[index] ?? null] as const),
      ...totals.map(({ name }, index) => [name, group.totals[index]?.result() ?? null] as const),
    ])
  }
}
