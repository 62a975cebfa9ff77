// Shapes that public flows of n8n and Node-RED have over and over, written anew and small: converted, compiled and run with the product's
// own engine and steps; only the web is a server of this file.
import { silentLogger, type JsonObject } from '@maillon/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadPackages } from '../../apps/server/src/platform/load-packages.js'
import { startOutsideOf, type Outside, type OutsideCall } from './outside.js'
import { runConverted, type ConvertedWorld } from './run-converted.js'

let outside: Outside
let world: ConvertedWorld

const feed = '<?xml version="1.0"?><rss version="2.0"><channel><title>Actus</title><item><title>Un</title><link>https://e.example/1</link></item><item><title>Deux</title><link>https://e.example/2</link></item><item><title>Trois</title><link>https://e.example/3</link></item></channel></rss>'

beforeAll(async () => {
  outside = await startOutsideOf(({ method, path, body }) => {
    if (path.startsWith('/feed')) return feed
    if (path.startsWith('/orders')) return { data: { orders: [{ id: 1, total: 40 }, { id: 2, total: 250 }, { id: 3, total: 900 }] } }
    return { method, got: body }
  })
  world = { packages: (await loadPackages(silentLogger)), port: outside.port }
})

afterAll(() => outside.close())

const step = (name: string, kind: string, typeVersion: number, parameters: JsonObject = {}): JsonObject => ({ id: name, name, type: `n8n-nodes-base.${kind}`, typeVersion, position: [0, 0], parameters })
type Lines = { readonly [from: string]: readonly (readonly string[])[] }
const workflow = (nodes: readonly JsonObject[], lines: Lines, more: JsonObject = {}): JsonObject => ({
  name: 'Essai', nodes: [...nodes], connections: Object.fromEntries(Object.entries(lines).map(([from, outputs]) => [from, { main: outputs.map((targets) => targets.map((node) => ({ node, type: 'main', index: 0 }))) }])), ...more,
})
const assigned = (...fields: readonly (readonly [name: string, type: string, value: string | number])[]): JsonObject => ({ assignments: { assignments: fields.map(([name, type, value]) => ({ id: name, name, type, value })) }, options: {} })
const callsTo = (path: string): readonly OutsideCall[] => outside.calls.filter((call) => call.path.startsWith(path))

//  webhook -> big? -yes-> answer 202
//                  -no--> answer 200
const answering = workflow(
  [
    step('Hook', 'webhook', 2, { httpMethod: 'POST', path: 'commande', responseMode: 'responseNode', options: {} }),
    step('Big', 'if', 2.2, { conditions: { options: { caseSensitive: true }, combinator: 'and', conditions: [{ leftValue: '={{ $json.body.total }}', rightValue: 100, operator: { type: 'number', operation: 'gt' } }] } }),
    step('Review', 'respondToWebhook', 1.1, { respondWith: 'json', responseBody: '={ "review": true, "for": "{{ $json.body.name.toUpperCase() }}" }', options: { responseCode: 202 } }),
    step('Fine', 'respondToWebhook', 1.1, { respondWith: 'text', responseBody: '=Merci {{ $json.body.name }}', options: {} }),
  ],
  { Hook: [['Big']], Big: [['Review'], ['Fine']] },
)

it('a webhook answers by what came in', async () => {
  const large = await runConverted(answering, world, { method: 'POST', path: 'commande', query: {}, headers: {}, body: { total: 250, name: 'Zoé' } })
  expect(large.status).toBe('succeeded')
  expect(large.rows('review')).toMatchObject([{ status: 202, body: { review: true, for: 'ZOÉ' } }])
  expect(large.rows('fine')).toEqual([])
  const small = await runConverted(answering, world, { method: 'POST', path: 'commande', query: {}, headers: {}, body: { total: 5, name: 'Zoé' } })
  expect(small.rows('fine')).toMatchObject([{ status: 200, body: 'Merci Zoé' }])
})

