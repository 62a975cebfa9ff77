import { randomUUID } from 'node:crypto'
import type { ConvertedFile, ImportCheck, ImportDone, ImportRequest } from '@maillon/api-contract'
import { emptyFlow, flowFileText, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestAnswer, TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient

beforeAll(async () => {
  server = await startTestServer()
  owner = await server.owner()
})
afterAll(() => server?.stop())

const node = (id: string, more: Partial<FlowNode> = {}): FlowNode => ({ id, type: 'core.manual', version: 1, name: id, position: { x: 0, y: 0 }, params: {}, ...more })
const call = (more: Partial<FlowNode> = {}): FlowNode => node('call', { type: 'http.request', params: { url: 'https://api.example.com/sales', method: 'GET' }, credentials: { auth: { id: 'elsewhere', name: 'Service', type: 'http-bearer' } }, ...more })
const flow = (id: string, name: string, nodes: readonly FlowNode[] = [node('start'), call()]): FlowDocument => ({ ...emptyFlow(id, name), nodes, edges: nodes.length > 1 ? [{ from: `${nodes[0]?.id}.main`, to: `${nodes[1]?.id}.main` }] : [] })
const group = (...flows: readonly unknown[]) => JSON.stringify({ format: 'maillon.flows/1', flows })
const checkOf = async (text: string) => (await owner.post('/api/imports/check', { text })).body as ImportCheck
const plain = (check: ImportCheck, as: 'new' | 'replace' = 'new'): Pick<ImportRequest, 'flows' | 'accounts'> => ({
  flows: check.flows.map(({ index, existing }) => ({ index, as: existing === null ? 'new' : as, existing: existing === null ? null : { id: existing.id, revision: existing.revision } })),
  accounts: check.accounts.map(({ key, proposal }) => ({ key, credentialId: proposal?.credentialId ?? null })),
})
const importOf = (text: string, choices: Pick<ImportRequest, 'flows' | 'accounts'>): Promise<TestAnswer> => owner.post('/api/imports', { text, ...choices })
const flowsHere = async () => ((await owner.get('/api/flows')).body as { flows: { id: string; name: string; active: boolean }[] }).flows
const draftOf = async (id: string) => ((await owner.get(`/api/flows/${id}`)).body as { document: FlowDocument }).document

describe('an export', () => {
  it('names packages and credentials, holds no pinned rows unless asked, and is the same text each time', async () => {
    const { id: credentialId } = (await owner.post('/api/credentials', { name: 'Secretive', type: 'http-bearer', values: { token: 'canary-8f2a', address: 'https://api.example.com' } })).body as { id: string }
    const document = flow('x', 'Exported', [node('start', { pinned: { main: [{ salary: 1 }] } }), call({ credentials: { auth: { id: credentialId, name: 'Secretive' } } })])
    const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as { id: string }
    const first = await owner.get(`/api/flows/${id}/export`)
    const shared = JSON.parse(first.text) as FlowDocument
    expect(shared.requires).toEqual({ '@maillon/node-core': '>=0.1.0', '@maillon/node-http': '>=0.1.0' })
    expect(shared.nodes[1]?.credentials).toEqual({ auth: { id: credentialId, name: 'Secretive', type: 'http-bearer' } })
    expect(first.text).not.toMatch(/canary|salary/)
    expect((await owner.get(`/api/flows/${id}/export?samples=true`)).text).toContain('salary')
    expect((await owner.get(`/api/flows/${id}/export`)).text).toBe(first.text)
  })

  it('of several flows is one file, and of a foreign id nothing', async () => {
    const ids = await Promise.all(['b', 'a'].map(async (name) => ((await owner.post('/api/flows', { name })).body as { id: string }).id))
    const both = await owner.get(`/api/exports/flows?ids=${ids.join(',')}`)
    expect((JSON.parse(both.text) as { flows: FlowDocument[] }).flows.map(({ name }) => name)).toEqual(['a', 'b'])
    expect((await owner.get(`/api/exports/flows?ids=${ids[0]},${randomUUID()}`)).status).toBe(404)
  })
})

describe('a look at a file', () => {
  it('says what comes, what it needs and who is reached, and writes nothing', async () => {
    const before = (await flowsHere()).length
    const check = await checkOf(group(flow('sales', 'Sales'), flow('other', 'Other', [node('start'), call({ params: { url: 'https://x.example/{{variables.path}}' }, type: 'unknown.thing' })])))
    expect(check.flows.map(({ name, isRefused, existing }) => ({ name, isRefused, existing }))).toEqual([{ name: 'Sales', isRefused: false, existing: null }, { name: 'Other', isRefused: false, existing: null }])
    expect(check.flows[0]?.words).toContain('calls https://api.example.com/sales')
    expect(check.flows[1]?.unknownTypes).toEqual([{ type: 'unknown.thing', version: 1, nodes: ['call'] }])
    expect(check.accounts).toEqual([expect.objectContaining({ name: 'Service', steps: ['call'], proposal: null }), expect.objectContaining({ types: ['http-bearer'] })])
    expect(check.hosts).toEqual(['api.example.com', 'x.example'])
    expect((await flowsHere()).length).toBe(before)
  })

  it('tells every problem of every flow at once', async () => {
    const check = await checkOf(group(flow('good', 'Good'), { ...flow('bad', 'Bad'), nodes: 3 }, { ...flow('loop', 'Circle', [node('a', { type: 'core.log', params: { message: 'x' } })]), edges: [{ from: 'a.main', to: 'a.main' }] }, { format: 'maillon.flow/7' }))
    expect(check.flows.map(({ isRefused, problems }) => [isRefused, problems.map(({ code }) => code)])).toEqual([[false, []], [true, ['FLOW_FIELD_TYPE_WRONG']], [true, expect.arrayContaining(['EDGE_NODE_ITSELF', 'FLOW_START_MISSING'])], [true, ['FLOW_FORMAT_NEWER']]])
  })
})

describe('an import', () => {
  it('is all or nothing: of fifty flows the last but one is wrong, and none is there', async () => {
    const before = (await flowsHere()).length
    const flows = Array.from({ length: 50 }, (_, index) => (index === 48 ? { ...flow(`f${index}`, `F${index}`), edges: 'none' } : flow(`f${index}`, `F${index}`)))
    const { status } = await importOf(group(...flows), { flows: flows.map((_, index) => ({ index, as: 'new', existing: null })), accounts: [] })
    expect([status, (await flowsHere()).length]).toEqual([422, before])
  })

  it('puts the chosen account in its place, leads flows of the file to one another, and switches nothing on', async () => {
    const { id: credentialId } = (await owner.post('/api/credentials', { name: 'Chosen', type: 'http-bearer', values: { token: 'x' } })).body as { id: string }
    const text = group({ ...flow('main', 'Main'), settings: { errorFlow: { id: 'rescue', name: 'Rescue' } } }, flow('rescue', 'Rescue', [node('start')]))
    const check = await checkOf(text)
    const { flows } = (await importOf(text, { ...plain(check), accounts: check.accounts.map(({ key }) => ({ key, credentialId })) })).body as ImportDone
    const [main, rescue] = flows
    const document = await draftOf(main?.id ?? '')
    expect(document.nodes[1]?.credentials).toEqual({ auth: { id: credentialId, name: 'Chosen' } })
    expect(document.settings.errorFlow).toEqual({ id: rescue?.id, name: 'Rescue' })
    expect((await flowsHere()).filter(({ id }) => flows.some((one) => one.id === id)).map(({ active }) => active)).toEqual([false, false])
  })

  it('of the same flow again keeps what was chosen, says the difference, and keeps the draft whose place it takes', async () => {
    const { id: credentialId } = (await owner.post('/api/credentials', { name: 'Production', type: 'http-bearer', values: { token: 'x' } })).body as { id: string }
    const first = JSON.stringify(flow('moved', 'Moved'))
    const once = await checkOf(first)
    const { flows } = (await importOf(first, { ...plain(once), accounts: once.accounts.map(({ key }) => ({ key, credentialId })) })).body as ImportDone
    const id = flows[0]?.id ?? ''
    const again = await checkOf(first)
    expect([again.accounts[0]?.proposal, again.flows[0]?.existing?.changes]).toEqual([{ credentialId, because: 'kept' }, []])
    expect(((await importOf(first, plain(again, 'replace'))).body as ImportDone).flows[0]?.as).toBe('unchanged')

    const second = JSON.stringify(flow('moved', 'Moved', [node('start'), call({ params: { url: 'https://api.example.com/orders', method: 'GET' } }), node('also', { type: 'http.request', credentials: { auth: { id: 'elsewhere', name: 'Service', type: 'http-bearer' } } })]))
    const check = await checkOf(second)
    expect(check.flows[0]?.existing).toMatchObject({ id, by: 'origin', hasUnpublishedChanges: true })
    expect(check.flows[0]?.existing?.changes.map(({ kind }) => kind)).toEqual(['param-changed', 'node-added'])
    expect(((await importOf(second, plain(check, 'replace'))).body as ImportDone).flows).toEqual([{ index: 0, id, name: 'Moved', as: 'replace' }])
    expect((await draftOf(id)).nodes.flatMap(({ credentials }) => Object.values(credentials ?? {}).map((ref) => ref.id))).toEqual([credentialId, credentialId])
    const { drafts } = (await owner.get(`/api/flows/${id}/kept-drafts`)).body as { drafts: { id: string; reason: string }[] }
    expect(drafts.map(({ reason }) => reason)).toEqual(['import'])
    expect((await owner.get(`/api/flows/${id}/kept-drafts/${drafts[0]?.id}`)).text).toContain('/sales')
    // For others it is the flow that it came from.
    expect((JSON.parse((await owner.get(`/api/flows/${id}/export`)).text) as FlowDocument).id).toBe('moved')
  })

  it('that stands over something else than was shown is refused whole: two at once make one flow', async () => {
    const text = group(flow('twice', 'Twice'), flow('thrice', 'Thrice'))
    const choices = plain(await checkOf(text))
    const answers = await Promise.all([importOf(text, choices), importOf(text, choices)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect((await flowsHere()).filter(({ name }) => name === 'Twice' || name === 'Thrice')).toHaveLength(2)
    const shown = await checkOf(text)
    const id = shown.flows[0]?.existing?.id ?? ''
    await owner.put(`/api/flows/${id}/draft`, { revision: 0, document: { ...(await draftOf(id)), name: 'Renamed' } })
    expect((await importOf(text, plain(shown, 'replace'))).status).toBe(409)
    expect((await draftOf(id)).name).toBe('Renamed')
  })

  it('beside a flow of the same origin makes one of its own', async () => {
    const text = JSON.stringify(flow('beside', 'Beside'))
    await importOf(text, plain(await checkOf(text)))
    const check = await checkOf(text)
    const { flows } = (await importOf(text, { ...plain(check), flows: [{ ...plain(check).flows[0]!, as: 'new', name: 'Beside 2' }] })).body as ImportDone
    expect((JSON.parse((await owner.get(`/api/flows/${flows[0]?.id}/export`)).text) as FlowDocument).id).toBe(flows[0]?.id)
  })

  it('takes no account that isn’t of this workspace', async () => {
    const text = JSON.stringify(flow('foreign', 'Foreign'))
    const check = await checkOf(text)
    expect((await importOf(text, { ...plain(check), accounts: [{ key: check.accounts[0]?.key ?? '', credentialId: randomUUID() }] })).status).toBe(400)
  })
})

describe('what stands here for recipients, variables and flows of a file', () => {
  const notify = (recipients: readonly object[]): FlowNode => node('tell', { type: 'notify.send', params: { message: 'Over {{variables.seuil}}', channels: [{ channel: 'directory', recipients }] } as never })
  const ofTest = flow('env', 'Both places', [node('start'), notify([{ kind: 'recipient', id: 'ops-of-test', name: 'Ops' }, { kind: 'group', id: 'night', name: 'night' }])])
  const withCall = { ...ofTest, settings: { errorFlow: { id: 'rescue-of-test', name: 'Rescue of test' } } }
  const text = JSON.stringify(withCall)
  const recipient = (name: string) => ({ type: 'email' as const, name, address: `${name.toLowerCase().replace(' ', '-')}@example.org`, isActive: true, groups: [] })
  const recipientsHere = async () => ((await owner.get('/api/recipients')).body as { recipients: { id: string; name: string; groups: string[] }[] }).recipients

  it('is made with the flows in one step, kept for the next import of the flow, and audited', async () => {
    const check = await checkOf(text)
    expect(check.things.map(({ kind, name, flows, proposal }) => ({ kind, name, flows, proposal }))).toEqual([
      { kind: 'recipient', name: 'Ops', flows: ['Both places'], proposal: null }, { kind: 'group', name: 'night', flows: ['Both places'], proposal: null },
      { kind: 'variable', name: 'seuil', flows: ['Both places'], proposal: null }, { kind: 'flow', name: 'Rescue of test', flows: ['Both places'], proposal: null },
    ])
    expect(check.flows[0]?.problems.map(({ code }) => code)).toEqual([])
    const { id: rescue } = (await owner.post('/api/flows', { name: 'Rescue of production' })).body as { id: string }
    await owner.put('/api/variables/threshold', { type: 'number', value: 50 })
    const [ops, night, seuil, call] = check.things.map(({ key }) => key)
    const things = [{ key: ops, use: null, recipient: recipient('Operations') }, { key: night, use: null, recipient: recipient('Nora') }, { key: seuil, use: 'threshold' }, { key: call, use: rescue }]
    const done = (await owner.post('/api/imports', { text, ...plain(check), things })).body as ImportDone
    const document = await draftOf(done.flows[0]?.id ?? '')
    const [operations] = (await recipientsHere()).filter(({ name }) => name === 'Operations')
    expect(document.nodes[1]?.params).toEqual({ message: 'Over {{variables.threshold}}', channels: [{ channel: 'directory', recipients: [{ kind: 'recipient', id: operations?.id, name: 'Operations' }, { kind: 'group', id: 'night', name: 'night' }] }] })
    expect(document.settings.errorFlow).toEqual({ id: rescue, name: 'Rescue of production' })
    expect((await recipientsHere()).find(({ name }) => name === 'Nora')?.groups).toEqual(['night'])
    expect((await owner.get('/api/audit?action=recipient.create')).text).toContain('Operations')

    const again = await checkOf(text)
    expect(again.things.map(({ proposal }) => proposal?.because)).toEqual(['kept', 'kept', 'kept', 'kept'])
    expect(again.flows[0]?.existing?.changes).toEqual([])
    expect(((await importOf(text, plain(again, 'replace'))).body as ImportDone).flows[0]?.as).toBe('unchanged')
    const other = (await owner.post('/api/imports/check', { text, things: [{ key: seuil, use: null }] })).body as ImportCheck
    expect(other.flows[0]?.existing?.changes.map(({ kind }) => kind)).toEqual(['param-changed'])
  })

  it('is not made where the import is refused: a wrong address is told at its place, a taken name and a variable made meanwhile refuse the whole', async () => {
    const fresh = JSON.stringify({ ...ofTest, id: 'env-2', name: 'Refused', nodes: [node('start'), notify([{ kind: 'recipient', id: 'x', name: 'New one' }])].map((one) => JSON.parse(JSON.stringify(one).replace('seuil', 'plafond')) as FlowNode) })
    const check = await checkOf(fresh)
    const [someone, plafond] = check.things.map(({ key }) => key)
    const before = [(await flowsHere()).length, (await recipientsHere()).length]
    const send = (things: readonly object[]) => owner.post('/api/imports', { text: fresh, ...plain(check), things })
    expect(await send([{ key: someone, use: null, recipient: { ...recipient('New one'), address: 'nowhere' } }])).toMatchObject({ status: 400, body: { error: { problems: [expect.objectContaining({ path: '/things/0/recipient/address' })] } } })
    expect(await send([{ key: plafond, use: null, variable: { type: 'number', value: 'x' } }])).toMatchObject({ status: 400, body: { error: { problems: [expect.objectContaining({ path: '/things/0/variable/value' })] } } })
    expect((await send([{ key: someone, use: randomUUID() }])).status).toBe(400)
    expect((await send([{ key: someone, use: null, recipient: recipient('Operations') }, { key: plafond, use: null, variable: { type: 'number', value: 3 } }])).body).toMatchObject({ error: { code: 'RECIPIENT_NAME_TAKEN' } })
    await owner.put('/api/variables/plafond', { type: 'number', value: 9 })
    expect((await send([{ key: someone, use: null, recipient: recipient('New one') }, { key: plafond, use: null, variable: { type: 'number', value: 3 } }])).body).toMatchObject({ error: { code: 'FLOW_IMPORT_CHANGED' } })
    expect([(await flowsHere()).length, (await recipientsHere()).length]).toEqual(before)
    expect(((await owner.get('/api/variables')).body as { variables: { name: string; value: unknown }[] }).variables.find(({ name }) => name === 'plafond')?.value).toBe(9)
  })
})

describe('the tests of a flow', () => {
  const test = (id: string, flowId: string, more: object = {}) => ({
    format: 'maillon.test/1', id, flowId, name: `Test ${id}`, keptFrom: { runId: 'run', at: '2026-11-20T08:00:00Z' }, now: '2026-11-20T08:00:00Z', timeZone: 'UTC', locale: 'en', origin: 'manual',
    instant: null, trigger: { node: 'start', items: [] }, variables: {}, files: [], answers: [], expect: [{ kind: 'status', status: 'succeeded' }], ...more,
  })
  const tested = flow('tested', 'Tested', [node('start')])
  const withTests = (...tests: readonly object[]) => JSON.stringify({ format: 'maillon.flows/1', flows: [tested], tests })
  const bring = async (text: string, as: 'new' | 'replace' = 'replace') => (await importOf(text, plain(await checkOf(text), as))).body as ImportDone
  const testsOf = async (id: string) => ((await owner.get(`/api/flows/${id}/tests`)).body as { tests: { id: string; name: string; revision: number }[] }).tests

  it('come in with it, change by the next import and never double; an export that asks for them is the same text each time', async () => {
    expect((await checkOf(withTests(test('one', 'tested'), test('two', 'tested')))).flows[0]).toMatchObject({ tests: 2, isRefused: false })
    const { flows } = await bring(withTests(test('one', 'tested'), test('two', 'tested')))
    const id = flows[0]?.id ?? ''
    const path = `/api/flows/${id}/export?tests=true`
    const first = (await owner.get(path)).text
    expect(await bring(first)).toMatchObject({ flows: [{ as: 'unchanged' }] })
    expect((await owner.get(path)).text).toBe(first)
    expect(await bring(withTests(test('two', 'tested', { name: 'Renamed' }), test('three', 'tested')))).toMatchObject({ flows: [{ as: 'unchanged' }] })
    expect((await testsOf(id)).map(({ name, revision }) => `${name} ${revision}`)).toEqual(['Renamed 2', 'Test one 1', 'Test three 1'])
    const [renamed] = await testsOf(id)
    await owner.post(`/api/flows/${id}/tests/${renamed?.id}/edit`, { revision: 2, edit: { kind: 'rename', name: 'Renamed here' } })
    expect((JSON.parse((await owner.get(path)).text) as { tests: { id: string; flowId: string; name: string }[] }).tests).toMatchObject([{ id: 'one', flowId: 'tested' }, { id: 'three' }, { id: 'two', name: 'Renamed here' }])
    expect((await owner.get(`/api/flows/${id}/export`)).text).not.toContain('maillon.test/1')
    expect((await owner.get('/api/audit?action=test.import')).text).toContain('Renamed')
  })

  it('are copied with a copy of it, and get ids of their own', async () => {
    const { flows } = await bring(withTests(test('one', 'tested')), 'new')
    const [copy] = await testsOf(flows[0]?.id ?? '')
    expect((JSON.parse((await owner.get(`/api/flows/${flows[0]?.id}/export?tests=true`)).text) as { tests: unknown[] }).tests).toMatchObject([{ id: copy?.id, flowId: flows[0]?.id }])
  })

  it.each([
    ['of a newer format', [test('x', 'tested', { format: 'maillon.test/2' })], 'TEST_FORMAT_NEWER'],
    ['with a field that tests don’t have', [test('x', 'tested', { onPass: 'rm' })], 'TEST_FIELD_WRONG'],
    ['of a flow that isn’t in the file', [test('x', 'sales')], 'TEST_FLOW_ABSENT'],
    ['twice', [test('x', 'tested'), test('x', 'tested')], 'TEST_ID_DUPLICATE'],
    ['more than a flow may have', Array.from({ length: 101 }, (_, index) => test(`t${index}`, 'tested')), 'TEST_COUNT_TOO_LARGE'],
    ['that are no object', [7 as unknown as object], 'TEST_FORMAT_UNKNOWN'],
  ])('%s are refused with the whole file, and nothing is written', async (_, tests, code) => {
    const before = (await flowsHere()).length
    const choices = { flows: [{ index: 0, as: 'new' as const, existing: null }], accounts: [] }
    expect(await importOf(withTests(...tests), choices)).toMatchObject({ status: 422, body: { diagnostics: [expect.objectContaining({ code })] } })
    expect(await flowsHere()).toHaveLength(before)
  })
})

describe('a draft that a version is about to take the place of', () => {
  it('is kept where no version has it, and only there', async () => {
    const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(flow('k', 'Kept', [node('start')])) })).body as { id: string }
    expect((await owner.post(`/api/flows/${id}/kept-drafts`)).body).toEqual({ kept: true })
    await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: false })
    expect((await owner.post(`/api/flows/${id}/kept-drafts`)).body).toEqual({ kept: false })
  })
})

