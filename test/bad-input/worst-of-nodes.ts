import { nodes as archive } from '@maillon/node-archive'
import { nodes as code } from '@maillon/node-code'
import { nodes as collections } from '@maillon/node-collections'
import { nodes as core } from '@maillon/node-core'
import { nodes as documents } from '@maillon/node-documents'
import { nodes as excel } from '@maillon/node-excel'
import { nodes as files } from '@maillon/node-files'
import { nodes as google } from '@maillon/node-google'
import { nodes as http } from '@maillon/node-http'
import { nodes as mail } from '@maillon/node-mail'
import { nodes as notify } from '@maillon/node-notify'
import { nodes as remote } from '@maillon/node-remote'
import { nodes as sql } from '@maillon/node-sql'
import { nodes as table } from '@maillon/node-table'
import type { FakeServer, WorkspaceForTest } from '@maillon/node-sdk/testing'
import type { JsonObject } from '@maillon/kernel'
import type { NodeMode } from '@maillon/node-contract'
import type { BadServer } from './bad-servers.js'

/** One of the worst things that a person or an outside server can do to a node. */
export interface WorstCase {
  readonly node: string
  readonly what: string
  readonly params: JsonObject
  readonly items?: readonly JsonObject[]
  /** A file that the parameter `file` names. */
  readonly file?: { readonly name: string; readonly bytes: Uint8Array | string }
  /** A file that the only row brings. */
  readonly received?: { readonly name: string; readonly bytes: Uint8Array | string }
  /** Rows by input port, where there are several. */
  readonly inputs?: { readonly [port: string]: readonly JsonObject[] }
  readonly mode?: NodeMode
  readonly workspace?: WorkspaceForTest
  /** Folders that are open to the node, with their files. */
  readonly folders?: { readonly [root: string]: { readonly [path: string]: string } }
  readonly http?: FakeServer
  /** Started for this case; its account is opened. */
  readonly server?: () => Promise<BadServer>
  readonly credentials?: { readonly [slot: string]: { readonly type: string; readonly values: JsonObject } }
  /** A good row. With one before the bad ones and one after them, and "set aside" chosen, both go on and only the bad ones are kept apart. */
  readonly beside?: JsonObject
  /** A file that the good row brings. */
  readonly besideFile?: { readonly name: string; readonly bytes: Uint8Array | string }
  readonly code: string
  /** Whether to try again can help. */
  readonly retryable?: true
}

/** One that is met before anything runs: by the compiler, when the step is drawn, or by the server, when somebody calls or fills in. */
export interface EarlyCase {
  readonly node: string
  readonly what: string
  readonly code: string
  /** @returns the findings, of which the one with the code is the case's */
  readonly found: () => readonly { readonly code: string; readonly params?: JsonObject; readonly path?: string }[]
}

export const definitions = [...archive, ...code, ...collections, ...core, ...documents, ...excel, ...files, ...google, ...http, ...mail, ...notify, ...remote, ...sql, ...table]

