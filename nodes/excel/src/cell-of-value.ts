import { readDate, readNumber, shortText, userError, type Json } from '@maillon/node-sdk'
import { columnLetters } from './cell-address.js'
import type { PlannedColumn, WritePlace } from './column-plan.js'

/** What goes into a cell. Text is always text: nothing from the data ever becomes a formula. */
export type CellContent = string | number | boolean | Date | null

const longestText = 32_767

/**
 * The cell for a value.
 * Where the column has a format and the value doesn't fit it, it is written as the text that it is: the format is for show,
 * and nothing is lost.
 */
export function cellOfValue(value: Json, column: PlannedColumn, place: WritePlace): CellContent {
  if (value === null || value === '') return null
  const { kind } = column
  if (kind === 'text') return textOf(value)
  if (kind === 'general') return typeof value === 'number' || typeof value === 'boolean' ? value : textOf(value)
  const fitting = kind === 'date' || kind === 'datetime' ? dateOf(value, kind, place) : readNumber(value, place.locale)
  return fitting ?? textOf(value)
}

/** Excel's dates have no zone: the date is the wall clock of the flow's zone, in the shape of a UTC date. */
function dateOf(value: Json, kind: 'date' | 'datetime', place: WritePlace): Date | null {
  const reading = readDate(value, place)
  if (reading === null) return null
  // Excel's calendar begins in 1900: what is before stays the text that it is.
  if (reading.day < '1900-01-01' || reading.day > '9999-12-31') return null
  return new Date(Date.parse(`${reading.day}T00:00:00Z`) + (kind === 'date' ? 0 : reading.clockMs))
}

/** XML can't hold these; Excel itself shows nothing for them. */
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function textOf(value: Json): string {
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.replace(unwritable, '')
}

/** @throws UserError with the address where a text is longer than a cell can hold. */
export function mustFit(cell: CellContent, about: { readonly sheet: string; readonly row: number; readonly column: number; readonly pointer: string }): void {
  if (typeof cell !== 'string' || cell.length <= longestText) return
  const address = `${columnLetters(about.column)}${about.row + 2}`
  throw userError({
    code: 'EXCEL_TEXT_TOO_LONG',
    text: {
      fr: `Feuille « ${about.sheet} », cellule ${address} : le texte est trop long pour Excel (${cell.length} caractères, 32 767 au plus).`,
      en: `Sheet “${about.sheet}”, cell ${address}: the text is too long for Excel (${cell.length} characters, 32,767 at most).`,
    },
    hint: { fr: 'Raccourcissez ce champ avant cette étape.', en: 'Shorten this field before this step.' },
    field: about.pointer,
    row: about.row,
    details: shortText(cell),
  })
}
