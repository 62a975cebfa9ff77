import { Type, ui, unknownFieldError, type Item, type LocalizedText } from '@maillon/node-sdk'
import { RowsTable, type ColumnParams, type TablePlace } from './rows-table.js'

/** The template: the product's own expressions, worked out and escaped as HTML by the host before a node sees it. */
export function templateParam() {
  return Type.String({
    minLength: 1,
    maxLength: 16_000,
    ...ui({
      label: { fr: 'Modèle', en: 'Template' },
      help: {
        fr: 'Du HTML avec des champs {{…}} ; {{#each nodes.ventes.all}}…{{/each}} répète pour chaque ligne.',
        en: 'HTML with fields {{…}}; {{#each nodes.sales.all}}…{{/each}} repeats for each row.',
      },
      placeholder: { fr: '<h1>Bonjour {{item.prénom}}</h1>', en: '<h1>Hello {{item.firstName}}</h1>' },
      widget: 'html',
    }),
  })
}

export const titleParam = () => Type.Optional(Type.String({ maxLength: 200, ...ui({ label: { fr: 'Titre du document', en: 'Title of the document' }, advanced: true }) }))

export function nameParam(fallback: string, placeholder: LocalizedText) {
  return Type.String({ default: fallback, minLength: 1, maxLength: 150, ...ui({ label: { fr: 'Nom du fichier', en: 'File name' }, placeholder }) })
}

export interface RowsPlace extends TablePlace {
  readonly columns: readonly ColumnParams[]
}

/** The template with the table of the rows at its place. @throws UserError where a column is none of the rows */
export async function withRows(template: string, items: Iterable<Item> | AsyncIterable<Item>, place: RowsPlace): Promise<string> {
  const table = place.columns.length === 0 ? null : new RowsTable(place.columns, place)
  let row = 0
  // Read in any case: the rows may bring pictures.
  for await (const { json } of items) table?.add(json, row++)
  if (table === null) return template
  place.columns.forEach(({ field }, index) => {
    if (!table.knows(field)) throw unknownFieldError(field, table.fields(), `/columns/${index}/field`)
  })
  const html = table.html('Total')
  const mark = /<rows\s*\/?>(?:\s*<\/rows>)?/i
  // By a function, since `$` in the data would mean something in a replacement text.
  return mark.test(template) ? template.replace(mark, () => html) : `${template}\n${html}`
}

export function withEnding(name: string, ending: string): string {
  const trimmed = name.trim()
  return trimmed.toLowerCase().endsWith(ending) ? trimmed : `${trimmed}${ending}`
}