it('a list that is fetched, split and filtered is sent on one by one in a loop, and what comes after the loop gets all', async () => {
  const run = await runConverted(
    workflow(
      [
        step('Start', 'manualTrigger', 1),
        step('Orders', 'httpRequest', 4.2, { url: `${outside.address}/orders`, options: {} }),
        step('Split', 'splitOut', 1, { fieldToSplitOut: 'data.orders', options: {} }),
        step('Large', 'filter', 2.2, { conditions: { options: {}, combinator: 'and', conditions: [{ leftValue: '={{ $json.total }}', rightValue: 100, operator: { type: 'number', operation: 'gte' } }] } }),
        step('Loop', 'splitInBatches', 3, { options: {} }),
        step('Send', 'httpRequest', 4.2, { method: 'POST', url: `${outside.address}/send`, sendBody: true, specifyBody: 'json', jsonBody: '={{ JSON.stringify({ order: $json.id, tax: $json.total * 0.2 }) }}', options: {} }),
        step('Sum', 'code', 2, { jsCode: 'return [{ json: { sent: $input.all().map((item) => item.json.got.order) } }]' }),
      ],
      { Start: [['Orders']], Orders: [['Split']], Split: [['Large']], Large: [['Loop']], Loop: [['Sum'], ['Send']], Send: [['Loop']] },
    ),
    world,
  )
  expect(run.status).toBe('succeeded')
  expect(callsTo('/send').map(({ body }) => body)).toEqual([{ order: 2, tax: 50 }, { order: 3, tax: 180 }])
  expect(run.rows('sum')).toEqual([{ sent: [2, 3] }])
})

it('rows are kept in a table of n8n under the keys of its conditions, and read back by others', async () => {
  const table = { __rl: true, mode: 'list', value: 'x', cachedResultName: 'Clients' }
  const run = await runConverted(
    workflow(
      [
        step('Start', 'manualTrigger', 1),
        step('People', 'code', 2, { jsCode: "return [{ mail: 'a@e.example', age: 17 }, { mail: 'b@e.example', age: 40 }, { mail: 'a@e.example', age: 18 }].map((json) => ({ json }))" }),
        step('Keep', 'dataTable', 1, { operation: 'upsert', dataTableId: table, filters: { conditions: [{ keyName: 'email', keyValue: '={{ $json.mail }}' }] }, columns: { mappingMode: 'defineBelow', value: { age: '={{ $json.age }}' } } }),
        step('Last', 'limit', 1, { maxItems: 1 }),
        step('Grown', 'dataTable', 1, { operation: 'get', returnAll: true, dataTableId: table, filters: { conditions: [{ keyName: 'age', condition: 'gte', keyValue: 30 }] } }),
      ],
      { Start: [['People']], People: [['Keep']], Keep: [['Last']], Last: [['Grown']] },
    ),
    world,
  )
  expect(run.status).toBe('succeeded')
  expect(await run.collection('Clients')).toEqual(expect.arrayContaining([{ age: 18, email: 'a@e.example' }, { age: 40, email: 'b@e.example' }]))
  expect(run.rows('grown')).toEqual([{ age: 40, email: 'b@e.example' }])
})

