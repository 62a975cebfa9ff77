import { choiceParam, readDate, Type, ui, unknownFieldError, withDefault, type Json, type JsonObject, type Locale, type Static } from '@maillon/node-sdk'

type CsvFormat = 'auto' | 'date' | 'datetime'

/** The columns of a CSV file. Default: a column for each field, by its name. */
export const csvColumnsParam = withDefault(
  Type.Array(
    Type.Object({
      field: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }),
      title: Type.Optional(Type.String({ maxLength: 200, ...ui({ label: { fr: 'Titre', en: 'Title' }, help: { fr: 'Vide : le nom du champ.', en: 'Empty: the name of the field.' } }) })),
      format: choiceParam<CsvFormat>(
        {
          auto: { fr: 'tel quel', en: 'as it is' },
          date: { fr: 'date (15/01/2026)', en: 'date (2026-01-15)' },
          datetime: { fr: 'date et heure (15/01/2026 08:30)', en: 'date and time (2026-01-15 08:30)' },
        },
        { label: { fr: 'Format', en: 'Format' } },
        'auto',
      ),
    }),
    {
      default: [],
      maxItems: 200,
      ...ui({ label: { fr: 'Colonnes', en: 'Columns' }, help: { fr: 'Vide : tous les champs, sous leur nom.', en: 'Empty: all fields, by their names.' }, showWhen: { param: 'content', is: ['csv'] } }),
    },
  ),
)

/** What stands in the file: titles, and a cell for each. */
export interface CsvColumns {
  readonly titles: readonly string[]
  cellsOf(row: JsonObject): readonly Json[]
  /** Null: the row has no field that would be lost. */
  lostField(row: JsonObject): string | null
}

/**
 * The columns that were chosen, or else each field of the first rows. Dates are written as spreadsheets of the language read them; what is no date stays
 * as it is.
 *
 * @throws UserError where a chosen field is in none of the first rows
 */
export function csvColumns(chosen: Static<typeof csvColumnsParam>, head: readonly JsonObject[], place: { readonly locale: Locale; readonly timeZone: string }): CsvColumns {
  const fields = [...new Set(head.flatMap((row) => Object.keys(row)))]
  const known = new Set(fields)
  if (chosen.length === 0) return { titles: fields, cellsOf: (row) => fields.map((field) => valueOf(row, field)), lostField: (row) => Object.keys(row).find((field) => !known.has(field)) ?? null }
  const missing = head.length === 0 ? -1 : chosen.findIndex(({ field }) => !known.has(field))
  if (missing !== -1) throw unknownFieldError(chosen[missing]?.field ?? '', fields, `/columns/${missing}/field`)
  return {
    titles: chosen.map(({ field, title = '' }) => (title.trim() === '' ? field : title)),
    cellsOf: (row) => chosen.map(({ field, format }) => (format === 'auto' ? valueOf(row, field) : dateText(valueOf(row, field), format, place))),
    lostField: () => null,
  }
}

function valueOf(row: JsonObject, field: string): Json {
  return Object.hasOwn(row, field) ? (row[field] ?? null) : null
}

function dateText(value: Json, format: CsvFormat, place: { readonly locale: Locale; readonly timeZone: string }): Json {
  const date = readDate(value, place)
  if (date === null) return value
  const [year, month, day] = date.day.split('-')
  const written = place.locale === 'fr' ? `${day}/${month}/${year}` : date.day
  return format === 'date' ? written : `${written} ${new Date(date.clockMs).toISOString().slice(11, 16)}`
}
