import { Readable } from 'node:stream'
import type { Json, Locale } from '@maillon/kernel'
import { StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { attachment } from './attachment.js'

export const tableFormats = ['csv', 'xlsx'] as const
export type TableFormat = (typeof tableFormats)[number]

export interface TableToDownload {
  /** Of the file, without its ending. */
  readonly name: string
  readonly format: TableFormat
  readonly locale: Locale
  readonly columns: readonly string[]
  /** Objects and lists are written as JSON. */
  readonly rows: AsyncIterable<readonly Json[]>
}

const mediaTypes: { readonly [F in TableFormat]: string } = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
const formulaLike = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const plainNumber = /^[+-]?\d+([.,]\d+)?$/
/** What a cell of a workbook can hold. */
const longestCell = 32_767

/** Rows as a file, streamed: never in memory as a whole. What a spreadsheet would take for a formula is text. */
export function tableDownload(reply: FastifyReply, table: TableToDownload): StreamableFile {
  reply.header('content-disposition', attachment(`${table.name}.${table.format}`)).header('cache-control', 'private, no-store').type(mediaTypes[table.format])
  return new StreamableFile(Readable.from(table.format === 'csv' ? csvOf(table) : xlsxOf(table)))
}

/** Rows of a table, made one by one out of what a list holds. */
export async function* rowsOf<T>(list: Iterable<T> | AsyncIterable<T>, rowOf: (one: T) => readonly Json[]): AsyncGenerator<readonly Json[]> {
  for await (const one of list) yield rowOf(one)
}

/** With the signs that a spreadsheet of that language expects, and a mark so that it reads UTF-8. */
export async function* csvOf({ columns, rows, locale }: Pick<TableToDownload, 'columns' | 'rows' | 'locale'>): AsyncGenerator<Buffer> {
  const separator = locale === 'fr' ? ';' : ','
  const line = (cells: readonly Json[]) => `${cells.map((cell) => csvCell(cell, locale)).join(separator)}\r\n`
  let text = `\ufeff${line(columns)}`
  for await (const row of rows) {
    text += line(row)
    if (text.length < 64 * 1024) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

export async function* xlsxOf({ columns, rows, name }: Pick<TableToDownload, 'columns' | 'rows' | 'name'>): AsyncGenerator<Uint8Array> {
  const { writeXlsxStream } = await import('hucre/xlsx')
  const cells = async function* () {
    for await (const row of rows) yield row.map(cellOf)
  }
  yield* writeXlsxStream(cells(), { name: name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31), columns: columns.map((header) => ({ header, width: Math.min(40, Math.max(12, header.length + 2)) })), maxRowsPerSheet: 1_000_000, freezePane: { rows: 1 } })
}

function cellOf(value: Json): string | number | boolean | null {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  return textOf(value).slice(0, longestCell)
}

function csvCell(value: Json, locale: Locale): string {
  if (value === null) return ''
  if (typeof value === 'number') return quoted(locale === 'fr' ? String(value).replace('.', ',') : String(value))
  const text = textOf(value)
  return quoted(formulaLike.test(text) && !plainNumber.test(text) ? `'${text}` : text)
}

function quoted(text: string): string {
  return /[";,\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

function textOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
