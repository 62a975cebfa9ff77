import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { describe, expect, it } from 'vitest'
import { convertForeign } from '../convert-foreign.js'
import type { ForeignEntry } from '../conversion.js'

const step = (name: string, kind: string, parameters: JsonObject = {}, more: JsonObject = {}): JsonObject => ({ id: name, name, type: kind.includes('/') ? kind : `n8n-nodes-base.${kind}`, typeVersion: 2, position: [0, 0], parameters, ...more })
const chain = (nodes: readonly JsonObject[]): JsonObject => ({
  nodes: [...nodes],
  connections: Object.fromEntries(nodes.slice(1).map((node, index) => [String(nodes[index]?.['name']), { main: [[{ node: String(node['name']), type: 'main', index: 0 }]] }])),
})

/** A node behind a trigger, as it is converted. */
function behindTrigger(kind: string, parameters: JsonObject, more: JsonObject = {}): { readonly flow: FlowDocument; readonly own: readonly FlowNode[]; readonly entry: ForeignEntry | undefined } {
  const conversion = convertForeign(chain([step('Start', 'manualTrigger'), step('It', kind, parameters, more)]))
  if (!conversion.ok) throw new Error(JSON.stringify(conversion.diagnostics))
  const [flow] = conversion.flows as readonly [FlowDocument]
  return { flow, own: flow.nodes.filter(({ id }) => id.startsWith('it')).toSorted((one, other) => one.position.x - other.position.x), entry: conversion.report.find(({ name }) => name === 'It') }
}

const codes = (entry: ForeignEntry | undefined) => entry?.reasons.map(({ code }) => code)

describe('a service that has a web interface', () => {
  it('is called by it, with the account of the node', () => {
    const { own, entry } = behindTrigger('airtable', { operation: 'create', base: { __rl: true, mode: 'list', value: 'appA b' }, table: { __rl: true, mode: 'list', value: 'tblB' }, columns: { mappingMode: 'defineBelow', value: { Nom: '={{ $json.name }}', id: 'x' } } }, { credentials: { airtableTokenApi: { id: '1', name: 'Ma table' } } })
    expect(own[0]).toMatchObject({ type: 'http.request', credentials: { auth: { id: '', name: 'Ma table' } }, params: { method: 'POST', url: 'https://api.airtable.com/v0/appA%20b/tblB', bodyKind: 'json', json: { fields: { Nom: '{{item.name}}' } } } })
    expect(own[1]).toMatchObject({ type: 'code.javascript', params: { code: 'return { ...item, ...item.fields }' } })
    expect(entry).toMatchObject({ verdict: 'look', reasons: [{ code: 'FOREIGN_API_CALL', params: { service: 'Airtable' } }] })
  })

  it('gets values of rows in its address only as parts of it', () => {
    const { own } = behindTrigger('googleDrive', { operation: 'download', fileId: { __rl: true, mode: 'id', value: '={{ $json.file }}' } })
    expect(own[0]?.params).toMatchObject({ url: 'https://www.googleapis.com/drive/v3/files/{{urlEncode item.file}}', query: [{ name: 'alt', value: 'media' }], response: 'file' })
  })

  it('is asked for all pages where all were wanted', () => {
    expect(behindTrigger('airtable', { operation: 'search', base: 'appA', table: 'tblB', filterByFormula: "=({Nom} = '{{ $json.name }}')" }).own[0]?.params).toMatchObject({
      itemsPath: 'records', paging: 'cursor', pageParam: 'offset', cursorPath: 'offset', query: [{ name: 'filterByFormula', value: "({Nom} = '{{item.name}}')" }],
    })
  })

  it('sends a file and then names it, where the service takes the two apart', () => {
    const { own } = behindTrigger('googleDrive', { name: 'Rapport.pdf', folderId: { __rl: true, mode: 'url', value: 'https://drive.google.com/drive/folders/1aBcDeFgHiJk?x=1' } })
    expect(own.map(({ params }) => params)).toMatchObject([{ method: 'POST', bodyKind: 'file', file: 'data' }, { method: 'PATCH', url: 'https://www.googleapis.com/drive/v3/files/{{item.id}}', query: [{ name: 'addParents', value: '1aBcDeFgHiJk' }], json: { name: 'Rapport.pdf' } }])
  })

  it.each([
    ['whatsApp', { operation: 'send', phoneNumberId: '12', recipientPhoneNumber: '+331', textBody: '={{ $json.t }}' }, { url: 'https://graph.facebook.com/v23.0/12/messages', json: { to: '+331', type: 'text', text: { body: '{{item.t}}' } } }],
    ['facebookGraphApi', { graphApiVersion: 'v23.0', node: 'me', edge: 'posts' }, { method: 'GET', url: 'https://graph.facebook.com/v23.0/me/posts' }],
    ['graphql', { endpoint: 'https://api.example.com/graphql', query: '{ a }', variables: '={"x": {{ $json.x }} }' }, { method: 'POST', json: { query: '{ a }', variables: { x: '{{item.x}}' } } }],
    ['@n8n/n8n-nodes-langchain.openAi', { modelId: { value: 'gpt-4o' }, messages: { values: [{ content: '={{ $json.q }}' }] } }, { json: { model: 'gpt-4o', messages: [{ role: 'user', content: '{{item.q}}' }] }, itemsPath: 'choices' }],
  ] as const)('%s', (kind, parameters, params) => {
    expect(behindTrigger(kind, parameters as unknown as JsonObject).own[0]).toMatchObject({ type: 'http.request', params })
  })
})