it('a flow that is called gives its rows back to the one that calls it', async () => {
  const run = await runConverted(
    [
      workflow(
        [step('Start', 'manualTrigger', 1), step('Give', 'set', 3.4, assigned(['name', 'string', 'Zoé'], ['price', 'number', 20])), step('Call', 'executeWorkflow', 1.2, { workflowId: { __rl: true, mode: 'list', value: 'w2' }, options: {} }), step('Told', 'set', 3.4, assigned(['text', 'string', '={{ $json.name }}: {{ $json.gross }}']))],
        { Start: [['Give']], Give: [['Call']], Call: [['Told']] },
        { id: 'w1' },
      ),
      workflow([step('Called', 'executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }), step('Tax', 'set', 3.4, { ...assigned(['gross', 'number', '={{ $json.price * 1.2 }}']), includeOtherFields: true })], { Called: [['Tax']] }, { id: 'w2', name: 'Taxe' }),
    ],
    world,
  )
  expect(run.status).toBe('succeeded')
  expect(run.rows('told')).toEqual([{ text: 'Zoé: 24' }])
})

it('a feed is read as rows, of which the first go on', async () => {
  const run = await runConverted(
    workflow(
      [step('Start', 'manualTrigger', 1), step('Feed', 'rssFeedRead', 1.1, { url: `${outside.address}/feed`, options: {} }), step('Two', 'limit', 1, { maxItems: 2 }), step('Short', 'set', 3.4, assigned(['line', 'string', '={{ $json.title }} ({{ $json.link }})']))],
      { Start: [['Feed']], Feed: [['Two']], Two: [['Short']] },
    ),
    world,
  )
  expect(run.status).toBe('succeeded')
  expect(run.rows('short')).toEqual([{ line: 'Un (https://e.example/1)' }, { line: 'Deux (https://e.example/2)' }])
})

it('two branches are joined by a field', async () => {
  const file = workflow(
    [
      step('Start', 'manualTrigger', 1),
      step('People', 'code', 2, { jsCode: "return [{ json: { id: 1, name: 'Zoé' } }, { json: { id: 2, name: 'Léo' } }]" }),
      step('Prices', 'code', 2, { jsCode: 'return [{ json: { key: 2, price: 7 } }]' }),
      step('Merge', 'merge', 3, { mode: 'combine', advanced: true, mergeByFields: { values: [{ field1: 'id', field2: 'key' }] }, options: {} }),
    ],
    { Start: [['People', 'Prices']], People: [['Merge']] },
  )
  const lines = file['connections'] as JsonObject
  const run = await runConverted({ ...file, connections: { ...lines, Prices: { main: [[{ node: 'Merge', type: 'main', index: 1 }]] } } }, world)
  expect(run.status).toBe('succeeded')
  expect(run.rows('merge')).toMatchObject([{ id: 2, name: 'Léo', price: 7 }])
})

it('messages of Node-RED go through function, change and switch, are split and joined, and sent', async () => {
  const node = (id: string, type: string, more: JsonObject, wires: readonly (readonly string[])[]): JsonObject => ({ id, type, z: 't', name: id, x: 0, y: 0, ...more, wires: wires.map((ids) => [...ids]) })
  const run = await runConverted(
    [
      { id: 't', type: 'tab', label: 'Relevés' },
      node('depart', 'inject', { props: [{ p: 'payload' }], payload: '[{"room":"A","temp":19},{"room":"B","temp":24}]', payloadType: 'json', repeat: '', crontab: '', once: false }, [['chaque']]),
      node('chaque', 'split', { splt: '\\n', arraySplt: 1 }, [['mesure']]),
      node('mesure', 'function', { func: 'msg.hot = msg.payload.temp > 21\nreturn msg', outputs: 1 }, [['tri']]),
      node('tri', 'switch', { property: 'hot', propertyType: 'msg', rules: [{ t: 'true' }, { t: 'else' }], checkall: 'true', outputs: 2 }, [['nom'], []]),
      node('nom', 'change', { rules: [{ t: 'set', p: 'payload', pt: 'msg', to: 'payload.room', tot: 'msg' }] }, [['tous']]),
      node('tous', 'join', { mode: 'custom', build: 'array', property: 'payload', propertyType: 'msg' }, [['envoi']]),
      node('envoi', 'http request', { method: 'POST', ret: 'obj', url: `${outside.address}/red` }, [[]]),
    ],
    world,
  )
  expect(run.status).toBe('succeeded')
  expect(callsTo('/red').map(({ body }) => body)).toEqual([['B']])
})
