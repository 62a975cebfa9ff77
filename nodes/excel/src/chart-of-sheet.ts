import { unknownFieldError, userError } from '@maillon/node-sdk'
import type { WriteSheet } from 'hucre/xlsx'
import { columnLetters } from './cell-address.js'
import type { PlannedColumn } from './column-plan.js'
import type { SheetParams } from './write-params.js'

type Chart = NonNullable<WriteSheet['charts']>[number]

const kinds = { bar: 'column', line: 'line', pie: 'pie' } as const
const tidyAxis = { majorTickMark: 'none', minorTickMark: 'none' } as const
const colors = ['2F6DB5', 'E07B39', '4C9F70', '9B5DA6', 'C94C4C', '3AA6B9', 'B8912E', '6C757D', '8AB17D', 'D16BA5']

/**
 * The native chart of a sheet, to the right of its columns; null where none is asked for or there are no rows.
 * @throws UserError at the field that isn't a column, or where none was chosen.
 */
export function chartOfSheet({ chart }: SheetParams, columns: readonly PlannedColumn[], about: { readonly rows: number; readonly pointer: string }): Chart | null {
  const { kind, category = '', title = '' } = chart
  if (kind === 'none' || about.rows === 0) return null
  const pointer = `${about.pointer}/chart`
  if (chart.values.length === 0) throw incomplete(`${pointer}/values`)
  if (category === '') throw incomplete(`${pointer}/category`)
  const rangeOf = (field: string, at: string) => {
    const column = columns.findIndex((one) => one.field === field)
    if (column === -1) throw unknownFieldError(field, columns.map((one) => one.field), at)
    const letters = columnLetters(column)
    return `$${letters}$2:$${letters}$${about.rows + 1}`
  }
  const categories = rangeOf(category, `${pointer}/category`)
  const isPie = kind === 'pie'
  const series = chart.values.slice(0, isPie ? 1 : 10).map((field, index) => {
    const range = rangeOf(field, `${pointer}/values/${index}`)
    return { name: titleOf(field, columns), values: range, categories, ...(isPie ? {} : { color: colors[index] ?? '6C757D' }) }
  })
  const left = columns.length + 1
  const common = { series, anchor: { from: { row: 1, col: left }, to: { row: 19, col: left + 9 } }, ...(title === '' ? {} : { title }) }
  if (kind === 'pie') return { ...common, type: kinds.pie, legend: 'right', dataLabels: { showPercent: true } }
  const axes = { x: tidyAxis, y: { ...tidyAxis, gridlines: { major: true } } }
  return { ...common, type: kinds[kind], axes, legend: series.length > 1 ? 'bottom' : false, ...(kind === 'bar' ? { gapWidth: 60 } : {}) }
}

function titleOf(field: string, columns: readonly PlannedColumn[]): string {
  return columns.find((one) => one.field === field)?.title ?? field
}

function incomplete(field: string) {
  return userError({
    code: 'EXCEL_CHART_INCOMPLETE',
    text: { fr: 'Le graphique n’a pas encore ses champs.', en: 'The chart does not have its fields yet.' },
    hint: { fr: 'Choisissez un champ pour la légende et au moins un pour les valeurs.', en: 'Choose a field for the category and at least one for the values.' },
    field,
  })
}
