import { Type, ui } from '@maillon/node-sdk'

/** The name of a collection; written down as it is, so that a page can say which flows use it. */
export const collectionParam = Type.String({
  minLength: 1,
  maxLength: 100,
  ...ui({
    label: { fr: 'Collection', en: 'Collection' },
    help: { fr: 'Une table que l’espace de travail garde ; elle se voit sur la page Collections.', en: 'A table that the workspace keeps; it is shown on the page Collections.' },
    placeholder: { fr: 'Unités', en: 'Units' },
    expression: false,
  }),
})

export const keysParam = Type.Array(Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }), {
  minItems: 1,
  maxItems: 10,
  ...ui({
    label: { fr: 'Champs clés', en: 'Key fields' },
    help: { fr: 'Deux lignes qui ont les mêmes valeurs dans ces champs sont la même ligne. 12 et « 12 » sont pareils.', en: 'Two rows with the same values in these fields are the same row. 12 and “12” are alike.' },
    widget: 'fields',
    expression: false,
  }),
})

export const collectionWords = {
  fr: ['collection', 'table', 'base', 'mémoire', 'garder', 'copie locale', 'synchroniser', 'lignes', 'stocker', 'liste', 'référentiel', 'fichier clients'],
  en: ['collection', 'table', 'store', 'memory', 'keep', 'local copy', 'sync', 'rows', 'data store', 'list', 'lookup table', 'contacts'],
}
