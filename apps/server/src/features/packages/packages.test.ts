import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { nodePackage, nodeSource, packedPackage, startOutside, type OutsideServer } from '@maillon/test-kit'
import type { PackageCheckView, PackagesView } from '@maillon/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../testing/start-test-server.js'
import type { TestAnswer, TestClient } from '../../testing/test-client.js'

const shelf = new Map<string, Buffer>()
let outside: OutsideServer
let server: TestServer
let owner: TestClient
const marker = '/tmp/maillon-install-script-ran'

const source = (text: string, more = '') => nodeSource('greet.say', `runItem: ({ item }) => ({ ...item.json, said: '${text}' })`, more)
const put = (version: string, code: string, json: object = {}) => shelf.set(version, packedPackage(nodePackage({ name: '@team/greet', version, ...json }, code)))

beforeAll(async () => {
  outside = await startOutside(({ path }) => {
    const version = /([\d.]+)(?:\.tgz)?$/.exec(path)?.[1]?.replace(/\.$/, '') ?? ''
    const packed = shelf.get(version)
    if (packed === undefined) return { status: 404 }
    if (path.endsWith('.tgz')) return { body: packed }
    const integrity = `sha512-${createHash('sha512').update(version === '6.0.0' ? 'other bytes' : packed).digest('base64')}`
    return { json: { name: '@team/greet', version, dist: { tarball: `${outside.url}/files/greet-${version}.tgz`, integrity } } }
  })
  put('1.0.0', source('hello'), { maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { hosts: ['api.example.com'], memoryMiB: 128 } } })
  put('1.0.1', source('good morning'), { maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { hosts: ['api.example.com'], memoryMiB: 128 } } })
  put('1.1.0', source('good day', "params: { type: 'object', properties: { to: { type: 'string', 'x-maillon': { label: text } } } }, effects: 'read'"), { maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { hosts: ['api.example.com', 'other.example.com'], memoryMiB: 128 } } })
  put('2.0.0', source('x').replace('greet.say', 'greet.shout'))
  put('3.0.0', source('x'), { scripts: { postinstall: `touch ${marker}` } })
  put('4.0.0', `throw new Error('crash at load')`)
  put('5.0.0', source('x').replace('greet.say', 'core.log'))
  put('6.0.0', source('x'))
  server = await startTestServer({ allowHosts: ['127.0.0.1'], registry: outside.url, developmentPackages: true })
  owner = await server.owner()
}, 180_000)
afterAll(async () => {
  await server.stop()
  await outside.stop()
})

const check = (version: string) => owner.post('/api/packages/check', { name: '@team/greet', version })
const install = async (version: string, more: object = {}) => {
  const { integrity } = (await check(version)).body as PackageCheckView
  return owner.post('/api/packages', { name: '@team/greet', version, integrity, ...more })
}
const codeOf = ({ body }: TestAnswer) => (body as { error: { code: string; message: string } }).error.code
const types = async () => ((await owner.get('/api/catalogue')).body as { nodes: { type: string }[] }).nodes.map(({ type }) => type)
const listed = async () => ((await owner.get('/api/packages')).body as PackagesView).packages

const flow = {
  format: 'maillon.flow/1', id: 'greeting', name: 'Greeting', settings: {}, notes: [], requires: {},
  nodes: [
    { id: 'start', type: 'core.manual', version: 1, name: 'Start', position: { x: 0, y: 0 }, params: {} },
    { id: 'say', type: 'greet.say', version: 1, name: 'Say', position: { x: 300, y: 0 }, params: {} },
  ],
  edges: [{ from: 'start.main', to: 'say.main' }],
}

async function runOf(flowId: string): Promise<{ readonly status: string; readonly text: string }> {
  const started = await owner.post(`/api/flows/${flowId}/runs`, { what: 'published', items: [{ json: { n: 1 } }] })
  expect({ status: started.status, text: started.text }).toMatchObject({ status: 201 })
  const { runId } = started.body as { runId: string }
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await owner.get(`/api/runs/${runId}`)
    const { run } = answer.body as { run: { status: string } }
    if (!['queued', 'running', 'waiting'].includes(run.status)) return { status: run.status, text: run.status === 'succeeded' ? (await owner.get(`/api/runs/${runId}/steps/say/outputs/main`)).text : answer.text }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the run did not end')
}

