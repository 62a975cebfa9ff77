import type { WorstCase } from './worst-of-nodes.js'

const order = [{ numero: 4512, total: 'à voir', le: 'demain', tags: ['a'] }]
const good = { numero: 4513, total: '1 234,56', le: '2026-04-03', tags: 'a' }
const rules = (left: string, operator: string, value: unknown) => [{ left, operator, value }]
const cases = (more: object) => ({ cases: [{ id: 'urgent', name: 'Urgent', rules: rules('{{item.total}}', 'greater', 7), ...more }] }) as unknown as WorstCase['params']
const set = (value: unknown, type: string, name = 'a') => ({ fields: [{ name, type, value }] }) as unknown as WorstCase['params']
const call = { url: 'https://api.example.com/taches' } as const

/** The worst that can be done to the steps that decide, wait and answer. */
export const logicCases: readonly WorstCase[] = [
  { node: 'core.condition', what: 'a text that is compared as a number', params: { rules: rules('{{item.total}}', 'greater', 7) as never }, items: order, beside: good, code: 'VALUE_NUMBER_EXPECTED' },
  { node: 'core.condition', what: 'a date that is none', params: { rules: rules('{{item.le}}', 'before', '2026-05-01') as never }, items: order, beside: good, code: 'VALUE_DATE_EXPECTED' },
  { node: 'core.condition', what: 'a list that is compared as a text', params: { rules: rules('{{item.tags}}', 'equals', 'a') as never }, items: order, beside: good, code: 'VALUE_TEXT_EXPECTED' },
  { node: 'core.condition', what: 'a field that no row has', params: { rules: rules('{{item.total}}', 'greater', 7) as never }, items: [{ numero: 1 }], code: 'DATA_FIELD_UNKNOWN' },
  { node: 'core.condition', what: 'no rule', params: { rules: [] }, items: order, code: 'NODE_PARAM_EMPTY' },
  { node: 'core.condition', what: 'a comparison that there is not', params: { rules: rules('{{item.total}}', 'resembles', 7) as never }, items: order, code: 'NODE_PARAM_CHOICE' },
  { node: 'core.switch', what: 'a text that is compared as a number', params: cases({}), items: order, beside: good, code: 'VALUE_NUMBER_EXPECTED' },
  { node: 'core.switch', what: 'a field that no row has', params: cases({}), items: [{ numero: 1 }], code: 'DATA_FIELD_UNKNOWN' },
  { node: 'core.switch', what: 'a case that is called like “Otherwise”', params: cases({ id: 'else' }), items: [good], code: 'SWITCH_CASE_RESERVED' },
  { node: 'core.switch', what: 'a case without rules', params: cases({ rules: [] }), items: [good], code: 'NODE_PARAM_EMPTY' },
  { node: 'core.switch', what: 'no case', params: { cases: [] }, items: [good], code: 'NODE_PARAM_EMPTY' },
  { node: 'core.set', what: 'a text where a number is asked for', params: set('{{item.total}}', 'number'), items: order, beside: good, code: 'VALUE_TYPE_MISMATCH' },
  { node: 'core.set', what: 'a date that is none', params: set('{{item.le}}', 'date'), items: order, beside: good, code: 'VALUE_TYPE_MISMATCH' },
  { node: 'core.set', what: 'half a list', params: set('[1, 2', 'list'), items: order, code: 'VALUE_TYPE_MISMATCH' },
  { node: 'core.set', what: 'a field that one row lacks', params: set('{{item.prix}}', 'auto'), items: order, beside: { prix: 1 }, code: 'EXPRESSION_FIELD_MISSING' },
  { node: 'core.set', what: 'a field that would change the program', params: set(1, 'auto', '__proto__'), items: order, code: 'DATA_FIELD_FORBIDDEN' },
  { node: 'core.set', what: 'no field', params: { fields: [] }, items: order, code: 'NODE_PARAM_EMPTY' },
  { node: 'core.merge', what: 'a way that there is not', params: { how: 'both' }, inputs: { first: order, second: order }, code: 'NODE_PARAM_CHOICE' },
  { node: 'core.wait', what: 'a date that is none', params: { how: 'until', until: 'demain matin' }, items: order, code: 'WAIT_DATE_INVALID' },
  { node: 'core.wait', what: 'no date', params: { how: 'until' }, items: order, code: 'WAIT_DATE_INVALID' },
  { node: 'core.wait', what: 'a wait of years', params: { amount: 400, unit: 'days' }, items: order, code: 'WAIT_TIME_TOO_LONG' },
  { node: 'core.wait', what: 'a date in another century', params: { how: 'until', until: '2126-01-01' }, items: order, code: 'WAIT_TIME_TOO_LONG' },
  { node: 'core.wait', what: 'a wait into the past', params: { amount: -1 }, items: order, code: 'NODE_PARAM_TOO_SMALL' },
  { node: 'core.wait', what: 'a unit that there is not', params: { amount: 2, unit: 'weeks' }, items: order, code: 'NODE_PARAM_CHOICE' },
  { node: 'core.callback', what: 'nobody to give the address to', params: {}, items: order, code: 'CALLBACK_ADDRESS_MISSING' },
  { node: 'core.callback', what: 'a program that refuses', params: call, items: order, http: () => ({ status: 403, json: {} }), code: 'CALLBACK_CALL_REFUSED' },
  { node: 'core.callback', what: 'a program that is busy', params: call, items: order, http: () => ({ status: 503, body: 'wait' }), code: 'CALLBACK_CALL_REFUSED', retryable: true },
  { node: 'core.callback', what: 'a wait of years', params: { ...call, amount: 400, unit: 'days' }, items: order, http: () => ({ status: 200, json: {} }), code: 'WAIT_TIME_TOO_LONG' },
  { node: 'core.callback', what: 'a field with blanks', params: { ...call, field: 'call back' }, items: order, code: 'NODE_PARAM_FORM' },
  { node: 'core.respond', what: 'a header with a line break', params: { headers: [{ name: 'x-a', value: '{{item.le}}' }] }, items: [{ le: 'a\r\nset-cookie: b' }], beside: { le: 'b' }, code: 'HTTP_HEADER_INVALID' },
  { node: 'core.respond', what: 'a header with a blank in its name', params: { headers: [{ name: 'x a', value: 'b' }] }, items: order, code: 'HTTP_HEADER_INVALID' },
  { node: 'core.respond', what: 'a status that is none', params: { status: 99 }, items: order, code: 'NODE_PARAM_TOO_SMALL' },
  { node: 'core.respond', what: 'a content that there is not', params: { bodyKind: 'xml' }, items: order, code: 'NODE_PARAM_CHOICE' },
  { node: 'core.respond', what: 'a field that one row lacks', params: { bodyKind: 'text', text: '{{item.nom}}' }, items: order, beside: { nom: 'Zoé' }, code: 'EXPRESSION_FIELD_MISSING' },
  { node: 'core.stop', what: 'no message', params: { message: '' }, items: order, code: 'NODE_PARAM_EMPTY' },
  { node: 'core.stop', what: 'a message beyond all length', params: { message: 'x'.repeat(2001) }, items: order, code: 'NODE_PARAM_TEXT_TOO_LONG' },
  { node: 'core.stop', what: 'a message about a step that is not there', params: { message: '{{nodes.rien.first.nom}}' }, items: order, code: 'EXPRESSION_NODE_MISSING' },
  { node: 'core.stop', what: 'an outcome that there is not', params: { message: 'Assez', outcome: 'pause' }, items: order, code: 'NODE_PARAM_CHOICE' },
  { node: 'core.stop', what: 'half an expression', params: { message: 'Assez {{nodes.' }, items: order, code: 'EXPRESSION_TAG_UNCLOSED' },
  { node: 'core.log', what: 'no message', params: {}, items: order, code: 'NODE_PARAM_MISSING' },
  { node: 'core.log', what: 'an empty message', params: { message: '{{item.nom}}' }, items: [{ nom: '' }], beside: { nom: 'Zoé' }, code: 'NODE_PARAM_EMPTY' },
  { node: 'core.log', what: 'a list as message', params: { message: '{{item.tags}}' }, items: order, beside: good, code: 'NODE_PARAM_TYPE' },
  { node: 'core.log', what: 'a field that one row lacks', params: { message: '{{item.nom}}' }, items: order, beside: { nom: 'Zoé' }, code: 'EXPRESSION_FIELD_MISSING' },
  { node: 'core.log', what: 'a level that there is not', params: { message: 'x', level: 'error' }, items: order, code: 'NODE_PARAM_CHOICE' },
]
