import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalText, emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { canonicalTestText, type FlowTest } from '@maillon/flow-tests'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProgram } from './program.js'
import { ScriptedTerminal } from './testing/scripted-terminal.js'

let folder = ''
const node = (id: string, type: string, params: object) => ({ id, type, version: 1, name: id, position: { x: 0, y: 0 }, params: params as never })
const flow = (method: string): FlowDocument => ({
  ...emptyFlow('report', 'Report'),
  nodes: [node('start', 'core.manual', {}), node('fetch', 'http.request', { method, url: 'https://api.example.com/sales' }), node('sort', 'table.sort', { by: [{ field: 'total', direction: 'descending' }] })],
  edges: [{ from: 'start.main', to: 'fetch.main' }, { from: 'fetch.main', to: 'sort.main' }],
})
const rows = [{ json: { total: 1 } }, { json: { total: 3 } }]
const kept: FlowTest = {
  format: 'maillon.test/1', id: 'one', flowId: 'report', name: 'Two sales', keptFrom: { runId: 'run', at: '2026-11-20T08:00:00Z' }, now: '2026-11-20T08:00:00Z',
  timeZone: 'Europe/Paris', locale: 'fr', origin: 'manual', instant: null, trigger: { node: 'start', items: [{ json: {} }] }, variables: {}, files: [],
  answers: [{ node: 'fetch', iteration: '', reason: 'outside', status: 'succeeded', outputs: { main: rows } }],
  expect: [{ kind: 'output', node: 'sort', name: 'sort', port: 'main', count: 2, rows: [...rows].reverse() }],
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-cli-'))
  await writeFile(join(folder, 'a.flow.json'), canonicalText(flow('GET')))
  await writeFile(join(folder, 'a.good.test.json'), canonicalTestText(kept))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function maillon(words: readonly string[], locale: 'fr' | 'en' = 'fr') {
  const terminal = new ScriptedTerminal({ HOME: folder }, [], locale)
  const code = await createProgram(terminal).run(['node', 'maillon', ...words])
  return { code, out: terminal.printed.join('\n').replaceAll(/[\u00a0\u202f]/g, ' '), notes: terminal.noted.join('\n') }
}

it('replays the tests beside a flow offline, and answers 0 where all pass', async () => {
  const { code, out } = await maillon(['test', folder])
  expect(out).toContain('✓ Report · Two sales')
  expect(code).toBe(0)
})

it('answers 1 with the sentence, as JSON and as a JUnit report, where something comes out otherwise', async () => {
  await writeFile(join(folder, 'a.bad.test.json'), canonicalTestText({ ...kept, id: 'two', name: 'A <wrong> one', expect: [{ kind: 'output', node: 'sort', name: 'sort', port: 'main', count: 2, rows }] }))
  const { code, out } = await maillon(['test', join(folder, 'a.bad.test.json'), '--json', '--junit', join(folder, 'report.xml')])
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ ok: false, test: 'A <wrong> one', findings: [{ kind: 'value', row: 0, sentence: '« sort » a donné 3 au lieu de 1 (ligne 1, champ total).' }, { row: 1 }] })
  const xml = await readFile(join(folder, 'report.xml'), 'utf8')
  expect(xml).toContain('<testcase classname="Report" name="A &lt;wrong&gt; one"')
  expect(xml).toContain('failures="1"')
  await rm(join(folder, 'a.bad.test.json'))
})

it.each([
  ['of a newer format', JSON.stringify({ ...kept, format: 'maillon.test/9' }), 'version plus récente'],
  ['that is no JSON', '{', 'JSON'],
  ['with a field that tests don’t have', JSON.stringify({ ...kept, onPass: 'rm' }), 'ne respecte pas le format'],
])('says what is wrong with a test file %s, and answers 1', async (_, text, sentence) => {
  await writeFile(join(folder, 'a.odd.test.json'), text)
  const { code, notes } = await maillon(['test', join(folder, 'a.flow.json')])
  expect([code, notes]).toEqual([1, expect.stringContaining(sentence)])
  await rm(join(folder, 'a.odd.test.json'))
})

it('answers 2 where there is no test, and says how tests are named', async () => {
  const empty = await mkdtemp(join(folder, 'empty-'))
  await writeFile(join(empty, 'b.flow.json'), canonicalText(flow('GET')))
  const { code, notes } = await maillon(['test', empty], 'en')
  expect([code, notes]).toEqual([2, expect.stringContaining('NAME.test.json')])
})
