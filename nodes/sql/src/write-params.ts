import { choiceParam, Type, ui, withDefault, type AllContext, type Item, type ItemContext, type JsonObject } from '@maillon/node-sdk'
import { timeoutParam } from './query-rows.js'
import type { RowsWrite, WriteAction } from './write-rows.js'

/** What both nodes that write have in common. */
export function writeParams() {
  return {
    table: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Table', en: 'Table' }, placeholder: { fr: 'commandes', en: 'orders' } }) }),
    action: choiceParam<WriteAction>(
      {
        insert: { fr: 'ajouter les lignes', en: 'insert the rows' },
        upsert: { fr: 'ajouter ou remplacer (par la clé)', en: 'insert or replace (by key)' },
        update: { fr: 'modifier (par la clé)', en: 'update (by key)' },
        delete: { fr: 'supprimer (par la clé)', en: 'delete (by key)' },
      },
      { label: { fr: 'Faire', en: 'Do' } },
    ),
    keys: withDefault(
      Type.Array(Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Colonne', en: 'Column' } }) }), {
        default: [],
        maxItems: 20,
        ...ui({ label: { fr: 'Colonnes clés', en: 'Key columns' }, showWhen: { param: 'action', is: ['upsert', 'update', 'delete'] } }),
      }),
    ),
    columns: withDefault(
      Type.Array(
        Type.Object({
          column: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Colonne', en: 'Column' }, expression: false }) }),
          field: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }),
        }),
        { default: [], maxItems: 500, ...ui({ label: { fr: 'Colonnes à écrire', en: 'Columns to write' }, help: { fr: 'Vide : chaque champ dans la colonne de même nom.', en: 'Empty: each field into the column of the same name.' } }) },
      ),
    ),
    extra: choiceParam<'fail' | 'ignore'>(
      { fail: { fr: 'signaler une erreur', en: 'report an error' }, ignore: { fr: 'les ignorer', en: 'ignore them' } },
      { label: { fr: 'Champs sans colonne', en: 'Fields without a column' }, advanced: true },
      'fail',
    ),
    timeoutSeconds: timeoutParam(),
    ifUnknown: choiceParam<'stop' | 'again'>(
      { stop: { fr: 's’arrêter et demander', en: 'stop and ask' }, again: { fr: 'écrire à nouveau', en: 'write again' } },
      { label: { fr: 'Si une écriture précédente a été coupée', en: 'If an earlier writing was cut off' }, help: { fr: 'Pour les ajouts. Remplacer, modifier et supprimer par la clé se refont sans dommage.', en: 'For inserts. To replace, update and delete by key can be done again without harm.' }, advanced: true },
      'stop',
    ),
  }
}

/** Only inserts can do harm a second time. */
export function whenCutOff({ action, ifUnknown }: { readonly action: WriteAction; readonly ifUnknown: 'stop' | 'again' }): 'stop' | 'again' {
  return action === 'insert' ? ifUnknown : 'again'
}

const mostShown = 100

/** What a dry run shows: how many rows would go where, and the first hundred. */
export async function previewOfWrite(context: AllContext<RowsWrite> | ItemContext<RowsWrite>): Promise<JsonObject> {
  const { table, action, keys } = context.params
  const rows: JsonObject[] = []
  let count = 0
  const see = ({ json }: Item) => {
    if (rows.length < mostShown) rows.push(json)
    count += 1
  }
  if ('input' in context) for await (const item of context.input()) see(item)
  return { table, action, keys: [...keys], count, rows }
}
