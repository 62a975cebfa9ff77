import type { WorstCase } from './worst-of-nodes.js'

const rows = [{ prix: 3.9 }]

/** The worst that can be done to the steps that make documents. */
export const documentCases: readonly WorstCase[] = ['document.html', 'document.pdf'].flatMap((node): readonly WorstCase[] => [
  { node, what: 'no template', params: { template: '' }, items: rows, code: 'NODE_PARAM_EMPTY' },
  { node, what: 'a template with half an expression', params: { template: '<p>{{item.prix</p>' }, items: rows, code: 'EXPRESSION_TAG_UNCLOSED' },
  { node, what: 'a step that is not there', params: { template: '<p>{{nodes.rien.first.prix}}</p>' }, items: rows, code: 'EXPRESSION_NODE_MISSING' },
  { node, what: 'a field that one row lacks', params: { template: '<p>{{item.prix}}</p>' }, items: [{ nom: 'Zoé' }], beside: { prix: 1 }, code: 'EXPRESSION_FIELD_MISSING' },
  { node, what: 'a text where an amount is asked for, in one row', params: { template: '<rows></rows>', columns: [{ field: 'prix', format: 'currency' }] }, items: [{ prix: 'cher' }], beside: { prix: '1 000,50 €' }, code: 'DOCUMENT_NUMBER_EXPECTED' },
  { node, what: 'a column that is none', params: { template: '<rows></rows>', columns: [{ field: 'prx' }] }, items: rows, code: 'DATA_FIELD_UNKNOWN' },
  { node, what: 'a name beyond all length', params: { template: '<p>x</p>', name: '{{item.nom}}' }, items: [{ nom: 'x'.repeat(200) }], beside: { nom: 'a' }, code: 'NODE_PARAM_TEXT_TOO_LONG' },
]).concat([
  { node: 'document.pdf', what: 'a template nested without end', params: { template: '<div>'.repeat(300) }, items: rows, code: 'DOCUMENT_TEMPLATE_LARGE' },
  { node: 'document.pdf', what: 'rows for ten thousand pages', params: { template: '<rows></rows>', columns: [{ field: 'prix' }, { field: 'nom' }] }, mode: 'all', items: Array.from({ length: 40_000 }, (_, n) => ({ prix: n, nom: 'x' })), code: 'DOCUMENT_TEMPLATE_LARGE' },
  { node: 'document.pdf', what: 'no margin', params: { template: '<p>x</p>', marginMm: 0 }, items: rows, code: 'NODE_PARAM_TOO_SMALL' },
])
