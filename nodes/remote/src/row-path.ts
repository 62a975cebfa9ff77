import { userError, type Item } from '@maillon/node-sdk'
import { checkPath } from './remote-path.js'

/** The path that a row is about: its field of this name. @throws UserError `REMOTE_ROW_PATH_MISSING`, `REMOTE_PATH_INVALID` */
export function pathOfRow(item: Item, field: string, row: number): string {
  const path = item.json[field]
  if (typeof path === 'string' && path.trim() !== '') return checkPath(path)
  throw userError({
    code: 'REMOTE_ROW_PATH_MISSING',
    text: { fr: `Cette ligne n’a pas de chemin de fichier dans le champ « ${field} ».`, en: `This row has no file path in the field “${field}”.` },
    hint: { fr: 'Choisissez le champ qui contient le chemin ; « Lister des fichiers distants » l’appelle path.', en: 'Choose the field that holds the path; “List remote files” calls it path.' },
    field: '/pathField',
    row,
  })
}
