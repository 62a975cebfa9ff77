import { userError } from '@maillon/node-sdk'

/** The id in an address such as `https://docs.google.com/spreadsheets/d/ID/edit#gid=0`, or the id itself. @throws UserError */
export function spreadsheetId(text: string): string {
  const id = /\/spreadsheets\/d\/([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? text.trim()
  if (/^[A-Za-z0-9_-]{10,200}$/.test(id)) return id
  throw userError({
    code: 'SHEETS_DOCUMENT_INVALID',
    text: { fr: 'Ce n’est pas l’adresse d’une feuille Google.', en: 'This is not the address of a Google sheet.' },
    hint: {
      fr: 'Copiez-la dans le navigateur : https://docs.google.com/spreadsheets/d/…',
      en: 'Copy it from the browser: https://docs.google.com/spreadsheets/d/…',
    },
    field: '/document',
  })
}

/** A tab, or cells of it, in A1 notation. The name is always quoted: it may look like a cell. */
export function rangeOf(tab: string, cells = ''): string {
  return `'${tab.replaceAll("'", "''")}'${cells === '' ? '' : `!${cells}`}`
}

/** 0 is A, 26 is AA. */
export function columnName(index: number): string {
  let [rest, name] = [index + 1, '']
  while (rest > 0) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
    rest = Math.floor((rest - 1) / 26)
  }
  return name
}