const read = { source: 'chosen' } as const
const get = { method: 'GET', url: 'https://api.example.com/sales', response: 'json' } as const
const sheet = { document: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg/edit', tab: 'Ventes' } as const
const account = { account: { type: 'google-service-account', values: { key: '{}' } } }
const slack = { slack: { type: 'webhook-url', values: { url: 'https://hooks.example.com/x' } } }
const tell = { message: 'Bonjour', channels: [{ channel: 'slack' }] } as const

/** The least that SQLite takes for a database: a page with its header. */
function emptyDatabase(): Uint8Array {
  const page = Buffer.alloc(4096)
  page.write('SQLite format 3\0', 'latin1')
  page.set([0x10, 0x00, 1, 1, 0, 64, 32, 32, 0, 0, 0, 1, 0, 0, 0, 1], 16)
  page.set([0, 0, 0, 4], 44)
  page.set([0, 0, 0, 1], 56)
  page.set([0x0d, 0, 0, 0, 0, 0x10, 0x00, 0], 100)
  return page
}

export const worstCases: readonly WorstCase[] = [
  { node: 'excel.read', what: 'an empty file', params: read, file: { name: 'vide.xlsx', bytes: '' }, code: 'EXCEL_FILE_EMPTY' },
  { node: 'excel.read', what: 'a picture with the ending of a workbook', params: read, file: { name: 'photo.xlsx', bytes: Buffer.from('89504e470d0a1a0a', 'hex') }, code: 'EXCEL_FILE_CORRUPT' },
  { node: 'excel.read', what: 'half a workbook', params: read, file: { name: 'moitie.xlsx', bytes: Buffer.from('504b0304140000000800', 'hex') }, code: 'EXCEL_FILE_CORRUPT' },
  { node: 'excel.read', what: 'a column that is not there', params: { ...read, columns: [{ name: 'Prix', type: 'number' }] }, file: { name: 'a.csv', bytes: 'Nom;Montant\nZoé;1\n' }, code: 'EXCEL_COLUMN_UNKNOWN' },
  { node: 'excel.read', what: 'a text where a number is asked for', params: { ...read, columns: [{ name: 'Prix', type: 'number' }] }, file: { name: 'a.csv', bytes: 'Prix\nbeaucoup\n' }, code: 'EXCEL_CELL_INVALID' },
  { node: 'document.pdf', what: 'a text where an amount is asked for', params: { template: '<rows></rows>', columns: [{ field: 'prix', format: 'currency' }] }, items: [{ prix: 'cher' }], code: 'DOCUMENT_NUMBER_EXPECTED' },
  { node: 'document.html', what: 'a text that is to be summed', params: { template: '<rows></rows>', columns: [{ field: 'prix', total: true }] }, items: [{ prix: 'cher' }], code: 'DOCUMENT_NUMBER_EXPECTED' },
  { node: 'document.html', what: 'a field that is not there', params: { template: '<p>{{item.nom}}</p>' }, items: [{ name: 'Zoé' }], code: 'EXPRESSION_FIELD_MISSING' },
  { node: 'document.pdf', what: 'a name that is no text', params: { template: '<p>x</p>', name: '{{item.liste}}' }, items: [{ liste: [1, 2] }], code: 'NODE_PARAM_TYPE' },
  { node: 'http.request', what: 'a web page in the place of JSON', params: get, http: () => ({ body: '<html>Login</html>', headers: { 'content-type': 'text/html' } }), code: 'HTTP_ANSWER_HTML' },
  { node: 'http.request', what: 'half an answer', params: get, http: () => ({ body: '{"sales":[', headers: { 'content-type': 'application/json' } }), code: 'HTTP_ANSWER_NOT_JSON' },
  { node: 'http.request', what: 'a refusal', params: get, http: () => ({ status: 401, json: {} }), code: 'HTTP_ACCESS_REFUSED' },
  { node: 'http.request', what: 'a service that is busy', params: get, http: () => ({ status: 503, headers: { 'retry-after': '3600' } }), code: 'HTTP_SERVER_FAILED', retryable: true },
  { node: 'http.request', what: 'an address that is none', params: { ...get, url: 'exemple point fr' }, code: 'HTTP_URL_INVALID' },
  { node: 'sqlite.query', what: 'a file that is no database', params: { sql: 'SELECT 1' }, file: { name: 'x.db', bytes: 'not a database at all, but a long enough text'.repeat(50) }, code: 'SQL_FILE_UNREADABLE' },
  { node: 'sqlite.query', what: 'an empty file', params: { sql: 'SELECT * FROM t' }, file: { name: 'x.db', bytes: '' }, code: 'SQL_FILE_UNREADABLE' },
  { node: 'sqlite.query', what: 'two statements', params: { sql: 'SELECT 1; DROP TABLE t' }, file: { name: 'x.db', bytes: emptyDatabase() }, code: 'SQL_STATEMENTS_SEVERAL' },
  { node: 'sqlite.query', what: 'a value in the text', params: { sql: 'SELECT :a' }, file: { name: 'x.db', bytes: emptyDatabase() }, code: 'SQL_VALUE_MISSING' },
  { node: 'sql.query', what: 'no account', params: { sql: 'SELECT 1' }, code: 'SQL_ACCOUNT_MISSING' },
  { node: 'notify.send', what: 'no account', params: tell, code: 'NOTIFY_ACCOUNT_MISSING' },
  { node: 'notify.send', what: 'a webhook that was deleted', params: tell, http: () => ({ status: 404, body: 'no_service' }), credentials: slack, code: 'NOTIFY_ADDRESS_REFUSED' },
  { node: 'notify.send', what: 'a channel that is busy', params: tell, http: () => ({ status: 429, headers: { 'retry-after': '3600' } }), credentials: slack, code: 'NOTIFY_CHANNEL_BUSY', retryable: true },
  { node: 'notify.send', what: 'a phone number that is none', params: { message: 'x', channels: [{ channel: 'sms', to: ['zéro six'] }] }, credentials: { twilio: { type: 'twilio', values: { address: 'https://api.twilio.com', accountSid: 'AC00000000000000000000000000000000', authToken: 'x', from: '+33600000000' } } }, code: 'NOTIFY_NUMBER_INVALID' },
  { node: 'notify.send', what: 'nobody to tell', params: { message: 'x', channels: [{ channel: 'email', to: [] }] }, code: 'NOTIFY_RECIPIENT_MISSING' },
  { node: 'google-sheets.read', what: 'an address of something else', params: { ...sheet, document: 'https://example.com/x' }, credentials: account, code: 'SHEETS_DOCUMENT_INVALID' },
  { node: 'google-sheets.read', what: 'a sheet that was not shared', params: sheet, credentials: account, http: () => ({ status: 403, json: { error: { code: 403, status: 'PERMISSION_DENIED', message: 'no' } } }), code: 'SHEETS_ACCESS_REFUSED' },
  { node: 'google-sheets.read', what: 'a tab that is not there', params: sheet, credentials: account, http: () => ({ status: 400, json: { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'Unable to parse range: Ventes' } } }), code: 'SHEETS_RANGE_UNKNOWN' },
  { node: 'google-sheets.read', what: 'a quota that is used up', params: sheet, credentials: account, http: () => ({ status: 429, headers: { 'retry-after': '3600' }, json: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Quota exceeded' } } }), code: 'SHEETS_SERVICE_BUSY', retryable: true },
  { node: 'google-sheets.read', what: 'a web page in the place of an answer', params: sheet, credentials: account, http: () => ({ body: '<html>' }), code: 'SHEETS_ANSWER_FOREIGN' },
  { node: 'code.javascript', what: 'code that doesn’t end', params: { code: 'while (true) {}', seconds: 1 }, items: [{}], code: 'CODE_TIME_EXCEEDED' },
  { node: 'code.javascript', what: 'code with a typo', params: { code: 'return item.' }, items: [{}], code: 'CODE_SYNTAX_INVALID' },
  { node: 'code.javascript', what: 'code that takes all memory', params: { code: 'const a = []; for (;;) a.push("x".repeat(1000000))' }, items: [{}], code: 'CODE_MEMORY_EXCEEDED' },
  { node: 'code.javascript', what: 'code that gives no row', params: { code: 'return 5' }, items: [{}], code: 'CODE_RESULT_INVALID' },
  { node: 'code.javascript', what: 'code that fails', params: { code: 'return item.a.b.c' }, items: [{}], code: 'CODE_THREW' },
]
