import type { Json } from '@maillon/node-sdk'

export interface CsvOptions {
  readonly separator: ';' | ',' | '\t'
  readonly decimal: ',' | '.'
  /** An apostrophe before what a spreadsheet would take for a formula. */
  readonly safe: boolean
}

const formulaLike = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const plainNumber = /^-?\d+([.,]\d+)?$/

/** One line of CSV, with its end (RFC 4180: CRLF). */
export function csvLine(cells: readonly Json[], options: CsvOptions): string {
  return `${cells.map((cell) => csvCell(cell, options)).join(options.separator)}\r\n`
}

/**
 * A cell. Numbers get the chosen decimal sign and no quotes. A text that a spreadsheet would take for a formula is made
 * safe by an apostrophe where asked; negative numbers that come as text are left alone, since they are no danger.
 */
export function csvCell(cell: Json, { separator, decimal, safe }: CsvOptions): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return quoted(String(cell).replace('.', decimal), separator)
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  return quoted(safe && formulaLike.test(text) && !plainNumber.test(text) ? `'${text}` : text, separator)
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
