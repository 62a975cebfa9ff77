import type { FakeServer } from '@maillon/node-sdk/testing'
import type { WorstCase } from './worst-of-nodes.js'

const cortex = { account: { type: 'cortex', values: { address: 'https://cortex.exemple.fr', user: 'u', password: 'secret-of-cortex' } } }
const units = { operation: 'units' } as const
const json = { 'content-type': 'application/json' }
const page: FakeServer = () => ({ json: { units: [{ id: 'U-1' }], pages: 9 } })
const sheet = { document: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg/edit', tab: 'Ventes' } as const
const google = { account: { type: 'google-service-account', values: { key: '{}' } } }
const call = { url: 'https://api.exemple.fr/taches' } as const
const answers = (status: number, body = ''): FakeServer => () => ({ status, body })

/** The worst that can be done to the steps that speak with one service, and wait for its answer. */
export const serviceCases: readonly WorstCase[] = [
  { node: 'google-sheets.append', what: 'rows without a field, for an empty tab', params: sheet, credentials: google, http: () => ({ json: {} }), code: 'SHEETS_COLUMNS_NONE' },
  { node: 'cortex.call', what: 'no account', params: units, code: 'CORTEX_ACCOUNT_MISSING' },
  { node: 'cortex.call', what: 'data without a name', params: { operation: 'get', dataset: ' ' }, credentials: cortex, code: 'CORTEX_DATA_MISSING' },
  { node: 'cortex.call', what: 'a login page in the place of the units', params: units, credentials: cortex, http: () => ({ body: '<html>Login</html>', headers: { 'content-type': 'text/html' } }), code: 'HTTP_ANSWER_HTML' },
  { node: 'cortex.call', what: 'half an answer', params: units, credentials: cortex, http: () => ({ body: '{"units":[{"id"', headers: json }), code: 'HTTP_ANSWER_NOT_JSON' },
  { node: 'cortex.call', what: 'the same page for ever', params: units, credentials: cortex, http: page, code: 'HTTP_PAGE_REPEATED' },
  { node: 'cortex.call', what: 'a list that moved elsewhere', params: units, credentials: cortex, http: () => ({ json: { data: [] } }), code: 'HTTP_PATH_MISSING' },
  { node: 'cortex.call', what: 'a service that is busy', params: units, credentials: cortex, http: () => ({ status: 429, headers: { 'retry-after': '3600' } }), code: 'HTTP_RATE_EXCEEDED', retryable: true },
  { node: 'cortex.call', what: 'one row of several without an identifier', params: { operation: 'acknowledge' }, mode: 'each', items: [{ code: 'U-2' }], credentials: cortex, http: () => ({ json: { acknowledged: 1 } }), code: 'CORTEX_ID_MISSING', beside: { id: 'U-1' } },
  { node: 'core.callback', what: 'no address of the other program', params: {}, code: 'CALLBACK_ADDRESS_MISSING' },
  { node: 'core.callback', what: 'a program that refuses the call', params: call, http: answers(400, 'no such job'), code: 'CALLBACK_CALL_REFUSED' },
  { node: 'core.callback', what: 'a wait of two years', params: { ...call, amount: 730, unit: 'days' }, http: answers(202), code: 'WAIT_TIME_TOO_LONG' },
  { node: 'core.callback', what: 'a field for the address that is no name', params: { ...call, field: 'adresse de retour' }, code: 'NODE_PARAM_FORM' },
  { node: 'core.respond', what: 'a header that would start a second one', params: { headers: [{ name: 'X-Note', value: '{{item.note}}' }] }, items: [{ note: 'x\r\nSet-Cookie: a=b' }], code: 'HTTP_HEADER_INVALID', beside: { note: 'bien' } },
  { node: 'core.respond', what: 'a status in words', params: { status: '{{item.status}}' }, items: [{ status: 'tout va bien' }], code: 'NODE_PARAM_TYPE', beside: { status: 201 } },
  { node: 'core.respond', what: 'a field that is not there', params: { json: { total: '{{item.total}}' } }, items: [{ totl: 1 }], code: 'EXPRESSION_FIELD_MISSPELLED', beside: { total: 1 } },
]
