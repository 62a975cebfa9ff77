import { parseFlowDocument, type FlowDocument } from '@maillon/flow-document'
import { expect, it } from 'vitest'
import { convertForeign } from './convert-foreign.js'
import type { ConvertedFlows } from './conversion.js'
import { smallN8n, smallNodeRed } from './small-flows.fixture.js'

function converted(source: unknown): ConvertedFlows {
  const conversion = convertForeign(source)
  if (!conversion.ok) throw new Error(JSON.stringify(conversion.diagnostics))
  return conversion
}

const n8n = converted(JSON.stringify(smallN8n))
const red = converted(smallNodeRed)

function nodeOf(flow: FlowDocument | undefined, id: string) {
  const node = flow?.nodes.find((one) => one.id === id)
  if (node === undefined) throw new Error(`${id}: ${flow?.nodes.map((one) => one.id).join(' ') ?? ''}`)
  return node
}

it('makes an n8n workflow a document that stands by itself', () => {
  const [flow] = n8n.flows
  expect(n8n.source).toBe('n8n')
  expect(parseFlowDocument(flow).ok).toBe(true)
  expect(flow).toMatchObject({ name: 'Commandes', settings: { timeZone: 'Europe/Paris', timeoutMs: 120_000 } })
  expect(flow?.notes.map(({ text }) => text)).toEqual(['## À savoir', 'Au-dessus de 100 €'])
})

it('keeps what a webhook, a condition, an account and attempts say', () => {
  const [flow] = n8n.flows
  expect(nodeOf(flow, 'webhook').params).toEqual({ method: 'POST', path: 'commandes/nouvelle', authentication: 'none', respond: 'by-node' })
  expect(nodeOf(flow, 'big').params).toMatchObject({ rules: [{ left: '{{item.body.total}}', operator: 'greater', value: 100 }], match: 'all' })
  expect(nodeOf(flow, 'call')).toMatchObject({ credentials: { auth: { id: '', name: 'Stock API' } }, retry: { attempts: 5, wait: { kind: 'fixed', ms: 1000 } }, onError: { choice: 'branch' } })
  expect(nodeOf(flow, 'answer')).toMatchObject({ disabled: true, params: { status: 201, bodyKind: 'json', json: { ok: true } } })
})

it('translates JSON with expressions in it as JSON, whether they stand in a text or by themselves', () => {
  expect(nodeOf(n8n.flows[0], 'call').params).toMatchObject({
    url: 'https://api.example.com/stock/{{item.line}}',
    json: { line: '{{item.line}}', total: '{{item.total}}', by: '{{nodes.webhook.first.headers.x-user}}' },
  })
})

it('makes a loop that leads back a container, and leads its end to what follows', () => {
  const [flow] = n8n.flows
  expect(flow?.nodes.filter(({ parent }) => parent === 'loop').map(({ id }) => id)).toEqual(['call', 'table', 'fin-du-tour'])
  expect(flow?.edges).toEqual(expect.arrayContaining([{ from: 'loop.each', to: 'call.main' }, { from: 'call.main', to: 'table.main' }, { from: 'call.error', to: 'fin-du-tour.main' }, { from: 'table.main', to: 'fin-du-tour.main' }, { from: 'loop.done', to: 'answer.main' }]))
  expect(flow?.edges.some(({ to }) => to === 'loop.main')).toBe(true)
  expect(flow?.edges.filter(({ to }) => to.startsWith('loop.')).map(({ from }) => from)).toEqual(['lines.main'])
})

it('leaves a field that cannot be translated refused by the compiler, and says so', () => {
  const [, odd] = nodeOf(n8n.flows[0], 'small').params['fields'] as { value: string }[]
  expect(odd?.value).toBe('{{fromN8n "$json.body.list.find((one) => one.ok)"}}')
  expect(n8n.report.find(({ name }) => name === 'Small')).toMatchObject({ verdict: 'look', reasons: [{ code: 'FOREIGN_EXPRESSION_UNREAD', params: { expression: '$json.body.list.find((one) => one.ok)' } }] })
})

it('puts a placeholder where there is no step, which keeps what stood there as text', () => {
  const table = nodeOf(n8n.flows[0], 'table')
  expect(table).toMatchObject({ type: 'core.placeholder', params: { was: 'Notion', source: 'n8n', inputs: [{ id: 'main' }], outputs: [{ id: 'main' }] } })
  expect(JSON.parse(String(table.params['foreign']))).toMatchObject({ name: 'Table', parameters: { apiKey: '{{7*7}}' } })
  expect(n8n.counts).toEqual({ mapped: 6, look: 1, placeholder: 1 })
})