describe('a variable of the workspace', () => {
  it('is read by a flow with its own type, is missed where it isn’t there, and is audited', async () => {
    expect((await owner.put('/api/variables/limit', { type: 'number', value: 7 })).status).toBe(204)
    expect(((await owner.get('/api/variables')).body as { variables: { name: string }[] }).variables.find(({ name }) => name === 'limit')).toMatchObject({ type: 'number', value: 7, usedBy: [] })
    const set = node('set', { type: 'core.set', params: { fields: [{ name: 'limit', value: '{{variables.limit}}' }] } })
    const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(flow('v', 'Reads a variable', [node('start'), set])) })).body as { id: string }
    const { runId } = (await owner.post(`/api/flows/${id}/runs`, { what: 'draft' })).body as { runId: string }
    await expect.poll(async () => ((await owner.get(`/api/runs/${runId}`)).body as { status?: string; run?: { status: string } }).run?.status ?? '', { timeout: 15_000 }).toBe('succeeded')
    expect((await owner.get(`/api/runs/${runId}/steps/set/outputs/main`)).text).toContain('"limit":7')
    expect((await owner.delete('/api/variables/limit')).status).toBe(204)
    expect((await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: false })).text).toContain('EXPRESSION_VARIABLE_')
    expect((await owner.get('/api/audit?action=variable.save')).text).toContain('"limit"')
  })

  it.each([['a name with a sign', 'a-b', { type: 'text', value: 'x' }], ['a name of JavaScript', 'constructor', { type: 'text', value: 'x' }], ['a value of another type', 'n', { type: 'number', value: 'x' }]])('is refused with %s', async (_, name, body) => {
    expect((await owner.put(`/api/variables/${name}`, body)).status).toBe(400)
  })
})

