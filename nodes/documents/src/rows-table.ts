import { choiceParam, DecimalSum, isEmpty, readDate, readNumber, Type, ui, userError, withDefault, type Json, type JsonObject, type Locale, type Static } from '@maillon/node-sdk'
import { escapeHtml } from './escape-html.js'

type Format = 'auto' | 'text' | 'number' | 'integer' | 'currency' | 'percent' | 'date'

const numeric: ReadonlySet<Format> = new Set(['number', 'integer', 'currency', 'percent'])

/** Columns of the table that is made of the rows. */
export const columnsParam = withDefault(
  Type.Array(
    Type.Object({
      field: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }),
      title: Type.Optional(Type.String({ maxLength: 200, ...ui({ label: { fr: 'Titre', en: 'Title' }, help: { fr: 'Vide : le nom du champ.', en: 'Empty: the name of the field.' } }) })),
      format: choiceParam<Format>(
        {
          auto: { fr: 'selon les données', en: 'as the data is' },
          text: { fr: 'texte', en: 'text' },
          number: { fr: 'nombre (2 décimales)', en: 'number (2 decimals)' },
          integer: { fr: 'nombre entier', en: 'whole number' },
          currency: { fr: 'montant', en: 'currency' },
          percent: { fr: 'pourcentage', en: 'percent' },
          date: { fr: 'date', en: 'date' },
        },
        { label: { fr: 'Format', en: 'Format' } },
        'auto',
      ),
      total: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Somme en bas', en: 'Sum at the bottom' } }) })),
    }),
    { default: [], maxItems: 50, ...ui({ label: { fr: 'Tableau des lignes', en: 'Table of the rows' }, help: { fr: 'Ces colonnes, à l’endroit de <rows></rows> dans le modèle, ou à la fin.', en: 'These columns, where <rows></rows> stands in the template, or at its end.' } }) },
  ),
)

export const currencyParam = choiceParam<'EUR' | 'USD' | 'GBP' | 'CAD' | 'CHF'>(
  { EUR: { fr: 'euro (€)', en: 'euro (€)' }, USD: { fr: 'dollar américain ($)', en: 'US dollar ($)' }, GBP: { fr: 'livre sterling (£)', en: 'pound sterling (£)' }, CAD: { fr: 'dollar canadien ($ CA)', en: 'Canadian dollar (CA$)' }, CHF: { fr: 'franc suisse (CHF)', en: 'Swiss franc (CHF)' } },
  { label: { fr: 'Monnaie des montants', en: 'Currency of amounts' }, advanced: true },
  'EUR',
)

export type ColumnParams = Static<typeof columnsParam>[number]

export interface TablePlace {
  readonly locale: Locale
  readonly timeZone: string
  readonly currency: string
}

/** Rows as an HTML table, each value escaped and written as the language does; with a row of sums where asked. */
export class RowsTable {
  private readonly lines: string[] = []
  private readonly sums: readonly (DecimalSum | null)[]
  private readonly formats: ReadonlyMap<Format, Intl.NumberFormat>
  private readonly isNumeric: boolean[]
  private readonly known = new Set<string>()

  constructor(
    private readonly columns: readonly ColumnParams[],
    private readonly place: TablePlace,
  ) {
    this.sums = columns.map(({ total }) => (total ? new DecimalSum() : null))
    this.isNumeric = columns.map(({ format, total }) => numeric.has(format) || total)
    const { locale, currency } = place
    this.formats = new Map([
      ['auto', new Intl.NumberFormat(locale, { maximumFractionDigits: 10 })],
      ['number', new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })],
      ['integer', new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })],
      ['currency', new Intl.NumberFormat(locale, { style: 'currency', currency })],
      ['percent', new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })],
    ])
  }

  /** @throws UserError with the row where a value can't be summed or written in its format */
  add(row: JsonObject, index: number): void {
    for (const field of Object.keys(row)) this.known.add(field)
    const cells = this.columns.map((column, at) => this.valueCell(Object.hasOwn(row, column.field) ? (row[column.field] ?? null) : null, at, index))
    this.lines.push(`<tr>${cells.join('')}</tr>`)
  }

  knows(field: string): boolean {
    return this.lines.length === 0 || this.known.has(field)
  }

  fields(): readonly string[] {
    return [...this.known]
  }

  html(totalWord: string): string {
    const head = this.columns.map(({ title = '', field }, at) => `<th${this.isNumeric[at] === true ? ' align="right"' : ''}>${escapeHtml(title.trim() === '' ? field : title)}</th>`).join('')
    const foot = this.sums.some((sum) => sum !== null) ? `<tfoot><tr style="background:#eceff1">${this.columns.map((column, at) => this.footCell(column, at, totalWord)).join('')}</tr></tfoot>` : ''
    return `<table><thead><tr>${head}</tr></thead><tbody>${this.lines.join('')}</tbody>${foot}</table>`
  }

  private footCell({ format }: ColumnParams, at: number, totalWord: string): string {
    const sum = this.sums[at]
    if (sum === null || sum === undefined) return this.cell(at === 0 ? totalWord : '', false)
    return this.cell(this.numberText(sum.total(), format), true)
  }

  private valueCell(value: Json, at: number, row: number): string {
    const format = this.columns[at]?.format ?? 'auto'
    if (isEmpty(value)) return this.cell('', false)
    const number = this.numberAt(value, at, row)
    this.sums[at]?.add(number ?? 0)
    if (typeof value === 'number' && format === 'auto') this.isNumeric[at] = true
    return this.cell(number === null ? this.textOf(value, format) : this.numberText(number, format), this.isNumeric[at] === true)
  }

  /** Null: it is to be written as it is. */
  private numberAt(value: Json, at: number, row: number): number | null {
    const format = this.columns[at]?.format ?? 'auto'
    const mustBeNumber = this.sums[at] !== null || numeric.has(format)
    if (!mustBeNumber) return format === 'auto' && typeof value === 'number' ? value : null
    const number = readNumber(value, this.place.locale)
    if (number === null) throw notANumber(value, row, at)
    return number
  }

  private cell(text: string, isRight: boolean): string {
    return `<td${isRight ? ' align="right"' : ''}>${escapeHtml(text)}</td>`
  }

  private numberText(number: number, format: Format): string {
    return (this.formats.get(format) ?? this.formats.get('auto'))?.format(number) ?? String(number)
  }

  private textOf(value: Json, format: Format): string {
    if (format === 'date' || (format === 'auto' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value))) return this.dateText(value)
    if (typeof value === 'boolean') return words[this.place.locale][value ? 'yes' : 'no']
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }

  private dateText(value: Json): string {
    const date = readDate(value, this.place)
    if (date === null) return typeof value === 'string' ? value : JSON.stringify(value)
    return new Intl.DateTimeFormat(this.place.locale, { dateStyle: 'short', timeZone: 'UTC' }).format(new Date(`${date.day}T00:00:00Z`))
  }
}

const words = { fr: { yes: 'oui', no: 'non' }, en: { yes: 'yes', no: 'no' } } as const

function notANumber(value: Json, row: number, column: number) {
  const shown = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60)
  return userError({
    code: 'DOCUMENT_NUMBER_EXPECTED',
    text: { fr: `Ligne ${row + 1} : « ${shown} » n’est pas un nombre.`, en: `Row ${row + 1}: “${shown}” is not a number.` },
    hint: { fr: 'Corrigez la donnée, ou donnez à cette colonne le format texte.', en: 'Correct the data, or give this column the format text.' },
    field: `/columns/${column}/field`,
    row,
  })
}
