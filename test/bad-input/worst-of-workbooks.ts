import { workbook } from './workbooks.js'
import type { WorstCase } from './worst-of-nodes.js'

const sheet = { id: 'ventes', name: 'Ventes' } as const
const written = (ventes: NonNullable<WorstCase['items']>, more: object = {}) => ({ params: { sheets: [{ ...sheet, ...more }] }, inputs: { ventes } })
const sales = [{ produit: 'Café', prix: 3.9 }]
const rules = { rules: [{ name: 'Prix', type: 'number' }] } as const
const prices = { name: 'tarifs.csv', bytes: 'Prix\n1\n' }
const sound = { name: 'tarifs.xlsx', bytes: await workbook('sound') }
const cut = { name: 'tarifs.xlsx', bytes: await workbook('cut') }
const locked = { name: 'tarifs.xlsx', bytes: await workbook('locked') }
const page = { name: 'tarifs.csv', bytes: await workbook('web-page') }
const formula = { name: 'facture.xlsx', bytes: await workbook('formula') }
const picture = { name: 'photo.csv', bytes: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') }
const xml2003 = { name: 'export.xls', bytes: '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>' }
const filled = (more: object = {}, rows: NonNullable<WorstCase['items']> = sales) => ({ params: { tables: [{ id: 'lignes', start: 'A2', ...more }] }, inputs: { lignes: rows } })
const long = 'x'.repeat(40_000)

/** The worst that can be done to the steps that write, check, change and fill workbooks. */
export const workbookCases: readonly WorstCase[] = [
  { node: 'excel.read', what: 'a workbook with a password', params: { source: 'chosen' }, file: locked, code: 'EXCEL_FILE_LOCKED' },
  { node: 'excel.read', what: 'a sheet that is not there', params: { source: 'chosen', sheet: 'Tarif' }, file: sound, code: 'EXCEL_SHEET_UNKNOWN' },
  { node: 'excel.read', what: 'a workbook of the format XML 2003', params: { source: 'chosen' }, file: xml2003, code: 'EXCEL_FILE_UNKNOWN' },
  { node: 'excel.read', what: 'two encodings in one file', params: { source: 'chosen' }, file: { name: 'a.csv', bytes: Buffer.concat([Buffer.from('Nom\n'), Buffer.from('Zoé\n'.repeat(30_000)), Buffer.from('Zo\u00e9\n', 'latin1')]) }, code: 'TEXT_ENCODING_MIXED' },
  { node: 'excel.write', what: 'two sheets of one name', params: { sheets: [sheet, { id: 'autre', name: 'VENTES' }] }, inputs: { ventes: sales, autre: sales }, code: 'EXCEL_SHEET_DUPLICATE' },
  { node: 'excel.write', what: 'a column that no row has', ...written(sales, { columns: [{ field: 'prx' }] }), code: 'DATA_FIELD_UNKNOWN' },
  { node: 'excel.write', what: 'a text that no cell can hold', ...written([{ note: long }]), code: 'EXCEL_TEXT_TOO_LONG' },
  { node: 'excel.write', what: 'a row of 20,000 fields', ...written([Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`c${n}`, n]))]), code: 'EXCEL_COLUMNS_EXCEEDED' },
  { node: 'excel.write', what: 'a chart without fields', ...written(sales, { chart: { kind: 'bar' } }), code: 'EXCEL_CHART_INCOMPLETE' },
  { node: 'excel.write', what: 'a chart of a column that is not there', ...written(sales, { chart: { kind: 'pie', category: 'produit', values: ['montant'] } }), code: 'DATA_FIELD_UNKNOWN' },
  { node: 'excel.write', what: 'a total of a column that is not there', ...written(sales, { totals: [{ field: 'montant' }] }), code: 'DATA_FIELD_UNKNOWN' },
  { node: 'excel.write', what: 'a name of a sheet that Excel forbids', ...written(sales, { name: 'Ventes 01/2026' }), code: 'NODE_PARAM_FORM' },
  { node: 'excel.validate', what: 'no file', params: rules, code: 'EXCEL_FILE_MISSING' },
  { node: 'excel.validate', what: 'a row without a file', params: { ...rules, source: 'item' }, code: 'EXCEL_FILE_NOT_RECEIVED' },
  { node: 'excel.validate', what: 'a web page in the place of a file', params: rules, file: page, code: 'EXCEL_FILE_UNKNOWN' },
  { node: 'excel.validate', what: 'half a workbook', params: rules, file: cut, code: 'EXCEL_FILE_CORRUPT' },
  { node: 'excel.validate', what: 'a limit that is no number', params: { rules: [{ name: 'Prix', type: 'number', min: 'beaucoup' }] }, file: prices, code: 'EXCEL_RULE_BOUND_INVALID' },
  { node: 'excel.validate', what: 'two rules for a column', params: { rules: [{ name: 'Prix' }, { name: 'Prix' }] }, file: prices, code: 'EXCEL_RULE_DUPLICATE' },
  { node: 'excel.validate', what: 'a sheet that is not there', params: { ...rules, sheet: 'Tarif' }, file: sound, code: 'EXCEL_SHEET_UNKNOWN' },
  { node: 'excel.update', what: 'nothing to change', params: {}, file: sound, code: 'EXCEL_UPDATE_EMPTY' },
  { node: 'excel.update', what: 'a cell that Excel does not have', params: { cells: [{ cell: 'ZZZ9', value: 1 }] }, file: sound, code: 'EXCEL_CELL_UNKNOWN' },
  { node: 'excel.update', what: 'a formula that would be lost', params: { cells: [{ cell: 'B2', value: 1 }] }, file: formula, code: 'EXCEL_CELL_FORMULA' },
  { node: 'excel.update', what: 'a row number that is none', params: { rows: { rowField: 'ligne', columns: [{ field: 'prix', column: 'B' }] } }, items: [{ ligne: 'deux', prix: 1 }], file: sound, code: 'EXCEL_ROW_INVALID' },
  { node: 'excel.update', what: 'a text file in the place of a workbook', params: { cells: [{ cell: 'B2', value: 1 }] }, file: prices, code: 'EXCEL_FILE_NOT_EDITABLE' },
  { node: 'excel.update', what: 'a workbook with a password', params: { cells: [{ cell: 'B2', value: 1 }] }, file: locked, code: 'EXCEL_FILE_NOT_EDITABLE' },
  { node: 'excel.update', what: 'half a workbook', params: { cells: [{ cell: 'B2', value: 1 }] }, file: cut, code: 'EXCEL_FILE_CORRUPT' },
  { node: 'excel.update', what: 'a text that no cell can hold', params: { cells: [{ cell: 'B2', value: long }] }, file: sound, code: 'EXCEL_TEXT_TOO_LONG' },
  { node: 'excel.fill-template', what: 'no template', ...filled(), code: 'EXCEL_FILE_MISSING' },
  { node: 'excel.fill-template', what: 'an empty file', ...filled(), file: { name: 'modèle.xlsx', bytes: '' }, code: 'EXCEL_FILE_EMPTY' },
  { node: 'excel.fill-template', what: 'a first cell that is none', ...filled({ start: 'ici' }), file: sound, code: 'EXCEL_CELL_UNKNOWN' },
  { node: 'excel.fill-template', what: 'a column that Excel does not have', ...filled({ columns: [{ field: 'prix', column: 'ZZZ' }] }), file: sound, code: 'EXCEL_CELL_OUTSIDE' },
  { node: 'excel.fill-template', what: 'more rows than there are below', ...filled({ start: 'A1048576' }, [...sales, ...sales]), file: sound, code: 'EXCEL_CELL_OUTSIDE' },
  { node: 'excel.fill-template', what: 'a formula that would be lost', ...filled(), file: formula, code: 'EXCEL_CELL_FORMULA' },
  { node: 'excel.fill-template', what: 'a field that no row has', ...filled({ columns: [{ field: 'prx' }] }), file: sound, code: 'DATA_FIELD_UNKNOWN' },
  { node: 'excel.fill-template', what: 'a sheet that is not there', ...filled({ sheet: 'Facture' }), file: sound, code: 'EXCEL_SHEET_UNKNOWN' },
  { node: 'excel.from-csv', what: 'a workbook in the place of CSV', params: {}, file: sound, code: 'EXCEL_CSV_EXPECTED' },
  { node: 'excel.from-csv', what: 'half a CSV', params: {}, file: { name: 'a.csv', bytes: 'a;b\n1;"deux' }, code: 'EXCEL_CSV_QUOTE_OPEN' },
  { node: 'excel.from-csv', what: 'a picture in the place of CSV', params: {}, file: picture, code: 'EXCEL_FILE_UNKNOWN' },
  { node: 'excel.from-csv', what: 'a login page in the place of an export', params: {}, file: page, code: 'EXCEL_FILE_UNKNOWN' },
  { node: 'excel.from-csv', what: 'a title that would change the program', params: {}, file: { name: 'a.csv', bytes: '__proto__;b\n1;2\n' }, code: 'EXCEL_HEADER_FORBIDDEN' },
  { node: 'excel.from-csv', what: 'no title at all', params: {}, file: { name: 'a.csv', bytes: '\n;;\n\n' }, code: 'EXCEL_HEADER_MISSING' },
]
