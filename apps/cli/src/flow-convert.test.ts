import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProgram } from './program.js'
import { ScriptedTerminal } from './testing/scripted-terminal.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-convert-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function maillon(words: readonly string[], locale: 'fr' | 'en' = 'en') {
  const terminal = new ScriptedTerminal({ HOME: folder }, [], locale)
  const code = await createProgram(terminal).run(['node', 'maillon', ...words])
  return { code, out: terminal.printed.join('\n').replaceAll('\u00a0', ' '), notes: terminal.noted.join('\n') }
}

const n8n = (name: string, kind: string, version: number, parameters: object) => ({ id: name, name, type: `n8n-nodes-base.${kind}`, typeVersion: version, position: [0, 0], parameters })
const main = (...outputs: readonly string[][]) => ({ main: outputs.map((names) => names.map((node) => ({ node, type: 'main', index: 0 }))) })

/** Numbers are doubled two by two in a loop, added up, and let through where the sum is right. */
const workflow = {
  name: 'Somme',
  nodes: [
    n8n('Start', 'manualTrigger', 1, {}),
    n8n('Numbers', 'code', 2, { jsCode: 'const items = [1, 2, 3]\nreturn items.map((n) => ({ json: { n } }))' }),
    n8n('Loop', 'splitInBatches', 3, { batchSize: 2 }),
    n8n('Double', 'code', 2, { mode: 'runOnceForEachItem', jsCode: 'return { json: { n: $json.n * 2 } }' }),
    n8n('Sum', 'summarize', 1, { fieldsToSummarize: { values: [{ aggregation: 'sum', field: 'n' }] } }),
    n8n('Told', 'set', 3.4, { includeOtherFields: true, assignments: { assignments: [{ name: 'text', type: 'string', value: '=Sum: {{ $json.sum_n > 10 ? "large".toUpperCase() : "small" }}' }] } }),
    n8n('Right', 'if', 2, { conditions: { conditions: [{ leftValue: '={{ $json.text }}', rightValue: 'Sum: LARGE', operator: { type: 'string', operation: 'equals' } }, { leftValue: '={{ $json.sum_n }}', rightValue: 12, operator: { type: 'number', operation: 'equals' } }] } }),
  ],
  connections: { Start: main(['Numbers']), Numbers: main(['Loop']), Loop: main(['Sum'], ['Double']), Double: main(['Loop']), Sum: main(['Told']), Told: main(['Right']) },
}

/** A message is changed, scaled and split by a function with two outputs. */
const nodeRed = [
  { id: 't', type: 'tab', label: 'Mesures' },
  { id: 'i', type: 'inject', z: 't', name: 'start', props: [{ p: 'payload' }], payload: '[5, 50]', payloadType: 'json', repeat: '', crontab: '', x: 10, y: 10, wires: [['s']] },
  { id: 's', type: 'split', z: 't', name: 'split', splt: '\\n', arraySplt: 1, x: 20, y: 10, wires: [['r']] },
  { id: 'r', type: 'range', z: 't', name: 'scale', minin: '0', maxin: '100', minout: '0', maxout: '1000', action: 'scale', round: true, property: 'payload', x: 30, y: 10, wires: [['f']] },
  { id: 'f', type: 'function', z: 't', name: 'sides', func: 'if (msg.payload > 100) return [msg, null]\nreturn [null, msg]', outputs: 2, x: 40, y: 10, wires: [['d1'], ['d2']] },
  { id: 'd1', type: 'debug', z: 't', name: 'high', complete: 'payload', x: 50, y: 10, wires: [] },
  { id: 'd2', type: 'debug', z: 't', name: 'low', complete: 'true', x: 50, y: 20, wires: [] },
]

it.each([
  ['n8n', workflow, { right: { true: 1, false: 0 }, double: undefined }],
  ['Node-RED', nodeRed, { high: { main: 1 }, low: { main: 1 }, sides: { 'sortie-1': 1, 'sortie-2': 1, else: 0 } }],
])('a flow of %s is converted, and its run gives what it gave there', async (name, source, expected) => {
  const [from, to] = [join(folder, `${name}.json`), join(folder, `${name}.flow.json`)]
  await writeFile(from, JSON.stringify(source))
  const converted = await maillon(['flow', 'convert', from, '--out', to, '--json'])
  expect([converted.code, (JSON.parse(converted.out) as { counts: { placeholder: number } }).counts.placeholder]).toEqual([0, 0])
  const run = await maillon(['flow', 'run', to, '--json'])
  const { status, steps } = JSON.parse(run.out.split('\n').at(-1) ?? '') as { status: string; steps: { node: string; items: Record<string, number>; message: string | null }[] }
  expect(steps.filter(({ message }) => message !== null && message !== '').map(({ node, message }) => `${node}: ${message}`)).toEqual([])
  expect(status).toBe('succeeded')
  for (const [node, items] of Object.entries(expected)) if (items !== undefined) expect(steps.find((step) => step.node === node)?.items).toMatchObject(items)
}, 60_000)

it('says of each step what became of it, in the language, and writes over no file', async () => {
  const from = join(folder, 'small.json')
  await writeFile(from, JSON.stringify({ name: 'Petit', nodes: [n8n('Début', 'manualTrigger', 1, {}), n8n('Base', 'redis', 1, {})], connections: { Début: main(['Base']) } }))
  const told = await maillon(['flow', 'convert', from], 'fr')
  expect(told.out).toContain('Maillon n’a pas d’étape « Redis »')
  expect(told.out.replaceAll('\u00A0', ' ')).toContain('Reprises : 1, à regarder : 0, à remplacer : 1')
  const over = await maillon(['flow', 'convert', from, '--out', from], 'fr')
  expect([over.code, over.notes]).toEqual([2, expect.stringContaining('existe déjà')])
  expect(await readFile(from, 'utf8')).toContain('redis')
  await writeFile(from, '{"format":"maillon.flow/1"}')
  expect((await maillon(['flow', 'convert', from], 'fr')).notes).toContain('ni un flux n8n ni un flux Node-RED')
})