describe('tables of n8n', () => {
  const table = { __rl: true, mode: 'list', value: 'k1', cachedResultName: 'Clients' }

  it('become collections, whose rows have the keys that conditions named', () => {
    const { own, entry } = behindTrigger('dataTable', { operation: 'upsert', dataTableId: table, filters: { conditions: [{ keyName: 'email', keyValue: '={{ $json.mail }}' }] }, columns: { mappingMode: 'defineBelow', value: { nom: '={{ $json.n }}' } } })
    expect(own.map(({ type, params }) => [type, params])).toEqual([
      ['core.set', { fields: [{ name: 'nom', value: '{{item.n}}' }, { name: 'email', value: '{{item.mail}}' }], keepOthers: false }],
      ['collection.upsert', { collection: 'Clients', keys: ['email'] }],
    ])
    expect(codes(entry)).toEqual(['FOREIGN_DATA_TABLE', 'FOREIGN_DATA_TABLE_WHOLE'])
  })

  it('are read by the same conditions', () => {
    expect(behindTrigger('dataTable', { operation: 'get', dataTableId: table, matchType: 'allConditions', filters: { conditions: [{ keyName: 'age', condition: 'gte', keyValue: 18 }] } }).own[0]).toMatchObject({
      type: 'collection.query', params: { collection: 'Clients', rules: [{ field: 'age', operator: 'at-least', value: '18' }], match: 'all', limit: 50 },
    })
  })

  it('stay placeholders where rows are changed by conditions that keys cannot say', () => {
    expect(behindTrigger('dataTable', { operation: 'update', dataTableId: table, filters: { conditions: [{ keyName: 'age', condition: 'gt', keyValue: 18 }] } }).entry).toMatchObject({ verdict: 'placeholder', reasons: [{ code: 'FOREIGN_DATA_TABLE_KEYS' }] })
  })
})

describe('files on servers', () => {
  it('are put into the folder that their path names, whatever slashes an expression has', () => {
    expect(behindTrigger('s3', { operation: 'upload', bucketName: 'b', fileName: "=videos/{{ $json.a['x/y'] }}.mp4" }).own[0]?.params).toMatchObject({ folder: 'videos', existing: 'replace' })
  })

  it('are taken and deleted by the path of the row', () => {
    expect(behindTrigger('ftp', { operation: 'delete', path: '=/in/{{ $json.f }}' }).own.map(({ type, params }) => [type, params])).toEqual([['core.set', { fields: [{ name: 'path', value: '/in/{{item.f}}' }], keepOthers: true }], ['remote.delete', {}]])
  })
})

