import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalText, emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { canonicalTestText, type FlowTest } from '@maillon/flow-tests'
import { readServerConfig, startServer, type RunningServer } from '@maillon/server'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from './program.js'
import { ScriptedTerminal } from './testing/scripted-terminal.js'

// Folders of flows out of a real server and into it, by a token.

let postgres: TestPostgres
let server: RunningServer
let folder = ''
let token = ''
const flow = (id: string, name: string, more: Partial<FlowDocument> = {}): FlowDocument => ({ ...emptyFlow(id, name), nodes: [{ id: 'start', type: 'core.manual', version: 1, name: 'Start', position: { x: 0, y: 0 }, params: {} }], ...more })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-sharing-'))
  postgres = await startTestPostgres()
  server = await startServer({ ...readServerConfig({}, folder), port: 0, host: '127.0.0.1', dataDir: join(folder, 'data'), log: 'off', databaseUrl: postgres.connectionString })
  const headers = { 'x-maillon-csrf': '1', 'content-type': 'application/json' }
  const setup = await fetch(`${server.address}/api/setup`, { method: 'POST', headers, body: JSON.stringify({ name: 'Ana', email: 'ana@example.com', password: 'correct horse battery', locale: 'en', timeZone: 'UTC' }) })
  const cookie = setup.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const made = await fetch(`${server.address}/api/tokens`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify({ name: 'git', role: 'editor', permissions: [], days: 1 }) })
  token = ((await made.json()) as { readonly token: string }).token
})
afterAll(async () => {
  await server?.stop()
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function maillon(words: readonly string[], { env = { MAILLON_TOKEN: token, MAILLON_SERVER: server.address }, answers = [] }: { readonly env?: { readonly [name: string]: string }; readonly answers?: string[] } = {}) {
  const terminal = new ScriptedTerminal({ HOME: folder, ...env }, answers)
  const code = await createProgram(terminal).run(['node', 'maillon', ...words])
  return { code, out: terminal.printed.join('\n'), notes: terminal.noted.join('\n') }
}
const at = (name: string) => join(folder, name)
const namesIn = async (name: string) => (await readdir(at(name))).toSorted()

describe('a folder of flows', () => {
  it('goes into a server whole, comes out of it again byte for byte, and twice is no change', async () => {
    await writeFile(at('one.flow.json'), canonicalText(flow('sales-report', 'Sales report')))
    await writeFile(at('two.flow.json'), canonicalText(flow('stock-count', 'Stock count')))
    expect(await maillon(['flow', 'import', at('one.flow.json'), at('two.flow.json'), '--json'])).toMatchObject({ code: 0, out: expect.stringContaining('"as":"new"') as string })
    expect((await maillon(['flow', 'export', '--all', at('git')])).code).toBe(0)
    expect(await namesIn('git')).toEqual(['sales-report-report.flow.json', 'stock-count-kcount.flow.json'])
    const before = await stat(at('git/sales-report-report.flow.json'))
    expect(JSON.parse((await maillon(['flow', 'export', '--all', at('git'), '--json'])).out)).toEqual({ written: [], removed: [], gone: [], unchanged: 2 })
    expect((await stat(at('git/sales-report-report.flow.json'))).mtimeMs).toBe(before.mtimeMs)
    expect((await maillon(['flow', 'import', at('git')])).out).toContain('New: 0, drafts replaced: 0, unchanged: 2')
  })

  it('takes changes back in as the drafts of the same flows, and follows a rename', async () => {
    const file = at('git/sales-report-report.flow.json')
    const document = JSON.parse(await readFile(file, 'utf8')) as FlowDocument
    await writeFile(file, canonicalText({ ...document, name: 'Sales of the day' }))
    expect(await maillon(['flow', 'import', at('git'), '--dry-run'])).toMatchObject({ code: 0, out: expect.stringContaining('is now called “Sales of the day”') as string })
    expect((await maillon(['flow', 'import', at('git')])).out).toContain('New: 0, drafts replaced: 1, unchanged: 1')
    const { out } = await maillon(['flow', 'export', '--all', at('git'), '--json'])
    expect(JSON.parse(out)).toMatchObject({ written: ['sales-of-the-day-report.flow.json'], removed: ['sales-report-report.flow.json'] })
  })

  it('with one wrong flow leaves everything as it was and answers 1', async () => {
    await rename(at('one.flow.json'), at('git/one.flow.json'))
    await writeFile(at('git/wrong.flow.json'), JSON.stringify({ ...flow('wrong', 'Wrong'), format: 'maillon.flow/9' }))
    const { code, notes } = await maillon(['flow', 'import', at('git')])
    expect([code, notes]).toEqual([1, expect.stringContaining('Nothing was imported.')])
    expect(notes).toContain('newer version of Maillon')
  })
})

describe('the tests of flows', () => {
  const kept: FlowTest = {
    format: 'maillon.test/1', id: 'one', flowId: 'doubled', name: 'Two rows', keptFrom: { runId: 'run', at: '2026-11-20T08:00:00Z' }, now: '2026-11-20T08:00:00Z', timeZone: 'UTC', locale: 'en', origin: 'manual',
    instant: null, trigger: { node: 'start', items: [{ json: { n: 1 } }] }, variables: {}, files: [], answers: [], expect: [{ kind: 'output', node: 'start', name: 'Start', port: 'main', count: 1, rows: [{ json: { n: 1 } }] }],
  }
  const offline = { env: { MAILLON_SERVER: 'http://127.0.0.1:9' } }
  const file = 'doubled-oubled.two-rows.test.json'

  it('go in and come out beside their flow, byte for byte, and then replay without a server', async () => {
    await mkdir(at('tested'))
    await writeFile(at('tested/d.flow.json'), canonicalText(flow('doubled', 'Doubled')))
    await writeFile(at('tested/d.x.test.json'), canonicalTestText(kept))
    expect((await maillon(['flow', 'import', at('tested')])).out).toContain('Tests that come with the flows: 1')
    expect((await maillon(['flow', 'export', '--all', at('out')])).notes).toContain('rows of real runs')
    expect((await namesIn('out')).filter((name) => name.startsWith('doubled'))).toEqual(['doubled-oubled.flow.json', file])
    expect(await readFile(at(`out/${file}`), 'utf8')).toBe(canonicalTestText(kept))
    expect(JSON.parse((await maillon(['flow', 'export', '--all', at('out'), '--json'])).out)).toMatchObject({ written: [], removed: [], gone: [] })
    expect(await maillon(['test', at('out')], offline)).toMatchObject({ code: 0, out: expect.stringContaining('✓ Doubled · Two rows') as string })
    expect(await maillon(['flow', 'validate', at('out'), ...(await namesIn('out')).map((name) => at(`out/${name}`))], offline)).toMatchObject({ code: 0 })
  })

  it('move with a renamed one, stay where the server has none of it, and go where that is asked for', async () => {
    await writeFile(at('out/doubled-oubled.by-hand.test.json'), canonicalTestText({ ...kept, id: 'hand', name: 'By hand' }))
    await writeFile(at('out/doubled-oubled.flow.json'), canonicalText(flow('doubled', 'Twice')))
    await maillon(['flow', 'import', at('out/doubled-oubled.flow.json'), '--no-tests'])
    const { out } = await maillon(['flow', 'export', '--all', at('out'), '--json'])
    expect(JSON.parse(out)).toMatchObject({ written: ['twice-oubled.flow.json', 'twice-oubled.two-rows.test.json'], removed: ['doubled-oubled.flow.json', file], gone: ['doubled-oubled.by-hand.test.json'] })
    expect(JSON.parse((await maillon(['flow', 'export', '--all', at('out'), '--json', '--prune'])).out)).toMatchObject({ removed: ['doubled-oubled.by-hand.test.json'] })
  })

  it('that can’t be read stop the whole import', async () => {
    await writeFile(at('tested/d.odd.test.json'), JSON.stringify({ ...kept, format: 'maillon.test/9' }))
    const { code, notes } = await maillon(['flow', 'import', at('tested')])
    expect([code, notes]).toEqual([1, expect.stringContaining('Nothing was imported.')])
    expect(notes).toContain('d.odd.test.json')
  })
})

describe('a server', () => {
  it('is kept by a login in a file that nobody else can read', async () => {
    const env = { MAILLON_CONFIG: at('config/servers.json') }
    expect((await maillon(['login', '--server', server.address], { env, answers: [token] })).code).toBe(0)
    expect((await stat(at('config/servers.json'))).mode & 0o777).toBe(0o600)
    expect((await maillon(['flow', 'export', '--all', at('other')], { env })).code).toBe(0)
  })

  it('that doesn’t answer is 3, and a token that isn’t known is 1', async () => {
    expect((await maillon(['flow', 'export', '--all', at('x'), '--server', 'http://127.0.0.1:9'])).code).toBe(3)
    expect((await maillon(['login', '--server', server.address], { answers: ['maillon_nobody'] })).code).toBe(1)
  })

  it('gives versions to compare with files', async () => {
    const { flows } = (await (await fetch(`${server.address}/api/flows`, { headers: { authorization: `Bearer ${token}` } })).json()) as { flows: { id: string; name: string }[] }
    const id = flows.find(({ name }) => name === 'Stock count')?.id ?? ''
    expect((await maillon(['flow', 'diff', at('two.flow.json'), id])).out).toContain('Stock count')
  })
})
