import type { JsonObject } from '@maillon/kernel'
import { catalogueOf, type NodeDescriptor, type ParamHints } from '@maillon/node-contract'

const text = (name: string) => ({ fr: name, en: name })
const ui = (label: string, hints: Partial<ParamHints> = {}) => ({ 'x-maillon': { label: text(label), ...hints } })
const port = (id: string) => ({ id, label: text(id), required: true })

const base: Omit<NodeDescriptor, 'type' | 'params' | 'words' | 'title' | 'description'> = {
  version: 1, keywords: { fr: [], en: [] }, icon: 'x', group: 'logic', inputs: [port('main')], outputs: [port('main')], modes: ['each', 'all'],
  effects: 'none', light: false, runOnEmpty: false, keepsRows: false, credentials: [], outputShapes: {}, timeoutMs: 300_000, examples: [],
}

function descriptor(type: string, properties: JsonObject, more: Partial<NodeDescriptor> & { readonly required?: readonly string[] } = {}): NodeDescriptor {
  const { required = [], ...rest } = more
  return { ...base, type, title: text(type), description: text(type), words: text(type), params: { type: 'object', required, properties } as JsonObject, ...rest }
}

/** Node types that have between them what the compiler looks at. */
export const smallCatalogue = catalogueOf([
  descriptor(
    't.start',
    { schedule: { type: 'object', ...ui('When', { widget: 'schedule', expression: false }) }, timeZone: { type: 'string', ...ui('Zone', { widget: 'time-zone', expression: false }) }, except: { type: 'array', items: { type: 'string' }, ...ui('Except', { widget: 'dates', expression: false }) } },
    { trigger: 'schedule', inputs: [], modes: ['all'], outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'instant', type: 'date' }], open: false } } } },
  ),
  descriptor(
    't.hook',
    { path: { type: 'string', minLength: 1, ...ui('Path', { widget: 'webhook-path', expression: false }) }, method: { enum: ['GET', 'POST'], default: 'POST', ...ui('Method') } },
    { trigger: 'webhook', inputs: [], modes: ['all'], required: ['path'], outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'body', type: 'unknown' }], open: true } } } },
  ),
  descriptor(
    't.read',
    { file: { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } }, required: ['id', 'name'], ...ui('File', { widget: 'file', expression: false }) } },
    { effects: 'read', outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'price', type: 'number' }, { name: 'product', type: 'text' }], open: false } } } },
  ),
  descriptor('t.call', { url: { type: 'string', minLength: 1, ...ui('Address') } }, {
    required: ['url'], effects: 'read', credentials: [{ slot: 'auth', types: ['http-bearer', 'login-token'], label: text('Account'), required: true }],
  }),
  descriptor(
    't.set',
    {
      fields: {
        type: 'array', minItems: 1, ...ui('Fields'),
        items: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1, ...ui('Name', { expression: false }) }, type: { type: 'string', ...ui('Type') }, value: { ...ui('Value') } } },
      },
      keepOthers: { type: 'boolean', ...ui('Keep others') },
      count: { type: 'integer', minimum: 1, maximum: 10, ...ui('Count') },
      level: { enum: ['low', 'high'], ...ui('Level') },
    },
    { keepsRows: true, light: true, outputShapes: { main: { kind: 'computed', rule: 'set-fields' } } },
  ),
  descriptor('t.sort', { by: { type: 'string', minLength: 1, ...ui('By', { widget: 'field', expression: false }) } }, { modes: ['all'], outputShapes: { main: { kind: 'same', input: 'main' } } }),
  descriptor(
    't.split',
    {},
    { outputs: [port('true'), port('false')], outputShapes: { true: { kind: 'same', input: 'main' }, false: { kind: 'same', input: 'main' } } },
  ),
  descriptor(
    't.sum',
    { groupBy: { type: 'array', items: { type: 'string', ...ui('Group', { widget: 'field', expression: false }) } }, totals: { type: 'array', items: { type: 'object' } } },
    { modes: ['all'], outputShapes: { main: { kind: 'computed', rule: 'aggregate' } } },
  ),
  descriptor(
    't.join',
    {
      keys: {
        type: 'array',
        items: { type: 'object', properties: { left: { type: 'string', ...ui('Left', { widget: 'field', port: 'left' }) }, right: { type: 'string', ...ui('Right', { widget: 'field', port: 'right' }) } } },
      },
    },
    { inputs: [port('left'), port('right')], modes: ['all'], outputShapes: { main: { kind: 'computed', rule: 'join' } } },
  ),
  descriptor(
    't.book',
    {
      sheets: {
        type: 'array', ...ui('Sheets'),
        items: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, name: { type: 'string' }, columns: { type: 'array', items: { type: 'string', ...ui('Column', { widget: 'field', expression: false }) } } } },
      },
    },
    { modes: ['all'], inputs: { each: 'sheets', key: 'id', labelKey: 'name' } },
  ),
  descriptor(
    't.loop',
    { batchSize: { type: 'integer', minimum: 1, ...ui('Rows', { expression: false }) }, concurrency: { type: 'integer', minimum: 1, ...ui('At once', { expression: false }) } },
    { construct: 'loop', outputs: [port('each'), port('done')], modes: ['all'], outputShapes: { each: { kind: 'same', input: 'main' }, done: { kind: 'computed', rule: 'collected' } } },
  ),
  descriptor(
    't.sub',
    { flow: { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } }, ...ui('Flow', { widget: 'flow', expression: false }) }, batchSize: { type: 'integer' }, waits: { type: 'boolean' } },
    { construct: 'call', required: ['flow'], modes: ['all'], outputShapes: { main: { kind: 'computed', rule: 'called-flow' } } },
  ),
  descriptor('t.lost', { was: { type: 'string' }, source: { type: 'string' } }, { construct: 'placeholder', modes: ['all'] }),
  descriptor('t.give', {}, { construct: 'return', modes: ['all'], outputShapes: { main: { kind: 'same', input: 'main' } } }),
  descriptor('t.called', { fields: { type: 'array', items: { type: 'object' } } }, { trigger: 'flow', inputs: [], modes: ['all'], outputShapes: { main: { kind: 'computed', rule: 'declared-fields' } } }),
  descriptor('t.failed', {}, { trigger: 'error', inputs: [], modes: ['all'] }),
  descriptor(
    't.cases',
    { cases: { type: 'array', items: { type: 'object' } } },
    { outputs: { each: 'cases', key: 'id', labelKey: 'name', also: [port('else')] }, outputShapes: { '*': { kind: 'same', input: 'main' } } },
  ),
  descriptor('t.ask', { fields: { type: 'array', items: { type: 'object' } }, resultField: { type: 'string' } }, { modes: ['all'], outputShapes: { '*': { kind: 'computed', rule: 'with-result' } } }),
  descriptor('t.append', {}, { inputs: [port('first'), { ...port('second'), required: false }], modes: ['all'], outputShapes: { main: { kind: 'computed', rule: 'append' } } }),
  descriptor('t.set', {}, { version: 3 }),
])
