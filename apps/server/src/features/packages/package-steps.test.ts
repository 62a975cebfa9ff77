/** What an author at work and their users live through: a new version of a step takes settings over, a package's own trigger starts runs, and what is wrong is refused in development too. */
import { nodePackage, nodeSource, packedPackage, startOutside, type OutsideServer } from '@maillon/test-kit'
import type { FlowDetail, ImportCheck, PackageCheckView, RunDetail } from '@maillon/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../testing/start-test-server.js'
import type { TestAnswer, TestClient } from '../../testing/test-client.js'

let outside: OutsideServer
let server: TestServer
let owner: TestClient
const tickets: string[] = []

beforeAll(async () => {
  outside = await startOutside(() => ({ json: tickets }))
  server = await startTestServer({ allowHosts: ['127.0.0.1'], developmentPackages: true })
  owner = await server.owner()
}, 180_000)
afterAll(async () => {
  await server.stop()
  await outside.stop()
})

const codeOf = ({ body }: TestAnswer) => (body as { error: { code: string; message: string } }).error.code
const packed = (name: string, source: string, json: object = {}) => packedPackage(nodePackage({ name, ...json }, source)).toString('base64')
const develop = (name: string, source: string, json: object = {}) => owner.post('/api/packages/development', { file: packed(name, source, json) })
const install = async (name: string, source: string, json: object = {}) => {
  const file = packed(name, source, json)
  const { integrity } = (await owner.post('/api/packages/check', { file })).body as PackageCheckView
  return owner.post('/api/packages', { file, integrity })
}

const text = `{ 'x-maillon': { label: text }, type: 'string' }`
const first = (type: string) => nodeSource(type, 'runItem: ({ item, params }) => ({ ...item.json, said: `1 ${params.name}` })', `params: { type: 'object', properties: { name: ${text} } }`)
/** Version 2 beside version 1, or instead of it. */
const second = (type: string, { keepsFirst }: { readonly keepsFirst: boolean }) => `${keepsFirst ? first(type) : first(type).replace('export const node', 'const node')}
export const newer = make(
  { runItem: ({ item, params }) => ({ ...item.json, said: '2 ' + params.who }), migrate: ({ name }) => ({ who: name.toUpperCase() }) },
  { version: 2, params: { type: 'object', properties: { who: ${text} } }, earlier: [{ version: 1, params: { name: 'a' }, becomes: { who: 'A' } }] },
)`

const documentOf = (nodes: readonly object[], edges: readonly object[]) => ({ format: 'maillon.flow/1', id: 'f', name: 'Greeting', settings: {}, notes: [], requires: {}, edges, nodes: nodes.map((node, index) => ({ version: 1, name: 'Step', position: { x: index * 300, y: 0 }, params: {}, ...node })) })
const greeting = (type: string) => documentOf([{ id: 'start', type: 'core.manual' }, { id: 'say', type, params: { name: 'Ana' } }], [{ from: 'start.main', to: 'say.main' }])

async function drawn(document: object): Promise<string> {
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect({ status: made.status, text: made.text }).toMatchObject({ status: 201 })
  return (made.body as { id: string }).id
}
const opened = async (id: string) => (await owner.get(`/api/flows/${id}`)).body as FlowDetail
const publish = (id: string, activate = false) => owner.post(`/api/flows/${id}/publish`, { revision: 0, activate })

async function saidBy(flowId: string, what: 'draft' | 'published'): Promise<string> {
  const { runId } = (await owner.post(`/api/flows/${flowId}/runs`, { what, items: [{ json: {} }] })).body as { runId: string }
  return until(async () => {
    const { run } = (await owner.get(`/api/runs/${runId}`)).body as { run: { status: string } }
    return ['queued', 'running', 'waiting'].includes(run.status) ? null : run.status === 'succeeded' ? (await owner.get(`/api/runs/${runId}/steps/say/outputs/main`)).text : run.status
  })
}

async function until<Value>(look: () => Promise<Value | null>): Promise<Value> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it never came')
}

