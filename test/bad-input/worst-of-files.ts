import { zipOf } from '@maillon/node-sdk/testing'
import type { WorstCase } from './worst-of-nodes.js'

const folders = { in: { 'a.csv': 'A' }, 'read:ro': { 'x.csv': 'X' } }
const csv = { as: 'csv' } as const
const units = { collections: { Unités: { keys: ['code'], rows: [{ code: 1, nom: 'A' }, { code: 2, nom: 'B' }] } } }
const zeros = new Uint8Array(20 * 1024 * 1024)
const good = zipOf([{ name: 'a.txt', content: 'hello hello hello hello' }])

/** The worst that can be done to the steps that take files and rows as they come. */
export const fileCases: readonly WorstCase[] = [
  { node: 'files.read', what: 'a workbook in the place of CSV', params: csv, file: { name: 'ventes.csv', bytes: Buffer.from('504b030414000000080000', 'hex') }, code: 'FILES_TEXT_EXPECTED' },
  { node: 'files.read', what: 'half a CSV', params: csv, file: { name: 'a.csv', bytes: 'a;b\n1;"deux' }, code: 'FILES_CSV_INVALID' },
  { node: 'files.read', what: 'half a JSON', params: { as: 'json' }, file: { name: 'a.json', bytes: '[{"a":1},{"a"' }, code: 'FILES_JSON_INVALID' },
  { node: 'files.read', what: 'a JSON that would change the program', params: { as: 'json' }, file: { name: 'a.json', bytes: '[{"__proto__":{"admin":true}}]' }, code: 'FILES_JSON_REFUSED' },
  { node: 'files.read', what: 'a text beyond the size allowed', params: { as: 'text', maxMegabytes: 1 }, file: { name: 'a.txt', bytes: new Uint8Array(1_100_000) }, code: 'FILES_FILE_TOO_LARGE' },
  { node: 'files.read', what: 'an XML that would fetch a secret', params: { as: 'xml' }, file: { name: 'a.xml', bytes: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' }, code: 'FILES_XML_DOCTYPE' },
  { node: 'files.read', what: 'an XML that would change the program', params: { as: 'xml' }, file: { name: 'a.xml', bytes: '<a><constructor>1</constructor></a>' }, code: 'FILES_XML_REFUSED' },
  { node: 'files.write', what: 'a row without a file', params: {}, code: 'FILES_FILE_NOT_RECEIVED' },
  { node: 'files.write', what: 'a sign that the encoding lacks', params: { content: 'csv', encoding: 'windows-1252' }, items: [{ a: 'ж' }], code: 'FILES_CHARACTER_LACKING' },
  { node: 'files.write', what: 'a field that comes after the titles', params: { content: 'csv' }, items: [...Array.from({ length: 1000 }, (_, n) => ({ n })), { tard: 1 }], code: 'FILES_FIELD_LATE' },
  { node: 'files.write', what: 'a name by the row, for one file of all rows', params: { content: 'csv', name: '{{item.nom}}' }, items: [{ nom: 'a.csv' }], code: 'EXPRESSION_VALUE_MISSING' },
  { node: 'files.write', what: 'a format that there is not', params: { content: 'pdf' }, code: 'NODE_PARAM_CHOICE' },
  { node: 'folder.list', what: 'a folder that nobody opened', params: { root: '/etc' }, folders, code: 'FOLDER_ROOT_UNKNOWN' },
  { node: 'folder.write', what: 'a row without a file', params: { root: 'in' }, folders, code: 'FILES_FILE_NOT_RECEIVED' },
  { node: 'folder.write', what: 'a folder that nobody opened', params: { root: 'out' }, received: { name: 'a.csv', bytes: 'A' }, folders, code: 'FOLDER_ROOT_UNKNOWN' },
  { node: 'folder.move', what: 'a file to delete that is gone', params: { root: 'in', action: 'delete', path: 'b.csv' }, folders, code: 'FOLDER_FILE_MISSING' },
  { node: 'folder.move', what: 'a path that is empty', params: { root: 'in', path: '{{item.path}}' }, items: [{ path: '' }], folders, code: 'NODE_PARAM_EMPTY' },
  { node: 'folder.move', what: 'a folder that nobody opened', params: { root: 'in', path: 'a.csv', toRoot: '../out' }, folders, code: 'FOLDER_ROOT_UNKNOWN' },
  { node: 'folder.arrived', what: 'a folder that nobody opened', params: { root: 'entrees', after: 'leave' }, folders, code: 'FOLDER_ROOT_UNKNOWN' },
  { node: 'folder.arrived', what: 'nowhere to move the files', params: { root: 'in', after: 'move' }, folders, code: 'FOLDER_DESTINATION_MISSING' },
  { node: 'archive.unzip', what: 'an empty file', params: {}, received: { name: 'a.zip', bytes: '' }, code: 'ARCHIVE_EMPTY' },
  { node: 'archive.unzip', what: 'another kind of archive', params: {}, received: { name: 'a.zip', bytes: 'Rar!\u001A\u0007\u0000 and more' }, code: 'ARCHIVE_NOT_ZIP' },
  { node: 'archive.unzip', what: 'half an archive', params: {}, received: { name: 'a.zip', bytes: good.subarray(0, good.length - 30) }, code: 'ARCHIVE_DAMAGED' },
  { node: 'archive.unzip', what: 'a bomb', params: {}, received: { name: 'a.zip', bytes: zipOf([{ name: 'a', content: zeros }]) }, code: 'ARCHIVE_SUSPICIOUS' },
  { node: 'archive.unzip', what: 'more files than allowed', params: { maxFiles: 1 }, received: { name: 'a.zip', bytes: zipOf([{ name: 'a', content: '' }, { name: 'b', content: '' }]) }, code: 'ARCHIVE_ENTRIES_MANY' },
  { node: 'archive.zip', what: 'no file', params: {}, code: 'ARCHIVE_FILE_MISSING' },
  { node: 'archive.zip', what: 'rows of which one brings no file', params: {}, mode: 'each', code: 'ARCHIVE_FILE_MISSING' },
  { node: 'archive.zip', what: 'a name that is empty', params: { name: '{{item.nom}}' }, mode: 'each', items: [{ nom: '' }], code: 'NODE_PARAM_EMPTY' },
  { node: 'archive.zip', what: 'a name beyond all length', params: { name: 'x'.repeat(200) }, received: { name: 'a', bytes: 'a' }, code: 'NODE_PARAM_TEXT_TOO_LONG' },
  { node: 'archive.zip', what: 'a field that is not there', params: { name: '{{item.nom}}' }, mode: 'each', items: [{ name: 'x' }], code: 'EXPRESSION_FIELD_MISSING' },
  { node: 'table.filter', what: 'a text that is compared as a number', params: { rules: [{ field: 'n', operator: 'greater', value: 1 }] }, items: [{ n: 'deux' }], code: 'VALUE_NUMBER_EXPECTED' },
  { node: 'table.sort', what: 'a text among the numbers', params: { by: [{ field: 'v', as: 'number' }] }, items: [{ v: 1 }, { v: 'deux' }], code: 'TABLE_SORT_MISMATCH' },
  { node: 'table.aggregate', what: 'a text that is to be summed', params: { totals: [{ name: 't', function: 'sum', field: 'n' }] }, items: [{ n: 'N/A' }], code: 'TABLE_NUMBER_EXPECTED' },
  { node: 'table.compute', what: 'a text that is to be rounded', params: { fields: [{ name: 'x', calculation: 'round', field: 'n' }] }, items: [{ n: 'N/A' }], code: 'TABLE_VALUE_MISFIT' },
  { node: 'table.compute', what: 'a column that would change the program', params: { fields: [{ name: '__proto__', calculation: 'round', field: 'n' }] }, items: [{ n: 1 }], code: 'DATA_FIELD_FORBIDDEN' },
  { node: 'table.unfold', what: 'a text in the place of a list', params: { field: 'a' }, items: [{ a: '[1, 2' }], code: 'TABLE_LIST_EXPECTED' },
  { node: 'table.batch', what: 'a column that is not there', params: { by: 'field', field: 'prx' }, items: [{ prix: 1 }], code: 'DATA_FIELD_UNKNOWN' },
  { node: 'table.batch', what: 'no column', params: { by: 'field' }, items: [{ prix: 1 }], code: 'TABLE_FIELD_MISSING' },
  { node: 'table.join', what: 'a key that is there twice', params: { keys: [{ left: 'k', right: 'k' }] }, inputs: { left: [{ k: 1 }], right: [{ k: 1 }, { k: 1 }] }, code: 'TABLE_KEY_DUPLICATE' },
  { node: 'table.compare', what: 'a key that is there twice', params: { keys: [{ after: 'k' }] }, inputs: { after: [{ k: 1 }, { k: 1 }], before: [{ k: 2 }] }, code: 'TABLE_KEY_DUPLICATE' },
  { node: 'table.sql', what: 'a statement that would write', params: { tables: [{ id: 'main' }], sql: 'DROP TABLE main' }, items: [{ a: 1 }], code: 'SQL_STATEMENT_REFUSED' },
  { node: 'table.sql', what: 'a file of the server', params: { tables: [{ id: 'main' }], sql: "SELECT * FROM read_csv('/etc/passwd')" }, items: [{ a: 1 }], code: 'SQL_ACCESS_REFUSED' },
  { node: 'table.sql', what: 'columns of a table to which no row came', params: { tables: [{ id: 'main' }], sql: 'SELECT a FROM main' }, items: [], code: 'SQL_QUERY_INVALID' },
  { node: 'collection.query', what: 'a text that is compared as a number', params: { collection: 'Unités', rules: [{ field: 'nom', operator: 'greater', value: 1 }] }, workspace: units, code: 'VALUE_NUMBER_EXPECTED' },
  { node: 'collection.query', what: 'a collection that is not there', params: { collection: '__proto__', ifMissing: 'fail' }, workspace: units, code: 'COLLECTION_MISSING' },
  { node: 'collection.upsert', what: 'no key', params: { collection: 'Unités', keys: [] }, items: [{ code: 1 }], workspace: units, code: 'NODE_PARAM_EMPTY' },
  { node: 'collection.replace', what: 'no name', params: { collection: '', keys: ['code'] }, items: [{ code: 1 }], workspace: units, code: 'NODE_PARAM_EMPTY' },
  { node: 'collection.delete', what: 'keys that are no texts', params: { collection: 'Unités', keys: [7] }, items: [{ code: 1 }], workspace: units, code: 'NODE_PARAM_TYPE' },
  { node: 'maillon.clean-up', what: 'rows of no collection', params: { what: 'collection-rows', days: 10 }, code: 'CLEAN_UP_COLLECTION_MISSING' },
]
