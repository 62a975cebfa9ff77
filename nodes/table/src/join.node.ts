import { choiceParam, defineNode, type AllContext, type LocalizedText, type Static, Type, ui, userError, withDefault } from '@maillon/node-sdk'
import { MatchTables } from './match-tables.js'
import { mergeRows } from './merge-rows.js'
import type { DuplicateKeys } from './right-table.js'
import { SeenFields } from './seen-fields.js'
import { heldRows } from './spill/held-rows.js'
import { withSpillFolder, type SpillFolder } from './spill/spill-folder.js'

const params = Type.Object({
  keys: Type.Array(
    Type.Object({
      left: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ à gauche', en: 'Field on the left' }, widget: 'field', port: 'left', expression: false }) }),
      right: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ à droite', en: 'Field on the right' }, widget: 'field', port: 'right', expression: false }) }),
    }),
    { minItems: 1, maxItems: 10, ...ui({ label: { fr: 'Relier quand sont égaux', en: 'Match when these are equal' } }) },
  ),
  kind: choiceParam<'left' | 'inner' | 'full'>(
    {
      left: { fr: 'toutes les lignes de gauche', en: 'all rows of the left' },
      inner: { fr: 'les lignes reliées seulement', en: 'matched rows only' },
      full: { fr: 'toutes les lignes des deux côtés', en: 'all rows of both sides' },
    },
    { label: { fr: 'Garder', en: 'Keep' } },
    'left',
  ),
  duplicates: choiceParam<'fail' | 'first' | 'all'>(
    {
      fail: { fr: 'arrêter avec une erreur', en: 'stop with an error' },
      first: { fr: 'prendre la première ligne', en: 'take the first row' },
      all: { fr: 'donner une ligne pour chacune', en: 'give a row for each' },
    },
    { label: { fr: 'Si plusieurs lignes de droite conviennent', en: 'If several rows on the right match' }, advanced: true },
    'fail',
  ),
  prefix: withDefault(
    Type.String({
      default: 'right_',
      maxLength: 50,
      ...ui({
        label: { fr: 'Préfixe des champs de droite déjà présents à gauche', en: 'Prefix for fields of the right that the left has too' },
        expression: false,
        advanced: true,
      }),
    }),
  ),
  ignoreCase: withDefault(
    Type.Boolean({ default: false, ...ui({ label: { fr: 'Majuscules et minuscules confondues', en: 'Ignore upper and lower case' }, advanced: true }) }),
  ),
})

type JoinContext = Pick<AllContext<Static<typeof params>>, 'params' | 'input' | 'emit' | 'log' | 'locale' | 'signal' | 'knownFields'>

export const join = defineNode({
  type: 'table.join',
  title: { fr: 'Relier deux tableaux', en: 'Join two tables' },
  description: { fr: 'Complète chaque ligne de gauche avec la ligne de droite qui a la même clé.', en: 'Completes each row of the left with the row of the right that has the same key.' },
  keywords: {
    fr: ['jointure', 'fusionner', 'recherchev', 'croiser', 'rapprocher', 'associer', 'combiner', 'enrichir', 'rechercher', 'recherchex', 'correspondance', 'retrouver'],
    en: ['merge', 'lookup', 'vlookup', 'match', 'combine', 'enrich', 'relate', 'xlookup', 'look up', 'find', 'index match'],
  },
  icon: 'arrows-join',
  group: 'table',
  params,
  inputs: [
    { id: 'left', label: { fr: 'Gauche', en: 'Left' }, required: true },
    { id: 'right', label: { fr: 'Droite', en: 'Right' }, required: true },
  ],
  effects: 'none',
  outputShapes: { main: { kind: 'computed', rule: 'join' } },
  examples: [
    {
      title: { fr: 'Ajouter le prix à chaque vente', en: 'Add the price to each sale' },
      params: { keys: [{ left: 'code', right: 'référence' }] },
      input: {
        left: [{ code: 'A1', quantité: 2 }, { code: 'B2', quantité: 1 }],
        right: [{ référence: 'A1', prix: 9.5 }, { référence: 'C3', prix: 4 }],
      },
      output: { main: [{ code: 'A1', quantité: 2, référence: 'A1', prix: 9.5 }, { code: 'B2', quantité: 1, référence: null, prix: null }] },
    },
    {
      title: { fr: 'Garder tout, des deux côtés', en: 'Keep everything of both sides' },
      params: { keys: [{ left: 'code', right: 'code' }], kind: 'full', prefix: 'liste_' },
      input: { left: [{ code: 'A1', prix: 2 }], right: [{ code: 'A1', prix: 3 }, { code: 'C3', prix: 4 }] },
      output: { main: [{ code: 'A1', prix: 2, liste_prix: 3 }, { code: 'C3', prix: null, liste_prix: 4 }] },
    },
  ],
  words: { fr: 'relie les deux tableaux par « {{keys.[0].left}} »', en: 'joins the two tables by “{{keys.[0].left}}”' },
  run: async (context) => {
    await withSpillFolder(context.signal, (folder) => joinTables(context, folder))
  },
})