describe('a node package', () => {
  let flowId = ''

  it('is shown with all that it declares, accepted as it was seen, and its steps run', async () => {
    const checked = (await check('1.0.0')).body as PackageCheckView
    expect(checked).toMatchObject({ name: '@team/greet', version: '1.0.0', installedVersion: null, changes: [], permissions: { hosts: ['api.example.com'], files: 'none', memoryMiB: 128 }, nodes: [{ type: 'greet.say', title: 'Test', effects: 'none' }] })
    expect(await types()).not.toContain('greet.say')
    expect(codeOf(await owner.post('/api/packages', { name: '@team/greet', version: '1.0.0', integrity: 'sha512-other' }))).toBe('PACKAGE_INTEGRITY_WRONG')
    const installed = await owner.post('/api/packages', { name: '@team/greet', version: '1.0.0', integrity: checked.integrity })
    expect(installed).toMatchObject({ status: 200, body: { name: '@team/greet', installedBy: 'Ana', source: 'registry' } })
    expect(await types()).toContain('greet.say')
    expect(codeOf(await install('1.0.0'))).toBe('PACKAGE_VERSION_KNOWN')
    const made = await owner.post('/api/flows', { documentText: JSON.stringify(flow) })
    flowId = (made.body as { id: string }).id
    expect((await owner.post(`/api/flows/${flowId}/publish`, { revision: 0, activate: true })).status).toBe(200)
    expect(await runOf(flowId)).toMatchObject({ status: 'succeeded', text: expect.stringContaining('"said":"hello"') })
  }, 120_000)

  it('is updated only after the tests of the flows that use it, and over a failed one only where that was said', async () => {
    const { runs } = (await owner.get(`/api/runs?flow=${flowId}`)).body as { runs: { id: string }[] }
    const kept = await owner.post(`/api/runs/${runs[0]?.id}/test`, { name: 'Says hello' })
    expect(kept.status).toBe(201)
    const { tests } = (await check('1.0.1')).body as PackageCheckView
    expect(tests).toMatchObject({ passed: 0, failed: 1, unfinished: 0, failedElsewhere: 0, failures: [{ flowId, flow: 'Greeting', test: 'Says hello', findings: [{ sentence: '“Say” gave “good morning” instead of “hello” (row 1, field said).' }] }] })
    expect(codeOf(await install('1.0.1'))).toBe('PACKAGE_TESTS_FAILED')
    expect((await listed()).map(({ version }) => version)).toEqual(['1.0.0'])
    expect((await install('1.0.1', { despiteTests: true })).status).toBe(200)
    expect((await owner.get('/api/audit?action=package.update')).text).toContain('"despiteFailedTests":1')
    // The way back passes them, and asks nothing.
    expect(((await check('1.0.0')).body as PackageCheckView).tests).toMatchObject({ passed: 1, failed: 0, failures: [] })
    expect((await install('1.0.0')).status).toBe(200)
    const { id: testId, result } = (await owner.get(`/api/flows/${flowId}/tests/${(kept.body as { id: string }).id}`)).body as { id: string; result: unknown }
    expect(result).toBeNull()
    expect((await owner.delete(`/api/flows/${flowId}/tests/${testId}`)).status).toBe(204)
    expect(((await check('1.0.1')).body as PackageCheckView).tests).toBeNull()
  }, 60_000)

  it('is updated with a difference of behaviour, and never to a version that lacks what flows use', async () => {
    const { changes, installedVersion, usedBy } = (await check('1.1.0')).body as PackageCheckView
    expect({ installedVersion, usedBy }).toEqual({ installedVersion: '1.0.0', usedBy: { flows: ['Greeting'], others: 0 } })
    expect(changes).toEqual([
      { kind: 'permissions', about: 'hosts', before: 'api.example.com', after: 'api.example.com, other.example.com' },
      { kind: 'effects', about: 'greet.say', before: 'none', after: 'read' },
      { kind: 'params', about: 'greet.say', before: '', after: 'to {"type":"string"}' },
    ])
    expect((await install('1.1.0')).status).toBe(200)
    expect(await runOf(flowId)).toMatchObject({ status: 'succeeded', text: expect.stringContaining('"said":"good day"') })
    expect(((await check('2.0.0')).body as PackageCheckView).changes.map(({ kind, about }) => `${kind} ${about}`)).toContain('node-removed greet.say')
    expect(codeOf(await install('2.0.0'))).toBe('PACKAGE_UPDATE_BREAKS')
    expect((await listed()).map(({ version }) => version)).toEqual(['1.1.0'])
  }, 60_000)

  it('comes and is known in other processes, and after a start, without its code being run for that', async () => {
    const other = await startTestServer({ allowHosts: ['127.0.0.1'], databaseUrl: server.databaseUrl })
    expect((await (await other.owner()).get('/api/catalogue')).text).toContain('greet.say')
    await other.stop()
  }, 120_000)

  it('goes only where that was said although flows use it; their runs then fail with a sentence', async () => {
    expect(await owner.delete(`/api/packages/${encodeURIComponent('@team/greet')}`)).toMatchObject({ status: 409, body: { error: { code: 'PACKAGE_STILL_USED', params: { flows: 'Greeting' } } } })
    expect((await owner.delete(`/api/packages/${encodeURIComponent('@team/greet')}?anyway=true`)).status).toBe(204)
    expect((await owner.delete(`/api/packages/${encodeURIComponent('@team/greet')}?anyway=true`)).status).toBe(404)
    expect(await listed()).toEqual([])
    const { status, text } = await runOf(flowId)
    expect({ status, hasSentence: text.includes('The step type “greet.say” (version 1) isn’t installed on this server.') }).toEqual({ status: 'failed', hasSentence: true })
    expect(await owner.post(`/api/flows/${flowId}/publish`, { revision: 0, activate: false })).toMatchObject({ status: 422, text: expect.stringContaining('NODE_TYPE_UNKNOWN') })
    const { entries } = (await owner.get('/api/audit')).body as { entries: { action: string }[] }
    expect(entries.map(({ action }) => action).filter((action) => action.startsWith('package.'))).toEqual(['package.remove', 'package.update', 'package.update', 'package.update', 'package.install'])
  }, 60_000)

  it.each([
    ['asks for a script at its installation', { version: '3.0.0' }, 'PACKAGE_SCRIPTS_REFUSED'],
    ['crashes at load', { version: '4.0.0' }, 'PACKAGE_LOAD_FAILED'],
    ['has the name of a step that is here', { version: '5.0.0' }, 'PACKAGE_TYPE_TAKEN'],
    ['has other bytes than the registry says', { version: '6.0.0' }, 'PACKAGE_INTEGRITY_WRONG'],
    ['the registry does not have', { version: '9.9.9' }, 'PACKAGE_NOT_FOUND'],
    ['has a version that is none', { version: 'latest' }, 'PACKAGE_VERSION_INVALID'],
    ['has a range for a version', { version: '^1.0.0' }, 'PACKAGE_VERSION_INVALID'],
    ['has a command for a name', { name: 'x; rm -rf /', version: '1.0.0' }, 'PACKAGE_NAME_INVALID'],
    ['has an option for a name', { name: '--registry=https://evil.example', version: '1.0.0' }, 'PACKAGE_NAME_INVALID'],
    ['has an address for a name', { name: 'git+ssh://git@evil.example/x', version: '1.0.0' }, 'PACKAGE_NAME_INVALID'],
    ['has a path for a name', { name: 'file:../../etc', version: '1.0.0' }, 'PACKAGE_NAME_INVALID'],
    ['has a version that leads elsewhere', { version: '../../other/1.0.0' }, 'PACKAGE_VERSION_INVALID'],
    ['is no archive', { file: 'aGVsbG8=', name: undefined }, 'PACKAGE_ARCHIVE_INVALID'],
    ['is nothing', { name: undefined }, 'PACKAGE_SOURCE_MISSING'],
  ])('that %s is refused with a sentence, and nothing is kept', async (_what, body, code) => {
    const answer = await owner.post('/api/packages/check', { name: '@team/greet', ...body })
    expect(codeOf(answer)).toBe(code)
    expect((answer.body as { error: { message: string } }).error.message.length).toBeGreaterThan(20)
    expect(await listed()).toEqual([])
    expect(existsSync(marker)).toBe(false)
  })

  it('under development takes the place of its earlier self at once, and only where the server allows it', async () => {
    const send = (text: string) => owner.post('/api/packages/development', { file: packedPackage(nodePackage({ name: 'greet-dev', version: '0.0.1' }, source(text))).toString('base64') })
    expect((await send('one')).status).toBe(200)
    const start = performance.now()
    expect((await send('two')).status).toBe(200)
    expect(performance.now() - start).toBeLessThan(10_000)
    expect((await listed()).map(({ name, source: from }) => `${name} ${from}`)).toEqual(['greet-dev development'])
    const made = await owner.post('/api/flows', { documentText: JSON.stringify(flow) })
    const { id } = made.body as { id: string }
    await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true })
    expect(await runOf(id)).toMatchObject({ text: expect.stringContaining('"said":"two"') })
    const closed = await startTestServer({ databaseUrl: server.databaseUrl })
    expect(codeOf(await (await closed.owner()).post('/api/packages/development', { file: 'aGVsbG8=' }))).toBe('PACKAGE_DEVELOPMENT_OFF')
    await closed.stop()
  }, 120_000)
})
