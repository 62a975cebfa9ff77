import { choiceParam, defineNode, Type, ui, withDefault } from '@maillon/node-sdk'
import { compareTables } from './compare-tables.js'
import { withSpillFolder } from './spill/spill-folder.js'

const name = (fallback: string, label: { fr: string; en: string }) => withDefault(Type.String({ default: fallback, minLength: 1, maxLength: 100, ...ui({ label, expression: false, advanced: true }) }))

const params = Type.Object({
  keys: Type.Array(
    Type.Object({
      after: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ après', en: 'Field after' }, widget: 'field', port: 'after', expression: false }) }),
      before: Type.Optional(
        Type.String({ ...ui({ label: { fr: 'Champ avant', en: 'Field before' }, help: { fr: 'Vide : le même nom.', en: 'Empty: the same name.' }, widget: 'field', port: 'before', expression: false }) }),
      ),
    }),
    { minItems: 1, maxItems: 10, ...ui({ label: { fr: 'Clé : ce qui identifie une ligne', en: 'Key: what identifies a row' } }) },
  ),
  fields: withDefault(
    Type.Array(Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', port: 'after', expression: false }) }), {
      default: [],
      maxItems: 200,
      ...ui({ label: { fr: 'Champs à comparer', en: 'Fields to compare' }, help: { fr: 'Vide : tous les champs.', en: 'Empty: all fields.' }, widget: 'fields', port: 'after', expression: false }),
    }),
  ),
  looseness: choiceParam<'exact' | 'loose'>(
    {
      loose: { fr: 'par leur sens : 1,50 = 1.5, espaces au bord ignorés, vide = absent', en: 'by their meaning: 1,50 = 1.5, spaces around ignored, empty = missing' },
      exact: { fr: 'exactement', en: 'exactly' },
    },
    { label: { fr: 'Comparer les valeurs', en: 'Compare values' }, advanced: true },
    'loose',
  ),
  duplicates: choiceParam<'fail' | 'first'>(
    { fail: { fr: 'arrêter avec une erreur', en: 'stop with an error' }, first: { fr: 'prendre la première ligne', en: 'take the first row' } },
    { label: { fr: 'Si une clé est en double', en: 'If a key is there twice' }, advanced: true },
    'fail',
  ),
  ignoreCase: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Majuscules et minuscules confondues dans la clé', en: 'Ignore upper and lower case in the key' }, advanced: true }) })),
  oldName: name('old', { fr: 'Champ des anciennes valeurs', en: 'Field of the old values' }),
  changesName: name('changes', { fr: 'Champ de la liste des changements', en: 'Field of the list of changes' }),
})

export const compare = defineNode({
  type: 'table.compare',
  title: { fr: 'Comparer deux tableaux', en: 'Compare two tables' },
  description: { fr: 'Dit, par clé, ce qui est nouveau, modifié (avec les anciennes valeurs), supprimé ou pareil.', en: 'Says by key what is new, changed (with the old values), deleted or the same.' },
  keywords: {
    fr: ['différence', 'écart', 'nouveau', 'modifié', 'supprimé', 'avant', 'après', 'synchroniser', 'rapprocher', 'évolution', 'changements'],
    en: ['difference', 'diff', 'new', 'changed', 'deleted', 'before', 'after', 'synchronise', 'reconcile', 'delta', 'changes'],
  },
  icon: 'git-compare',
  group: 'table',
  params,
  inputs: [
    { id: 'after', label: { fr: 'Après', en: 'After' }, required: true },
    { id: 'before', label: { fr: 'Avant', en: 'Before' }, required: true },
  ],
  outputs: [
    { id: 'new', label: { fr: 'Nouvelles', en: 'New' } },
    { id: 'changed', label: { fr: 'Modifiées', en: 'Changed' } },
    { id: 'deleted', label: { fr: 'Supprimées', en: 'Deleted' } },
    { id: 'same', label: { fr: 'Pareilles', en: 'Same' } },
  ],
  effects: 'none',
  runOnEmpty: true,
  outputShapes: { new: { kind: 'same', input: 'after' }, same: { kind: 'same', input: 'after' }, deleted: { kind: 'same', input: 'before' } },
  examples: [
    {
      title: { fr: 'Ce qui a changé depuis hier', en: 'What has changed since yesterday' },
      params: { keys: [{ after: 'code' }], duplicates: 'first' },
      input: {
        after: [{ code: 'A', prix: 3, nom: 'Thé' }, { code: 'B', prix: 2, nom: 'Café' }, { code: 'D', prix: 9, nom: 'Eau' }],
        before: [{ code: 'A', prix: 2.5, nom: 'Thé' }, { code: 'B', prix: '2,00', nom: 'Café ' }, { code: 'C', prix: 1, nom: 'Lait' }],
      },
      output: {
        new: [{ code: 'D', prix: 9, nom: 'Eau' }],
        changed: [{ code: 'A', prix: 3, nom: 'Thé', old: { prix: 2.5 }, changes: [{ field: 'prix', old: 2.5, new: 3 }] }],
        deleted: [{ code: 'C', prix: 1, nom: 'Lait' }],
        same: [{ code: 'B', prix: 2, nom: 'Café' }],
      },
    },
  ],
  words: { fr: 'compare les deux tableaux par « {{keys.[0].after}} »', en: 'compares the two tables by “{{keys.[0].after}}”' },
  run: (context) => withSpillFolder(context.signal, (folder) => compareTables(context, folder)),
})
