import type { FakeServer } from '@maillon/node-sdk/testing'
import type { WorstCase } from './worst-of-nodes.js'

const sheet = { document: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg/edit', tab: 'Ventes' } as const
const credentials = { account: { type: 'google-service-account', values: { key: '{}' } } }
const answers = (status: number, reason: string, message = 'no'): FakeServer => () => ({ status, headers: { 'retry-after': '3600' }, json: { error: { code: status, status: reason, message } } })
const sales = [{ produit: 'Café', prix: 3.9 }]
const noDatabase = { name: 'x.db', bytes: 'not a database at all, but a long enough text'.repeat(50) }
const write = { table: 'ventes', action: 'insert' } as const

/** What can be wrong with the steps that write rows to sheets and databases, whatever the sheet or the database. */
export const tableCases: readonly WorstCase[] = [
  ...['google-sheets.append', 'google-sheets.replace'].flatMap((node): readonly WorstCase[] => [
    { node, what: 'an address of something else', params: { ...sheet, document: 'https://example.com/x' }, items: sales, credentials, code: 'SHEETS_DOCUMENT_INVALID' },
    { node, what: 'no account', params: sheet, items: sales, code: 'SHEETS_ACCOUNT_MISSING' },
    { node, what: 'a sheet that was not shared', params: sheet, items: sales, credentials, http: answers(403, 'PERMISSION_DENIED'), code: 'SHEETS_ACCESS_REFUSED' },
    { node, what: 'a tab that is not there', params: sheet, items: sales, credentials, http: answers(400, 'INVALID_ARGUMENT', 'Unable to parse range: Ventes'), code: 'SHEETS_RANGE_UNKNOWN' },
    { node, what: 'a quota that is used up', params: sheet, items: sales, credentials, http: answers(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'), code: 'SHEETS_SERVICE_BUSY', retryable: true },
  ]),
  ...['sql.write', 'sql.run', 'sql.backup'].map((node): WorstCase => ({ node, what: 'no account', params: node === 'sql.write' ? write : node === 'sql.run' ? { sql: 'DELETE FROM t' } : {}, items: sales, code: 'SQL_ACCOUNT_MISSING' })),
  { node: 'sqlite.write', what: 'a file that is no database', params: write, items: sales, file: noDatabase, code: 'SQL_FILE_UNREADABLE' },
  { node: 'sqlite.write', what: 'an empty file', params: write, items: sales, file: { name: 'x.db', bytes: '' }, code: 'SQL_FILE_UNREADABLE' },
  { node: 'sqlite.write', what: 'a table without a name', params: { ...write, table: '' }, items: sales, file: noDatabase, code: 'NODE_PARAM_EMPTY' },
  { node: 'sqlite.write', what: 'something to do that there is not', params: { ...write, action: 'drop' }, items: sales, file: noDatabase, code: 'NODE_PARAM_CHOICE' },
  { node: 'excel.from-csv', what: 'an empty file', params: {}, file: { name: 'a.csv', bytes: '' }, code: 'EXCEL_FILE_EMPTY' },
  { node: 'excel.validate', what: 'a rule that names no column', params: { rules: [{ type: 'number' }] }, file: { name: 'a.csv', bytes: 'Prix\n1\n' }, code: 'NODE_PARAM_MISSING' },
  { node: 'table.select', what: 'a column that is not there', params: { fields: [{ field: 'prx' }] }, items: sales, code: 'DATA_FIELD_UNKNOWN' },
  { node: 'table.select', what: 'no column', params: { fields: [] }, items: sales, code: 'NODE_PARAM_EMPTY' },
  { node: 'table.deduplicate', what: 'a column that is not there', params: { fields: ['prx'] }, items: sales, code: 'DATA_FIELD_UNKNOWN' },
  { node: 'table.only-new', what: 'a column that is not there', params: { fields: ['prx'] }, items: sales, code: 'DATA_FIELD_UNKNOWN' },
]
