/** What is wrong with rows, a table or the settings of a writing, each with its sentence. */
import { nearestName, userError } from '@maillon/node-sdk'
import type { TableShape } from './sql-session.js'

export function unknown(about: { readonly code: string; readonly what: { readonly fr: string; readonly en: string }; readonly name: string; readonly known: readonly string[]; readonly field: string }) {
  const near = nearestName(about.name, about.known)
  const shown = about.known.slice(0, 20).join(', ')
  return userError({
    code: about.code,
    text: { fr: `Il n’y a pas de ${about.what.fr} « ${about.name.slice(0, 100)} ».`, en: `There is no ${about.what.en} “${about.name.slice(0, 100)}”.` },
    hint: near === null ? { fr: `Il y a : ${shown}.`, en: `There are: ${shown}.` } : { fr: `Vouliez-vous dire « ${near} » ?`, en: `Did you mean “${near}”?` },
    field: about.field,
  })
}

export function noKeys() {
  return userError({ code: 'SQL_KEYS_MISSING', text: { fr: 'Il manque les colonnes clés, qui disent de quelle ligne il s’agit.', en: 'The key columns are missing, which say which row it is.' }, field: '/keys' })
}

export function notUnique(keys: readonly string[], table: TableShape) {
  const shown = table.uniqueKeys.map((key) => key.join(' + ')).join(', ')
  return userError({
    code: 'SQL_KEY_NOT_UNIQUE',
    text: { fr: `Les colonnes ${keys.join(' + ')} ne forment pas une clé unique de la table.`, en: `The columns ${keys.join(' + ')} are not a unique key of the table.` },
    hint: shown === '' ? { fr: 'La table n’a aucune clé unique.', en: 'The table has no unique key.' } : { fr: `Ses clés uniques : ${shown}.`, en: `Its unique keys: ${shown}.` },
    field: '/keys',
  })
}

export function keyNotGiven(key: string) {
  return userError({ code: 'SQL_KEY_NOT_GIVEN', text: { fr: `Les lignes n’apportent pas la colonne clé « ${key} ».`, en: `The rows do not bring the key column “${key}”.` }, field: '/keys' })
}

export function keyEmpty(key: string, row: number) {
  return userError({ code: 'SQL_KEY_EMPTY', text: { fr: `La clé « ${key} » de cette ligne est vide.`, en: `The key “${key}” of this row is empty.` }, field: '/keys', row })
}

export function fieldMissing(field: string, row: number) {
  return userError({
    code: 'SQL_FIELD_MISSING',
    text: { fr: `Cette ligne n’a pas le champ « ${field} », que les autres ont.`, en: `This row does not have the field “${field}”, which the others have.` },
    hint: { fr: 'Donnez-lui une valeur, vide s’il le faut : sinon la colonne serait effacée.', en: 'Give it a value, empty where need be: else the column would be wiped.' },
    row,
  })
}

export function fieldNotFirst(field: string, row: number) {
  return userError({
    code: 'SQL_FIELD_EXTRA',
    text: { fr: `Cette ligne a un champ « ${field} » que la première n’a pas.`, en: `This row has a field “${field}” that the first one does not have.` },
    hint: { fr: 'Choisissez les colonnes à écrire, ou d’ignorer les champs de trop.', en: 'Choose the columns to write, or to ignore extra fields.' },
    field: '/columns',
    row,
  })
}

export function nothingToWrite(columns: readonly string[]) {
  return userError({
    code: 'SQL_COLUMNS_NONE',
    text: { fr: 'Aucun champ des lignes n’est à écrire dans la table.', en: 'No field of the rows goes into the table.' },
    hint: { fr: `Ses colonnes : ${columns.slice(0, 20).join(', ')}.`, en: `Its columns: ${columns.slice(0, 20).join(', ')}.` },
    field: '/columns',
  })
}
