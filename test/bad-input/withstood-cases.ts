import { workbook } from './workbooks.js'
import type { WorstCase } from './worst-of-nodes.js'

/** Something odd that a node takes without failing: nothing is lost, and what a person should know is said. */
export interface Withstood extends Omit<WorstCase, 'code' | 'retryable'> {
  /** Rows by output port. */
  readonly gives: { readonly [port: string]: number }
  /** In the warnings and notes of the step, in French. */
  readonly says?: RegExp
}

const many = Array.from({ length: 20_000 }, (_, n) => ({ n }))
const sheet = { id: 'ventes', name: 'Ventes', columns: [{ field: 'prix' }], totals: [{ field: 'prix' }], chart: { kind: 'pie', category: 'prix', values: ['prix'] } }
const units = () => ({ collections: { Unités: { keys: ['code'], rows: [{ code: 1 }, { code: 2 }] } } })
const mixedRows = [{ code: 1 }, { nom: 'sans clé' }, { code: '' }, { code: ['a'] }, { code: 3 }]

export const withstoodCases: readonly Withstood[] = [
  { node: 'core.merge', what: 'nothing on either side', params: {}, inputs: { first: [], second: [] }, gives: { main: 0 } },
  { node: 'core.merge', what: 'nothing on the first side', params: {}, inputs: { first: [], second: [{ a: 1 }] }, gives: { main: 1 } },
  { node: 'core.merge', what: 'rows that are not alike', params: {}, inputs: { first: [{ a: 1 }], second: [{ b: [] }, {}] }, gives: { main: 3 } },
  { node: 'core.merge', what: 'a great many rows', params: {}, inputs: { first: many, second: many }, gives: { main: 40_000 } },
  { node: 'core.no-op', what: 'no rows', params: {}, items: [], gives: { main: 0 } },
  { node: 'core.no-op', what: 'a great many rows', params: {}, items: many, gives: { main: 20_000 } },
  { node: 'core.condition', what: 'values that are empty', params: { rules: [{ left: '{{item.total}}', operator: 'greater', value: 7 }] }, items: [{ total: null }, { total: '' }, { total: '1 000,50 €' }], gives: { true: 1, false: 2 } },
  { node: 'core.switch', what: 'a row that fits no case', params: { cases: [{ id: 'urgent', name: 'Urgent', rules: [{ left: '{{item.p}}', operator: 'greater', value: 7 }] }] }, items: [{ p: 1 }, { p: 9 }], gives: { urgent: 1, else: 1 } },
  { node: 'core.wait', what: 'a date that has passed', params: { how: 'until', until: '01/01/2020 08:00' }, items: [{ a: 1 }], gives: { main: 1 } },
  { node: 'core.set', what: 'a value that is empty where a number is asked for', params: { fields: [{ name: 'n', type: 'number', value: '{{item.n}}' }] }, items: [{ n: '' }, { n: null }, { n: '(12,50)' }], gives: { main: 3 } },
  { node: 'table.limit', what: 'more than there is', params: { count: 10, from: 'last', skip: 2 }, items: [{ n: 1 }], gives: { main: 0 } },
  { node: 'table.deduplicate', what: 'keys that are empty, and numbers as texts', params: { fields: ['code'] }, items: [{ code: '' }, { code: null }, { code: 12 }, { code: '12' }], gives: { main: 3, duplicates: 1 } },
  { node: 'table.compare', what: 'nothing on either side', params: { keys: [{ after: 'k' }] }, inputs: { after: [], before: [] }, gives: { new: 0, changed: 0, deleted: 0, same: 0 } },
  { node: 'table.compare', what: 'everything gone', params: { keys: [{ after: 'k' }] }, inputs: { after: [], before: [{ k: 1 }, { k: 2 }] }, gives: { new: 0, changed: 0, deleted: 2, same: 0 } },
  { node: 'table.join', what: 'keys that are empty on both sides', params: { keys: [{ left: 'k', right: 'k' }] }, inputs: { left: [{ k: null, a: 1 }], right: [{ k: null, b: 1 }] }, gives: { main: 1 } },
  { node: 'table.aggregate', what: 'no rows, for a single total', params: { totals: [{ name: 't', function: 'count' }] }, items: [], gives: { main: 1 } },
  { node: 'table.unfold', what: 'lists that are empty or missing', params: { field: 'a' }, items: [{ a: [] }, { a: null }, { a: [1, [2]] }], gives: { main: 2 } },
  { node: 'table.compute', what: 'a division by zero', params: { fields: [{ name: 'x', calculation: 'divide', field: 'a', other: 'b' }] }, items: [{ a: 1, b: 0 }, { a: 4, b: 2 }], gives: { main: 2 } },
  { node: 'collection.upsert', what: 'rows without a key', params: { collection: 'Unités', keys: ['code'] }, items: mixedRows, workspace: units(), gives: { main: 1, rows: 2, refused: 3 }, says: /3 ligne\(s\) sans valeur/ },
  { node: 'collection.delete', what: 'rows that are not there', params: { collection: 'Unités', keys: ['code'] }, items: [{ code: 9 }], workspace: units(), gives: { main: 1, rows: 1, refused: 0 } },
  { node: 'collection.query', what: 'a collection that nobody has filled yet', params: { collection: 'Colis' }, workspace: units(), gives: { main: 0 }, says: /n’existe pas encore/ },
  { node: 'maillon.runs', what: 'a day on which nothing ran', params: {}, gives: { main: 0 } },
  { node: 'excel.write', what: 'no rows, with a total and a chart', params: { sheets: [sheet] } as never, inputs: { ventes: [] }, gives: { main: 1 } },
  { node: 'excel.write', what: 'texts in a column that is totalled', params: { sheets: [{ ...sheet, chart: { kind: 'none' } }] } as never, inputs: { ventes: [{ prix: 1 }, { prix: 'N/A' }] }, gives: { main: 1 }, says: /une valeur n’est pas un nombre/ },
  { node: 'excel.fill-template', what: 'no rows', params: { tables: [{ id: 'lignes', start: 'A2' }] }, inputs: { lignes: [] }, file: { name: 'm.xlsx', bytes: await workbook('sound') }, gives: { main: 1 } },
  { node: 'excel.validate', what: 'one bad row among good ones', params: { rules: [{ name: 'Prix unitaire', type: 'number' }] }, file: { name: 'm.xlsx', bytes: await workbook('text-for-number') }, gives: { valid: 1, invalid: 1 } },
  { node: 'excel.from-csv', what: 'rows that are shorter and longer than their titles', params: {}, file: { name: 'a.csv', bytes: 'a;b\n1\n1;2;3\n' }, gives: { main: 1 } },
  { node: 'document.pdf', what: 'characters that the font lacks', params: { template: '<p>{{item.nom}}</p>' }, items: [{ nom: '漢字 🙂' }], gives: { main: 1 }, says: /n’existe pas dans la police/ },
  { node: 'document.html', what: 'data that is HTML itself', params: { template: '<p>{{item.nom}}</p>' }, items: [{ nom: '<script>alert(1)</script>' }], gives: { main: 1 } },
  { node: 'maillon.clean-up', what: 'nothing to remove', params: { what: 'files' }, gives: { main: 1 } },
]
