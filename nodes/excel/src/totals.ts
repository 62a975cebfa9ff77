import { DecimalSum, shortText, unknownFieldError, type LocalizedText } from '@maillon/node-sdk'
import { addressOf } from './cell-address.js'
import type { CellContent } from './cell-of-value.js'
import type { PlannedColumn } from './column-plan.js'
import type { SheetParams, TotalFunction } from './write-params.js'

/** Values of a column that no total counts. */
export interface LeftOut {
  readonly column: number
  readonly count: number
  /** Of the first of them. */
  readonly address: string
  readonly shown: string
}

/** Running totals of one sheet, by column. Only numbers count (and for `count` everything that isn't empty). */
export class Totals {
  private readonly wanted: ReadonlyMap<number, { readonly name: TotalFunction; readonly sum: DecimalSum }>
  private readonly seen = new Map<number, { filled: number; numbers: number; min: number; max: number }>()
  private readonly texts = new Map<number, { count: number; readonly row: number; readonly cell: CellContent }>()

  /** @throws UserError at the total whose field isn't a column. */
  constructor(sheet: SheetParams, columns: readonly PlannedColumn[], pointer: string) {
    const wanted = new Map<number, { readonly name: TotalFunction; readonly sum: DecimalSum }>()
    sheet.totals.forEach((total, index) => {
      const column = columns.findIndex(({ field }) => field === total.field)
      const known = columns.map(({ field }) => field)
      if (column === -1 && known.length > 0) throw unknownFieldError(total.field, known, `${pointer}/totals/${index}/field`)
      if (column !== -1) wanted.set(column, { name: total.function, sum: new DecimalSum() })
    })
    this.wanted = wanted
  }

  get any(): boolean {
    return this.wanted.size > 0
  }

  /** @param row 0 for the first one under the header. */
  add(cells: readonly CellContent[], row: number): void {
    for (const [column, { name, sum }] of this.wanted) {
      const cell = cells[column] ?? null
      if (cell === null) continue
      const seen = this.seen.get(column) ?? { filled: 0, numbers: 0, min: Infinity, max: -Infinity }
      this.seen.set(column, seen)
      seen.filled++
      if (typeof cell !== 'number') {
        if (name !== 'count') this.texts.set(column, { ...(this.texts.get(column) ?? { row, cell }), count: (this.texts.get(column)?.count ?? 0) + 1 })
        continue
      }
      seen.numbers++
      sum.add(cell)
      seen.min = Math.min(seen.min, cell)
      seen.max = Math.max(seen.max, cell)
    }
  }

  functionOf(column: number): TotalFunction | null {
    return this.wanted.get(column)?.name ?? null
  }

  /** Values that are no numbers, and so are left out of the totals of their column: as Excel does it, but said. */
  leftOut(): readonly LeftOut[] {
    return [...this.texts].map(([column, { count, row, cell }]) => ({ column, count, address: addressOf({ row: row + 2, column }), shown: shortText(cell instanceof Date ? cell.toISOString() : cell) }))
  }

  /** The total of a column; null where it has none, or nothing to total. */
  result(column: number): number | null {
    const wanted = this.wanted.get(column)
    if (wanted === undefined) return null
    const seen = this.seen.get(column)
    if (wanted.name === 'count') return seen?.filled ?? 0
    if (wanted.name === 'sum') return wanted.sum.total()
    if (seen === undefined || seen.numbers === 0) return null
    if (wanted.name === 'average') return wanted.sum.total() / seen.numbers
    return wanted.name === 'min' ? seen.min : seen.max
  }
}

export const totalLabel: LocalizedText = { fr: 'Total', en: 'Total' }

/** The function numbers of Excel's SUBTOTAL that leave filtered rows out. */
export const subtotalNumbers: { readonly [F in TotalFunction]: number } = { average: 101, count: 103, max: 104, min: 105, sum: 109 }
