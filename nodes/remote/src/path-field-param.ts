import { Type, ui, withDefault } from '@maillon/node-sdk'

/** The parameter that names the field with the path of each row. */
export function pathFieldParam() {
  return withDefault(Type.String({ default: 'path', minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Champ du chemin', en: 'Field of the path' }, help: { fr: 'Le champ de chaque ligne qui dit de quel fichier il s’agit.', en: 'The field of each row that says which file it is.' }, widget: 'field', expression: false }) }))
}