describe('a newer version of a step', () => {
  it('takes the settings of drafts over when they are opened and tried; what is published keeps its own until it is published again', async () => {
    expect((await develop('greet', first('greet.say'))).status).toBe(200)
    const id = await drawn(greeting('greet.say'))
    expect((await publish(id)).status).toBe(200)
    expect((await opened(id)).moved).toEqual([])
    expect((await develop('greet', second('greet.say', { keepsFirst: true }))).status).toBe(200)
    const shown = await opened(id)
    expect(shown.moved).toEqual([{ node: 'say', name: 'Step', from: 1, to: 2 }])
    expect(shown.document.nodes[1]).toMatchObject({ version: 2, params: { who: 'ANA' } })
    expect(shown.published?.document.nodes[1]).toMatchObject({ version: 1, params: { name: 'Ana' } })
    expect(await saidBy(id, 'draft')).toContain('"said":"2 ANA"')
    expect(await saidBy(id, 'published')).toContain('"said":"1 Ana"')
    expect((await publish(id)).status).toBe(200)
    expect(await saidBy(id, 'published')).toContain('"said":"2 ANA"')
    expect(await opened(id)).toMatchObject({ moved: [], revision: 0, published: { number: 2 } })
  }, 120_000)

  it('takes them over where a flow is imported, and the page of the import says so', async () => {
    const file = JSON.stringify({ ...greeting('greet.say'), id: 'from-elsewhere', name: 'From elsewhere' })
    const { flows } = (await owner.post('/api/imports/check', { text: file })).body as ImportCheck
    expect(flows[0]?.problems).toEqual([{ code: 'NODE_SETTINGS_MOVED', severity: 'warning', node: 'say', params: { name: 'Step', type: 'greet.say', version: 1, newest: 2 } }])
    const done = await owner.post('/api/imports', { text: file, flows: [{ index: 0, as: 'new', existing: null }], accounts: [] })
    const { id } = (done.body as { flows: { id: string }[] }).flows[0] ?? { id: '' }
    expect(await opened(id)).toMatchObject({ moved: [], document: { nodes: [{}, { version: 2, params: { who: 'ANA' } }] } })
  }, 60_000)

  it('may come without the earlier one only where no published flow has that', async () => {
    expect((await install('other', first('other.say'))).status).toBe(200)
    const id = await drawn(greeting('other.say'))
    const later = second('other.say', { keepsFirst: false })
    expect((await publish(id)).status).toBe(200)
    expect(codeOf(await install('other', later, { version: '2.0.0' }))).toBe('PACKAGE_UPDATE_BREAKS')
    expect((await install('other', second('other.say', { keepsFirst: true }), { version: '1.5.0' })).status).toBe(200)
    expect((await publish(id)).status).toBe(200)
    expect((await install('other', later, { version: '2.0.0' })).status).toBe(200)
    expect(await saidBy(id, 'published')).toContain('"said":"2 ANA"')
    // One that can't take them over is told on the very step.
    const broken = later.replace('name.toUpperCase()', 'name.no.such').replace("{ name: 'a' }", "{ who: 'a' }")
    const draft = await drawn(greeting('other.say'))
    expect((await install('other', broken, { version: '2.0.1' })).status).toBe(200)
    expect(await opened(draft)).toMatchObject({ moved: [] })
    expect((await opened(await drawn({ ...greeting('core.log') }))).moved).toEqual([])
  }, 120_000)
})

describe('a run that is under way while its package is replaced', () => {
  const saying = (words: string) => nodeSource('kept.say', `runItem: ({ item }) => ({ ...item.json, said: '${words}' })`)
  const laneState = (state: 'open' | 'paused') => owner.post('/api/queues/default/state', { state })
  const statusOf = async (runId: string) => ((await owner.get(`/api/runs/${runId}`)).body as RunDetail).run.status

  it('goes on with the version that it began with and says so; what begins afterwards has the new one', async () => {
    expect((await install('kept', saying('as before'), { version: '1.0.0' })).status).toBe(200)
    const id = await drawn(documentOf([{ id: 'start', type: 'core.manual' }, { id: 'say', type: 'kept.say' }], [{ from: 'start.main', to: 'say.main' }]))
    expect((await publish(id)).status).toBe(200)
    expect((await laneState('paused')).status).toBe(200)
    const { runId } = (await owner.post(`/api/flows/${id}/runs`, { what: 'published', items: [{ json: {} }] })).body as { runId: string }
    expect((await install('kept', saying('anew'), { version: '1.1.0' })).status).toBe(200)
    expect((await laneState('open')).status).toBe(200)
    expect(await until(async () => ((await statusOf(runId)) === 'succeeded' ? 'succeeded' : null))).toBe('succeeded')
    expect((await owner.get(`/api/runs/${runId}/steps/say/outputs/main`)).text).toContain('"said":"as before"')
    const lines = await until(async () => {
      const { text: all } = await owner.get(`/api/runs/${runId}/logs`)
      return all.includes('kept') ? all : null
    })
    expect(lines).toContain('This run began with kept 1.0.0 and keeps it, although 1.1.0 has been installed since.')
    expect(await saidBy(id, 'published')).toContain('"said":"anew"')
  }, 120_000)
})

