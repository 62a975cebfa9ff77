import type { Json, JsonObject, LocalizedText } from '@maillon/node-sdk'
import { columnLetters } from './cell-address.js'
import { cellCheck, type CellCheck } from './check-cell.js'
import type { OpenSheet, RawCell, RawRow } from './raw-row.js'
import { sheetTable, type Column, type ReadPlace } from './sheet-table.js'
import { isBlank, plain, typedCell, type CellReading } from './typed-cell.js'
import type { ValidateParams } from './validate-params.js'

export interface CheckedRow {
  readonly port: 'valid' | 'invalid'
  readonly json: JsonObject
}

interface Problem {
  readonly cell: string | null
  readonly column: string
  readonly value: Json
  readonly text: LocalizedText
}

/**
 * Each row of a sheet, held against the rules: with its values typed, or as it stands together with what is wrong and where.
 * Columns that are missing come first, all of them in one item without a row number.
 */
export async function* checkSheet(sheet: OpenSheet, params: ValidateParams, place: ReadPlace): AsyncGenerator<CheckedRow> {
  const table = await sheetTable(sheet, params, { declared: params.rules.map(({ name }) => ({ name, type: null, required: false })), place })
  const { columns, reading } = table
  const report = { sheet: sheet.name, place }
  try {
    const missing = missingColumns(columns, params)
    if (missing.length > 0) yield { port: 'invalid', json: reported({}, missing, { ...report, row: null }) }
    const checks = new Map(params.rules.map((rule) => [rule.name, cellCheck(rule, reading, place)]))
    for await (const row of table.rows) {
      addUntitled(row, columns)
      const { json, problems } = checkedRow(row, columns, { checks, reading })
      yield problems.length === 0 ? { port: 'valid', json } : { port: 'invalid', json: reported(json, problems, { ...report, row: row.number }) }
    }
  } finally {
    await table.close()
  }
}

function missingColumns(columns: readonly Column[], { rules }: ValidateParams): readonly Problem[] {
  const names = new Set(columns.map(({ name }) => name))
  return rules.flatMap(({ name, optional }) => (optional || names.has(name) ? [] : [{ cell: null, column: name, value: null, text: { fr: `la colonne « ${name} » manque`, en: `the column “${name}” is missing` } }]))
}

/** Data beyond the last title isn't dropped: its column is called by its letters. */
function addUntitled(row: RawRow, columns: Column[]): void {
  for (let at = (columns.at(-1)?.at ?? -1) + 1; at < row.cells.length; at++) {
    if (!isBlank(row.cells[at])) columns.push({ name: columnLetters(at), at, type: null, isGuess: true, required: false })
  }
}

function checkedRow(row: RawRow, columns: readonly Column[], about: { readonly checks: ReadonlyMap<string, CellCheck>; readonly reading: CellReading }): { readonly json: JsonObject; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const values = columns.map((column): readonly [string, Json] => {
    const cell = row.cells[column.at] ?? null
    const check = about.checks.get(column.name)
    if (check === undefined) return [column.name, unchecked(column, cell, about.reading)]
    const address = `${columnLetters(column.at)}${row.number}`
    const found = check.check(cell, address)
    if ('value' in found) return [column.name, found.value]
    const shown = plain(cell)
    problems.push({ cell: address, column: column.name, value: shown, text: found.problem })
    return [column.name, shown]
  })
  return { json: Object.fromEntries(values), problems }
}

function unchecked({ type }: Column, cell: RawCell, reading: CellReading): Json {
  const found = typedCell(cell, type, reading)
  return 'value' in found ? found.value : plain(cell)
}

interface Report {
  readonly sheet: string | null
  readonly row: number | null
  readonly place: ReadPlace
}

/** The row as it stands, with the report beside it; a column of the same name keeps its value under another one. */
function reported(json: JsonObject, problems: readonly Problem[], { sheet, row, place }: Report): JsonObject {
  const { locale } = place
  const told = problems.map(({ cell, column, value, text }) => ({ cell, column, value, problem: sentence({ cell, value, text: text[locale] }, locale) }))
  const report: JsonObject = { sheet, row, cells: problems.flatMap(({ cell }) => cell ?? []).join(', '), reason: told.map(({ problem }) => problem).join(' '), problems: told }
  return { ...Object.fromEntries(Object.entries(json).map(([name, value]) => [Object.hasOwn(report, name) ? `${name} (2)` : name, value])), ...report }
}

function sentence({ cell, value, text }: { readonly cell: string | null; readonly value: Json; readonly text: string }, locale: ReadPlace['locale']): string {
  if (cell === null) return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  const shown = value === null ? '' : String(value).slice(0, 60)
  if (locale === 'fr') return `Cellule ${cell} : ${shown === '' ? 'elle' : `« ${shown} »`} ${text}.`
  return `Cell ${cell}: ${shown === '' ? 'it' : `“${shown}”`} ${text}.`
}
