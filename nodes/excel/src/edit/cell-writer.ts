import { readDate, type Json, type Locale } from '@maillon/node-sdk'
import type { CellPlace } from '../cell-address.js'
import type { CellXml, SheetXml } from './sheet-xml.js'
import { withoutType } from './sheet-rows.js'
import { escapedXml } from './xml-text.js'
import type { Styles } from './styles.js'

export interface WritingPlace {
  readonly locale: Locale
  readonly timeZone: string
  readonly date1904: boolean
}

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?$/
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Writes values into cells of a sheet; looks stay, but that a date gets a date's format where the cell has none. Text is always text, never a formula. */
export class CellWriter {
  constructor(
    private readonly sheet: SheetXml,
    private readonly styles: Styles,
    private readonly place: WritingPlace,
  ) {}

  write({ row, column }: CellPlace, value: Json): void {
    const line = this.rowOf(row)
    const cell = line.get(column) ?? { attributes: this.styleOfRow(row), inner: '' }
    line.set(column, this.filled(cell, value))
  }

  writeFormula({ row, column }: CellPlace, formula: string): void {
    const line = this.rowOf(row)
    const attributes = withoutType(line.get(column)?.attributes ?? this.styleOfRow(row))
    line.set(column, { attributes, inner: `${this.open('f')}${escapedXml(formula.replace(/^=/, ''))}${this.close('f')}` })
  }

  cellAt({ row, column }: CellPlace): CellXml | null {
    return this.sheet.rows.get(row)?.cells.get(column) ?? null
  }

  private filled(cell: CellXml, value: Json): CellXml {
    const attributes = withoutType(cell.attributes)
    if (value === null || value === '') return { attributes, inner: '' }
    if (typeof value === 'number') return { attributes, inner: this.value(String(value)) }
    if (typeof value === 'boolean') return { attributes: `${attributes} t="b"`, inner: this.value(value ? '1' : '0') }
    const style = Number(/\ss="(\d+)"/.exec(attributes)?.[1] ?? 0)
    const date = typeof value === 'string' ? this.dateOf(value, style) : null
    if (date !== null) return { attributes: withStyle(attributes, this.styles.asDate(style, date % 1 !== 0)), inner: this.value(String(date)) }
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return { attributes: `${attributes} t="inlineStr"`, inner: `${this.open('is')}<${this.sheet.prefix}t xml:space="preserve">${escapedXml(text.replace(unwritable, ''))}${this.close('t')}${this.close('is')}` }
  }

  /** ISO dates everywhere; dates as people write them where the cell shows dates. As Excel's number of days. */
  private dateOf(text: string, style: number): number | null {
    if (!isoDate.test(text) && !this.styles.isDate(style)) return null
    const reading = readDate(text, this.place)
    if (reading === null || reading.day > '9999-12-31') return null
    const days = Date.parse(`${reading.day}T00:00:00Z`) / 86_400_000 + (this.place.date1904 ? 24_107 : 25_569)
    // Excel counts a 29 February 1900 that never was.
    const counted = !this.place.date1904 && days <= 60 ? days - 1 : days
    return counted < 0 ? null : counted + Math.round(reading.clockMs / 1000) / 86_400
  }

  private rowOf(number: number): Map<number, CellXml> {
    const known = this.sheet.rows.get(number) ?? { attributes: '', cells: new Map<number, CellXml>() }
    this.sheet.rows.set(number, known)
    return known.cells
  }

  private styleOfRow(row: number): string {
    const style = /\ss="(\d+)"/.exec(this.sheet.rows.get(row)?.attributes ?? '')?.[1]
    return style === undefined ? '' : ` s="${style}"`
  }

  private value(text: string): string {
    return `${this.open('v')}${text}${this.close('v')}`
  }

  private open(name: string): string {
    return `<${this.sheet.prefix}${name}>`
  }

  private close(name: string): string {
    return `</${this.sheet.prefix}${name}>`
  }
}

function withStyle(attributes: string, style: number): string {
  return `${attributes.replace(/\ss="\d+"/, '')} s="${style}"`
}