describe('what begins a flow', () => {
  it('is a webhook where a service calls, at an address that nobody guesses, and gives what the service sent', () => {
    const conversion = convertForeign({ nodes: [step('Telegram', 'telegramTrigger', {}, { webhookId: '1b2c3d4e-0000-4000-8000-123456789abc' })], connections: {} })
    expect(conversion).toMatchObject({ ok: true, report: [{ verdict: 'look', reasons: [{ code: 'FOREIGN_SERVICE_WEBHOOK', params: { service: 'Telegram' } }] }] })
    expect(conversion.ok && conversion.flows[0]?.nodes.map(({ type, params }) => [type, params['path'] ?? params['code']])).toEqual([['core.webhook', 'telegram-1b2c3d4e-0000-4000-8000-123456789abc'], ['code.javascript', 'return item.body']])
  })

  it('is a schedule where a feed or a sheet was looked at, and only what is new passes', () => {
    const conversion = convertForeign({ nodes: [step('Feed', 'rssFeedReadTrigger', { feedUrl: 'https://example.com/rss', pollTimes: { item: [{ mode: 'everyHour' }] } })], connections: {} })
    expect(conversion.ok && conversion.flows[0]?.nodes.map(({ type }) => type)).toEqual(['core.schedule', 'http.request', 'files.read', 'table.only-new'])
  })
})

describe('decisions and waits', () => {
  it('a switch by a number has a case for each', () => {
    expect(behindTrigger('switch', { mode: 'expression', numberOutputs: 2, output: '={{ $json.n }}' }, { typeVersion: 3 }).own[0]).toMatchObject({
      type: 'core.switch', params: { cases: [{ id: 'sortie-1', rules: [{ left: '{{item.n}}', operator: 'number-equals', value: 0 }] }, { id: 'sortie-2', rules: [{ value: 1 }] }] },
    })
  })

  it('a wait for a call is a callback, and says who gives the address now', () => {
    const { own, entry } = behindTrigger('wait', { resume: 'webhook', limitWaitTime: true, resumeAmount: 2, resumeUnit: 'hours' })
    expect(own[0]).toMatchObject({ type: 'core.callback', params: { announce: 'none', amount: 2, unit: 'hours' } })
    expect(codes(entry)).toEqual(['FOREIGN_WAIT_ADDRESS'])
  })

  it('an approval is left to the step that asks for one', () => {
    expect(behindTrigger('gmail', { operation: 'sendAndWait' }).entry).toMatchObject({ verdict: 'placeholder', reasons: [{ code: 'FOREIGN_APPROVAL' }] })
  })

  it.each([['addToDate', { magnitude: '={{ $json.d }}', duration: 2 }, '{{addDays item.d 2}}'], ['extractDate', { date: '={{ $json.d }}', part: 'year' }, '{{year item.d}}'], ['roundDate', { date: '={{ $json.d }}', toNearest: 'day' }, '{{startOf item.d "day"}}']] as const)('a date: %s', (operation, parameters, value) => {
    expect(behindTrigger('dateTime', { operation, ...parameters }).own[0]?.params).toMatchObject({ fields: [{ value }] })
  })
})

it('a flow that is called gives back what its last steps give', () => {
  const conversion = convertForeign(chain([step('Called', 'executeWorkflowTrigger'), step('Work', 'set', { assignments: { assignments: [{ name: 'a', type: 'number', value: 1 }] } }, { typeVersion: 3.4 })]))
  expect(conversion.ok && conversion.flows[0]?.edges).toEqual([{ from: 'called.main', to: 'work.main' }, { from: 'work.main', to: 'retour.main' }])
})

it('what could not be translated is told once, whether it was a text or a whole JSON', () => {
  const { entry, own } = behindTrigger('httpRequest', { method: 'POST', url: 'https://e.example', sendBody: true, specifyBody: 'json', jsonBody: '={{ $json.list.map((one) => one.x) }}' }, { typeVersion: 4.2 })
  expect(codes(entry)).toEqual(['FOREIGN_EXPRESSION_UNREAD'])
  expect(own[0]?.params).toMatchObject({ bodyKind: 'text', text: '{{fromN8n "$json.list.map((one) => one.x)"}}' })
})