it('makes one flow of tabs that links join, a flow of each subflow, and a group of each tab', () => {
  expect(red.flows.map(({ name }) => name)).toEqual(['Relevés + Alertes', 'Arrondir'])
  expect(red.flows[0]?.groups?.map(({ name }) => name)).toEqual(['Relevés', 'Alertes'])
  expect(red.flows[0]?.edges).toEqual(expect.arrayContaining([{ from: 'vers-les-alertes.main', to: 'alertes.main' }, { from: 'chaud.else', to: 'journal.main' }]))
  expect(nodeOf(red.flows[0], 'subflow-s1').params['flow']).toEqual({ id: red.flows[1]?.id, name: 'Arrondir' })
  expect(red.flows[1]?.edges).toEqual([{ from: 'debut.main', to: 'arrondi.main' }, { from: 'arrondi.main', to: 'retour.main' }])
})

it('keeps the order of changes to a message: what reads a field that was set stands behind', () => {
  const [flow] = red.flows
  const chain = ['change-1', 'change-2', 'change'].map((id) => nodeOf(flow, id))
  expect(chain.map(({ type }) => type)).toEqual(['core.set', 'core.set', 'table.select'])
  expect(chain[1]?.params).toEqual({ fields: [{ name: 'double', value: '{{item.payload}}' }], keepOthers: true })
})

it('takes times, payloads, cases and templates of Node-RED over', () => {
  const [flow] = red.flows
  expect(nodeOf(flow, 'matin-1')).toMatchObject({ type: 'core.schedule', params: { schedule: { every: 'cron', cron: '30 07 * * *' } } })
  expect(nodeOf(flow, 'matin').params).toEqual({ fields: [{ name: 'payload', value: { temp: 21.6 } }, { name: 'topic', value: 'salle' }], keepOthers: false })
  expect(nodeOf(flow, 'chaud').params).toMatchObject({ cases: [{ id: 'sortie-1', rules: [{ left: '{{item.payload}}', operator: 'at-least', value: 21 }] }], several: 'every' })
  expect(nodeOf(flow, 'texte').params).toEqual({ fields: [{ name: 'payload', type: 'text', value: 'Il fait {{default item.payload ""}} °C' }] })
  expect(nodeOf(flow, 'journal').disabled).toBe(true)
})

it('says of shared settings that an account is to be chosen, and names no step for them', () => {
  expect(red.report.find(({ id }) => id === 'b1')).toMatchObject({ node: null, verdict: 'look', reasons: [{ code: 'FOREIGN_SETTINGS' }] })
  expect(red.report.map(({ id }) => id).toSorted()).toEqual(smallNodeRed.map(({ id }) => id).toSorted())
})

it('knows a flow again when it comes once more, and no other flow by its id', () => {
  const ids = (...sources: readonly unknown[]) => sources.map((source) => converted(source).flows[0]?.id)
  const [first, again, other] = ids(smallN8n, smallN8n, { ...smallN8n, name: 'Autres' })
  expect([first === again, first === other]).toEqual([true, false])
  expect(ids({ ...smallN8n, id: '1' })).not.toEqual(ids({ ...smallN8n, id: '1', name: 'Autres' }))
})

it.each([
  ['{"format":"maillon.flow/1","nodes":[],"connections":{}}', 'FOREIGN_FORMAT_UNKNOWN'], ['[]', 'FOREIGN_FORMAT_UNKNOWN'], ['not json', 'JSON_NOT_JSON'], ['{"nodes":[{"type":"x","__proto__":{"a":1}}],"connections":{}}', 'JSON_FORBIDDEN_KEY'],
  [JSON.stringify({ nodes: Array.from({ length: 5001 }, () => ({ type: 'x' })), connections: {} }), 'FOREIGN_NODES_TOO_MANY'], [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'JSON_TOO_DEEP'],
])('refuses %.40s with a code', (source, code) => {
  expect(convertForeign(source)).toMatchObject({ ok: false, diagnostics: [{ code }] })
})

it('lets a text be text, whatever signs of ours or of HTML are in it', () => {
  const { flows } = converted({ nodes: [{ name: '<img src=x>', type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { assignments: { assignments: [{ name: 'a', type: 'string', value: '{{variables.secret}} \\{{x' }] } } }], connections: {} })
  expect(flows[0]?.nodes[0]).toMatchObject({ name: '<img src=x>', params: { fields: [{ value: '\\{{variables.secret}} \\\\{{x' }] } })
})
