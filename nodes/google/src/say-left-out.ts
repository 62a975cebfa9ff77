import { userError, type JsonObject, type NodeContext, type NodeLog } from '@maillon/node-sdk'

/** What was said so far, by step: all rows of a step share one log. */
const said = new WeakMap<NodeLog, Set<string>>()

/** Fields of the rows that have no column are not written. Nothing is left out silently: the log names each of them once. */
export function sayLeftOut({ log, locale }: Pick<NodeContext<unknown>, 'log' | 'locale'>, columns: readonly string[], rows: readonly JsonObject[]): void {
  const before = said.get(log) ?? new Set<string>()
  said.set(log, before)
  const known = new Set(columns)
  const left = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((field) => !known.has(field) && !before.has(field))
  if (left.length === 0) return
  for (const field of left) before.add(field)
  const names = left.slice(0, 20).map((field) => (locale === 'fr' ? `« ${field} »` : `“${field}”`)).join(', ')
  log.warn(locale === 'fr' ? `L’onglet n’a pas de colonne pour ${names} : ces valeurs ne sont pas écrites.` : `The tab has no column for ${names}: these values are not written.`)
}

/** Rows without a field would be written as empty lines. */
export function nothingToWrite() {
  return userError({
    code: 'SHEETS_COLUMNS_NONE',
    text: { fr: 'Les lignes n’ont aucun champ à écrire dans l’onglet.', en: 'The rows have no field to be written into the tab.' },
    hint: { fr: 'Reliez cette étape à celle qui donne les données, ou choisissez les colonnes.', en: 'Connect this step to the one that gives the data, or choose the columns.' },
    field: '/columns',
  })
}