describe('a flow of another program', () => {
  const workflow = { name: 'Venu de n8n', nodes: [{ id: '1', name: 'Début', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} }, { id: '2', name: 'Base', type: 'n8n-nodes-base.telegram', typeVersion: 1, position: [200, 0], parameters: {} }], connections: { Début: { main: [[{ node: 'Base', type: 'main', index: 0 }]] } } }

  it('is converted without writing anything, told step by step, and then taken in by the same import as ours', async () => {
    const before = (await flowsHere()).length
    const { flows, report } = (await owner.post('/api/flows/convert', { text: JSON.stringify(workflow) })).body as ConvertedFile
    expect(report).toMatchObject([{ flow: 0, name: 'Début', verdict: 'mapped', sentence: '' }, { flow: 0, name: 'Base', verdict: 'placeholder', sentence: expect.stringContaining('Telegram') as string }])
    expect(await flowsHere()).toHaveLength(before)
    const text = flowFileText(flows)
    const done = (await importOf(text, plain(await checkOf(text)))).body as ImportDone
    expect((await flowsHere()).find(({ name }) => name === 'Venu de n8n')).toMatchObject({ id: done.flows[0]?.id, active: false })
    expect((await checkOf(text)).flows[0]?.existing).toMatchObject({ by: 'origin', changes: [] })
  })

  it('that is none is refused with a sentence', async () => {
    const { status, body } = await owner.post('/api/flows/convert', { text: '{"nodes":[]}' })
    expect([status, (body as { diagnostics: { code: string }[] }).diagnostics[0]?.code]).toEqual([422, 'FOREIGN_FORMAT_UNKNOWN'])
  })
})
