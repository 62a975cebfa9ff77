import { columnIndex } from './cell-address.js'

/** A cell as a library gives it. Dates have no zone: their UTC parts are what the sheet shows. */
export type RawCell = string | number | boolean | Date | null

/** A row with its place. */
export interface RawRow {
  /** 1-based, as the sheet shows it. */
  readonly number: number
  /** By column, 0-based; holes are null or missing. */
  readonly cells: readonly RawCell[]
}

/** 0-based, both ends inclusive. */
export interface CellArea {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** A sheet that is open for reading. */
export interface OpenSheet {
  /** For people; null in a CSV file, which has no sheets. */
  readonly name: string | null
  /** All cells are texts, whose types must be guessed (CSV). */
  readonly isText: boolean
  /** Serial numbers count from 1904. */
  readonly date1904: boolean
  readonly merges: readonly CellArea[]
  /** How numbers in texts are to be read; null: as the flow's language does. */
  readonly decimal: 'fr' | 'en' | null
  rows(): AsyncIterable<RawRow>
}

/** `B3:H200` as an area. Null where it is none. The corners may come in any order. */
export function areaOf(text: string): CellArea | null {
  const match = /^([A-Za-z]{1,3})(\d{1,7})(?::([A-Za-z]{1,3})(\d{1,7}))?$/.exec(text)
  if (match === null) return null
  const columns = [columnIndex(match[1] ?? ''), columnIndex(match[3] ?? match[1] ?? '')]
  const rows = [Number(match[2]) - 1, Number(match[4] ?? match[2]) - 1]
  return { top: Math.min(...rows), bottom: Math.max(...rows), left: Math.min(...columns), right: Math.max(...columns) }
}