describe('a trigger of a package', () => {
  it('looks within what the package may reach, and starts one run for each event', async () => {
    const look = `look: async ({ http, take, cursor }) => {
      const all = JSON.parse(await (await http.request({ url: '${outside.url}/tickets' })).text())
      for (const ticket of all) await take({ key: ticket, json: { ticket }, cursor: ticket })
      return { cursor: all.at(-1) ?? cursor, nextInMs: 50 }
    }`
    const source = nodeSource('desk.arrived', look, "trigger: 'watch', modes: ['all'], inputs: [], effects: 'read'")
    const permissions = { maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { hosts: ['127.0.0.1'] } } }
    expect((await install('desk', source, permissions)).status).toBe(200)
    const id = await drawn(documentOf([{ id: 'arrived', type: 'desk.arrived' }, { id: 'log', type: 'core.log', params: { message: '{{item.ticket}}' } }], [{ from: 'arrived.main', to: 'log.main' }]))
    expect((await publish(id, true)).status).toBe(200)
    const runs = async () => ((await owner.get(`/api/runs?flowId=${id}`)).body as { runs: { status: string }[] }).runs.map(({ status }) => status)
    tickets.push('T1', 'T2')
    expect(await until(async () => ((await runs()).filter((status) => status === 'succeeded').length === 2 ? runs() : null))).toEqual(['succeeded', 'succeeded'])
    tickets.push('T3')
    expect(await until(async () => ((await runs()).filter((status) => status === 'succeeded').length === 3 ? runs() : null))).toHaveLength(3)
    expect((await owner.post(`/api/flows/${id}/active`, { active: false })).status).toBeLessThan(300)
  }, 120_000)
})

describe('a package under development', () => {
  const script = { scripts: { postinstall: 'touch /tmp/maillon-development-script' } }
  it.each([
    ['asks for a script at its installation', nodeSource('bad.node', 'run() {}'), script, 'PACKAGE_SCRIPTS_REFUSED'],
    ['has a definition that is not in order', nodeSource('bad.node', 'run() {}', "title: { fr: '', en: 'x' }"), {}, 'PACKAGE_DEFINITION_INVALID'],
    ['has a definition that is no definition', 'export const node = { brand: "maillon.node/1", descriptor: 7 }', {}, 'PACKAGE_DEFINITION_INVALID'],
    ['has none', 'export const nothing = 1', {}, 'NODE_PACKAGE_EMPTY'],
    ['crashes at load', `throw new Error('at load')`, {}, 'PACKAGE_LOAD_FAILED'],
    ['ends its process at load', 'process.exit(0)', {}, 'PACKAGE_LOAD_FAILED'],
    ['takes 4 GB at load', 'const kept = []; for (let at = 0; at < 64; at += 1) { kept.push(Buffer.alloc(1 << 26, 1)); await new Promise((done) => setTimeout(done, 1)) }', {}, 'NODE_MEMORY_EXHAUSTED'],
    ['wants a step of the product', nodeSource('http.request', 'run() {}'), {}, 'PACKAGE_TYPE_TAKEN'],
    ['says that it takes settings over and has no code for it', nodeSource('bad.node', 'run() {}', 'version: 2, earlier: [{ version: 1, params: {}, becomes: {} }]'), {}, 'PACKAGE_DEFINITION_INVALID'],
  ])('that %s is refused as an installed one is, with a sentence and nothing half done', async (_what, source, json, code) => {
    const before = (await owner.get('/api/packages')).text
    const [sent, checked] = [await develop('bad', source, json), await owner.post('/api/packages/check', { file: packed('bad', source, json) })]
    expect([codeOf(sent), codeOf(checked)]).toEqual([code, code])
    expect((sent.body as { error: { message: string } }).error.message.length).toBeGreaterThan(20)
    expect((await owner.get('/api/packages')).text).toBe(before)
  }, 60_000)
})