/** @param spillFrom bytes of the right side from which on both go to disk; for tests. */
export async function joinTables({ params: given, input, emit, log, locale, signal, knownFields }: JoinContext, folder: SpillFolder, spillFrom?: number): Promise<void> {
  const rightKeys = given.keys.map((key) => key.right)
  const leftKeys = given.keys.map((key) => key.left)
  const { ignoreCase } = given
  const tables = new MatchTables({
    ...{ leftKeys, rightKeys, ignoreCase, folder, signal, watchRepeats: false },
    known: { left: knownFields('left'), right: knownFields('right') },
    allPartners: given.duplicates === 'all',
    ...(spillFrom === undefined ? {} : { spillFrom }),
  })
  await tables.takeRight(input('right'))
  rightKeys.forEach((field, index) => tables.rightSeen.mustHave(field, `/keys/${index}/right`))
  reportDuplicates(await tables.duplicates(), given.duplicates, (text) => log.warn(text[locale]))

  // Whether a right field gets the prefix is known once the last row of the left was seen: the first may lack the field of that name.
  const leftFields = new SeenFields()
  const left = await heldRows(input('left'), ({ json }) => leftFields.add(json), { folder, signal, ...(spillFrom === undefined ? {} : { spillFrom }) })
  const names = { leftKeys, rightKeys, leftFields, rightFields: tables.rightSeen.list(), prefix: given.prefix }
  let unmatched = 0
  for await (const { left: row, partners } of tables.matches(left)) {
    if (partners.length === 0) unmatched++
    for (const partner of partners) await emit(mergeRows(row, partner, names))
    if (partners.length === 0 && given.kind !== 'inner') await emit(mergeRows(row, null, names))
  }
  leftKeys.forEach((field, index) => tables.leftSeen.mustHave(field, `/keys/${index}/left`))
  if (unmatched > 0) log.info(locale === 'fr' ? `${unmatched} lignes de gauche sans ligne à droite` : `${unmatched} rows of the left without a row on the right`)
  if (given.kind !== 'full') return
  for await (const partner of tables.untaken()) await emit(mergeRows(null, partner, names))
}

function reportDuplicates(duplicate: DuplicateKeys | null, choice: 'fail' | 'first' | 'all', warn: (text: LocalizedText) => void): void {
  if (duplicate === null) return
  const text = {
    fr: `À droite, la clé « ${duplicate.shown} » se trouve sur ${duplicate.count} lignes (${duplicate.keys} clés en double en tout).`,
    en: `On the right, the key “${duplicate.shown}” is on ${duplicate.count} rows (${duplicate.keys} duplicate keys in all).`,
  }
  if (choice === 'fail') {
    throw userError({
      code: 'TABLE_KEY_DUPLICATE',
      text,
      hint: { fr: 'Retirez les doublons, ou choisissez quoi faire quand plusieurs lignes conviennent.', en: 'Remove the duplicates, or choose what to do when several rows match.' },
      field: '/duplicates',
    })
  }
  warn(text)
}
