/**
 * References in formulas, found without parsing them whole: texts, quoted names of sheets and table columns are stepped over.
 * Rows are 1-based, columns 0-based.
 */
import { columnIndex, columnLetters } from '../cell-address.js'

/** Rows were inserted under row `after`, on one sheet. */
export interface Insertion {
  readonly sheet: string
  readonly after: number
  readonly count: number
}

/** Text | quoted sheet | [table column] | reference with an optional sheet before it. */
const tokens = /"(?:[^"]|"")*"|\[(?:[^[\]]|\[[^\]]*\])*\]|(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(?<![\p{L}\p{N}_.$])(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\p{N}_.(!])/giu

type Mapping = (reference: string, sheet: string | null) => string

/** @param map gets each reference, with the name of its sheet (null: the formula's own). */
function mapReferences(formula: string, map: Mapping): string {
  return formula.replace(tokens, (whole: string, sheet: string | undefined, reference: string | undefined) => {
    if (reference === undefined) return whole
    const name = sheet === undefined ? null : sheet.startsWith("'") ? sheet.slice(1, -1).replaceAll("''", "'") : sheet
    return `${sheet === undefined ? '' : `${sheet}!`}${map(reference, name)}`
  })
}

/**
 * The formula after rows were inserted. What lies below moves; a range that ends at the row grows, since it means the rows of the table.
 * @param sheet where the formula stands; null: nowhere (names, charts), so only references with a sheet are meant.
 */
export function afterInsertion(formula: string, insertion: Insertion, about: { readonly sheet: string | null; readonly grow?: Growth }): string {
  return mapReferences(formula, (reference, sheet) => {
    const meant = sheet ?? about.sheet
    return meant !== null && sameSheet(meant, insertion.sheet) ? grownReference(reference, insertion, about.grow ?? 'ranges') : reference
  })
}

/** `cells`: a single cell in the row grows to a range as well (the series of a chart over a single row). `none`: formulas of the row itself. */
export type Growth = 'none' | 'ranges' | 'cells'

/** `A1:C5`, `B2` or `3:5`. */
export function grownReference(reference: string, insertion: Insertion, grow: Growth): string {
  const [first = '', second] = reference.split(':')
  if (second !== undefined) return `${movedCell(first, insertion)}:${movedCell(second, grow === 'none' ? insertion : { ...insertion, after: insertion.after - 1 })}`
  const grows = grow === 'cells' && rowOf(first) === insertion.after
  return grows ? `${first}:${movedCell(first, { ...insertion, after: insertion.after - 1 })}` : movedCell(first, insertion)
}

/** The formula as Excel copies it: relative parts move along, absolute ones stay. */
export function copiedFormula(formula: string, rows: number, columns = 0): string {
  const moved = (cell: string) =>
    cell.replace(/^(\$?)([A-Za-z]*)(\$?)(\d+)$/, (...[, fixedColumn = '', letters = '', fixedRow = '', row = '']: string[]) => {
      const column = letters === '' || fixedColumn === '$' ? letters : columnLetters(Math.max(0, columnIndex(letters) + columns))
      // Of `$3:$5` the first sign belongs to the row.
      const isFixed = fixedRow === '$' || (letters === '' && fixedColumn === '$')
      return `${fixedColumn}${column}${fixedRow}${isFixed ? row : Math.max(1, Number(row) + rows)}`
    })
  return mapReferences(formula, (reference) => reference.split(':').map(moved).join(':'))
}

function movedCell(cell: string, { after, count }: Insertion): string {
  return cell.replace(/\d+$/, (row) => (Number(row) > after ? String(Math.min(1_048_576, Number(row) + count)) : row))
}

function rowOf(cell: string): number {
  return Number(/\d+$/.exec(cell)?.[0] ?? 0)
}

export function sameSheet(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}
