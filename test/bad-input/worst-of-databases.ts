import { brokenDatabase, realDatabase, sqliteDatabase } from './bad-databases.js'
import type { WorstCase } from './worst-of-nodes.js'

const statement = (sql: string, more: object = {}) => ({ sql, timeoutSeconds: 1, ...more })
const insert = { table: 'units', action: 'insert' } as const
const base = { name: 'ventes.db', bytes: sqliteDatabase() }
const noDatabase = { name: 'ventes.db', bytes: 'not a database at all, but a long enough text'.repeat(50) }
const folders = { out: {}, 'read:ro': {} }
const server = realDatabase

/** The worst that can be done to the steps that speak with databases: a real PostgreSQL, what only looks like one, and SQLite files. */
export const databaseCases: readonly WorstCase[] = [
  { node: 'sql.query', what: 'a statement that would delete', params: statement('DELETE FROM units'), server, code: 'SQL_QUERY_WRITES' },
  { node: 'sql.query', what: 'a table with a typo', params: statement('SELECT * FROM unitz'), server, code: 'SQL_TABLE_UNKNOWN' },
  { node: 'sql.query', what: 'a query that doesn’t end', params: statement('SELECT pg_sleep(30)'), server, code: 'SQL_STATEMENT_TOO_LONG' },
  { node: 'sql.query', what: 'more rows than allowed', params: statement('SELECT * FROM generate_series(1, 100)', { maxRows: 10 }), server, code: 'SQL_ROWS_TOO_MANY' },
  { node: 'sql.query', what: 'a server that is switched off', params: statement('SELECT 1'), server: () => brokenDatabase('off'), code: 'SQL_SERVER_UNREACHABLE', retryable: true },
  { node: 'sql.query', what: 'a server that hangs up', params: statement('SELECT 1'), server: () => brokenDatabase('hang-up'), code: 'SQL_CONNECTION_LOST', retryable: true },
  { node: 'sql.query', what: 'a web server in the place of a database', params: statement('SELECT 1'), server: () => brokenDatabase('web'), code: 'SQL_SERVER_FOREIGN' },
  { node: 'sql.query', what: 'one row of several without the value', params: statement('SELECT name FROM units WHERE id = :id', { values: [{ name: 'id', value: '{{item.id}}' }] }), mode: 'each', items: [{ code: 1 }], server, code: 'EXPRESSION_FIELD_MISSING', beside: { id: 1 } },
  { node: 'sql.run', what: 'a statement that only reads', params: statement('SELECT * FROM units'), server, code: 'SQL_STATEMENT_UNFIT' },
  { node: 'sql.run', what: 'two statements', params: statement('DELETE FROM units; DROP TABLE units'), server, code: 'SQL_STATEMENTS_SEVERAL' },
  { node: 'sql.run', what: 'a value in the text', params: statement("DELETE FROM units WHERE name = '{{item.name}}'"), server, code: 'SQL_TEMPLATE_REFUSED' },
  { node: 'sql.run', what: 'a server that is switched off', params: statement('DELETE FROM units'), server: () => brokenDatabase('off'), code: 'SQL_SERVER_UNREACHABLE', retryable: true },
  { node: 'sql.run', what: 'a rule of the table that is broken', params: statement('UPDATE units SET price = -1'), server, code: 'SQL_ROW_REFUSED' },
  { node: 'sql.write', what: 'a table with a typo', params: { ...insert, table: 'unitz' }, items: [{ id: 1 }], server, code: 'SQL_TABLE_UNKNOWN' },
  { node: 'sql.write', what: 'a column that would be a command', params: insert, items: [{ id: 1, 'name"; DROP TABLE units; --': 1 }], server, code: 'SQL_COLUMN_UNKNOWN' },
  { node: 'sql.write', what: 'no key to find the rows by', params: { ...insert, action: 'delete' }, items: [{ id: 1 }], server, code: 'SQL_KEYS_MISSING' },
  { node: 'sql.write', what: 'one row of several that the table refuses', params: { ...insert, action: 'upsert', keys: ['id'] }, items: [{ id: 2, price: -1 }], server, code: 'SQL_ROW_REFUSED', beside: { id: 1, price: 1 } },
  { node: 'sql.write', what: 'a text in the place of a number', params: insert, items: [{ id: 'beaucoup' }], server, code: 'SQL_ROW_REFUSED' },
  { node: 'sql.backup', what: 'a folder that nobody opened', params: { root: 'ailleurs' }, folders, server, code: 'FOLDER_ROOT_UNKNOWN' },
  { node: 'sql.backup', what: 'a folder that is open for reading only', params: { root: 'read' }, folders, server, code: 'FOLDER_ROOT_READONLY' },
  { node: 'sql.backup', what: 'a name that leads elsewhere', params: { name: '../../x' }, server, code: 'NODE_PARAM_FORM' },
  { node: 'sql.backup', what: 'none to keep', params: { keep: 0 }, server, code: 'NODE_PARAM_TOO_SMALL' },
  { node: 'sql.backup', what: 'a server that is switched off', params: {}, server: () => brokenDatabase('off'), code: 'SQL_SERVER_UNREACHABLE', retryable: true },
  { node: 'sqlite.query', what: 'a statement that would open another file', params: statement("ATTACH DATABASE '/etc/passwd' AS x"), file: base, code: 'SQL_QUERY_WRITES' },
  { node: 'sqlite.query', what: 'a query that doesn’t end', params: statement('WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n', { maxRows: 100_000_000 }), file: base, code: 'SQL_STATEMENT_TOO_LONG' },
  { node: 'sqlite.write', what: 'one row of several that the table refuses', params: { table: 'sales', action: 'insert' }, items: [{ amount: -1 }], file: base, code: 'SQL_ROW_REFUSED', beside: { amount: 1 } },
  { node: 'sqlite.write', what: 'a column with a typo', params: { table: 'sales', action: 'insert' }, items: [{ amout: 1 }], file: base, code: 'SQL_COLUMN_UNKNOWN' },
  { node: 'sqlite.backup', what: 'no file', params: {}, code: 'SQL_FILE_MISSING' },
  { node: 'sqlite.backup', what: 'a file that is no database', params: {}, file: noDatabase, code: 'SQL_FILE_UNREADABLE' },
  { node: 'sqlite.backup', what: 'half a database', params: {}, file: { name: 'ventes.db', bytes: sqliteDatabase().subarray(0, 5000) }, code: 'SQL_FILE_UNREADABLE' },
  { node: 'sqlite.backup', what: 'a folder that nobody opened', params: { toRoot: 'ailleurs' }, file: base, folders, code: 'FOLDER_ROOT_UNKNOWN' },
  { node: 'sqlite.backup', what: 'a folder that is open for reading only', params: { toRoot: 'read' }, file: base, folders, code: 'FOLDER_ROOT_READONLY' },
]
