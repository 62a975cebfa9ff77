import type { JsonObject } from '@maillon/kernel'
import type { NodePackages } from '@maillon/node-host'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalTestText } from '../canonical-test-text.js'
import { editFlowTest } from '../edit-flow-test.js'
import { findingSentence } from '../finding-sentence.js'
import { judgeReplay } from '../judge-replay.js'
import { parseFlowTest } from '../parse-flow-test.js'
import type { FlowTest } from '../flow-test.js'
import { isTriedFor, keepRun, testOf, tryRun } from './keep-run.js'
import { recordFlow, smallFlow, smallWorld } from './recorded-flow.fixture.js'
import { replayTest } from './replay-test.js'
import { runFlowTests } from './run-flow-tests.js'

const service = { prices: (): readonly JsonObject[] => [{ name: 'a', price: 1000 }, { name: 'b', price: 200 }], sent: [] as JsonObject[] }
const world = smallWorld(service)
const choices = { id: 'test-1', name: 'Monday', rows: 100, compare: null }

const report = (factor = 1, text = 'Total {{item.total}}') =>
  smallFlow([['start', 'start'], ['prices', 'read', { what: 'prices' }], ['total', 'total', { factor }], ['mail', 'send', { to: 'a@example.com', text }]], ['start>prices', 'prices>total', 'total>mail'])

const sentences = async (test: FlowTest, document = report(), place = recorded) => {
  const [result] = await runFlowTests(document, [test], (await place).place)
  return (result?.findings ?? []).map((finding) => findingSentence(finding, 'fr').sentence.replaceAll(/[\u00a0\u202f]/g, ' '))
}

const recorded = recordFlow(report(), world)
const kept = recorded.then(({ run, place }) => keepRun({ run, document: report(), choices, place })).then(({ test }) => test)

it('a run kept as a test passes at once, asks nothing of the outside and sends nothing', async () => {
  const test = await kept
  const before = service.sent.length
  const asked = service.prices
  service.prices = () => {
    throw new Error('the outside was asked')
  }
  expect(await sentences(test)).toEqual([])
  service.prices = asked
  expect(service.sent.length).toBe(before)
})

it('tries the steps that are installed now, and not those of the time of the recording', async () => {
  const { place } = await recorded
  const packages: NodePackages = { ...world, find: (type, version, acceptedAt) => (acceptedAt === undefined ? world.find(type, version) : null) }
  const [result] = await runFlowTests(report(), [await kept], { ...place, packages })
  expect(result?.findings).toEqual([])
})

it('compares what the last steps gave and what every step asks of the outside, where nobody chooses', async () => {
  expect((await kept).expect.map((one) => [one.kind, 'node' in one ? one.node : one.status])).toEqual([['status', 'succeeded'], ['requests', 'prices'], ['output', 'total'], ['requests', 'mail']])
})

it('makes of one trial every test that compares the requests of all steps, the same as trying anew', async () => {
  const { run, place } = await recorded
  const keeping = { run, document: report(), choices, place }
  const tried = await tryRun(keeping)
  expect((await testOf(tried, choices)).test).toEqual(await kept)
  const fewer = { ...choices, name: 'Fewer', compare: ['requests prices ', 'requests mail '] }
  expect(isTriedFor(tried, fewer.compare)).toBe(true)
  expect((await testOf(tried, fewer)).test).toEqual((await keepRun({ ...keeping, choices: fewer })).test)
  // Requests that nobody compares aren't looked at by the replay either: that asks for another one.
  expect(isTriedFor(tried, ['requests prices '])).toBe(false)
})

it('names the step, the row and the field that came out otherwise, and the mail that would be another one', async () => {
  expect(await sentences(await kept, report(2))).toEqual([
    '« TOTAL » a donné 2 400 au lieu de 1 200 (ligne 1, champ total).',
    '« MAIL » ferait autre chose : text vaudrait « Total 2400 » au lieu de « Total 1200 » (appel 1).',
  ])
  expect(await sentences(await kept, report(1, 'Hello {{item.total}}'))).toEqual(['« MAIL » ferait autre chose : text vaudrait « Hello 1200 » au lieu de « Total 1200 » (appel 1).'])
})

it('says which question has no kept answer, and what to do', async () => {
  const changed = report()
  const other = { ...changed, nodes: changed.nodes.map((node) => (node.id === 'prices' ? { ...node, params: { what: 'sales' } } : node)) }
  expect(await sentences(await kept, other)).toEqual(['« PRICES » ferait autre chose : what vaudrait « sales » au lieu de « prices » (appel 1).'])
  const grown = smallFlow([['start', 'start'], ['prices', 'read', { what: 'prices' }], ['total', 'total', { factor: 1 }], ['mail', 'send', { to: 'a@example.com', text: 'Total {{item.total}}' }], ['more', 'ask', { what: 'more' }]], ['start>prices', 'prices>total', 'total>mail', 'total>more'])
  expect(await sentences(await kept, grown)).toEqual(['« MORE » demanderait quelque chose dont la réponse n’a pas été conservée : what « more ».'])
})

it('says that a step is gone, and that the flow can’t run', async () => {
  const without = smallFlow([['start', 'start'], ['prices', 'read', { what: 'prices' }], ['mail', 'send', { to: 'a@example.com', text: 'none' }]], ['start>prices', 'prices>mail'])
  expect(await sentences(await kept, without)).toContain('L’étape « TOTAL » n’est plus dans le flux.')
  const broken = report(1, 'Total {{item.}}')
  expect((await sentences(await kept, broken))[0]).toContain('Le flux ne peut pas être exécuté')
})

it('answers rows one by one where each has its own answer: fewer or reordered rows are no new question', async () => {
  const ask = (ids: readonly JsonObject[]) => recordFlow(askFlow, world, ids)
  const askFlow = smallFlow([['start', 'start'], ['ask', 'ask', { what: '{{item.name}}' }]], ['start>ask'])
  const { run, place } = await ask([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
  const { test } = await keepRun({ run, document: askFlow, choices, place })
  const fewer = { ...test, trigger: { ...test.trigger, items: [{ json: { name: 'c' } }, { json: { name: 'a' } }] } }
  expect(await sentences(fewer, askFlow)).toEqual([])
  const other = { ...test, trigger: { ...test.trigger, items: [{ json: { name: 'a' } }, { json: { name: 'x' } }] } }
  expect(await sentences(other, askFlow)).toEqual(['« ASK » demanderait quelque chose dont la réponse n’a pas été conservée : what « x ».'])
})

it('keeps the first rows where fewer are wanted, and says of how many', async () => {
  const { run, place } = await recorded
  const { test } = await keepRun({ run, document: report(), choices: { ...choices, rows: 1 }, place })
  expect(test.answers.find(({ node }) => node === 'prices')).toMatchObject({ cut: { main: 2 }, outputs: { main: [{ json: { name: 'a', price: 1000 } }] } })
  expect(test.expect.find((one) => one.kind === 'output')).toMatchObject({ rows: [{ json: { total: 1000 } }] })
  expect(await sentences(test)).toEqual([])
})

it('lets what is different each time be anything, and answers a step that remembers from the recording', async () => {
  const dice = smallFlow([['start', 'start'], ['dice', 'dice']], ['start>dice'])
  const rolled = await recordFlow(dice, world)
  const { test } = await keepRun({ run: rolled.run, document: dice, choices, place: rolled.place })
  expect(test.expect.find((one) => one.kind === 'output')).toMatchObject({ any: ['/dice'] })
  expect(await sentences(test, dice)).toEqual([])
  const counting = smallFlow([['start', 'start'], ['count', 'count'], ['dice', 'dice']], ['start>count', 'count>dice'])
  const counted = await recordFlow(counting, world)
  const { test: remembered } = await keepRun({ run: counted.run, document: counting, choices, place: counted.place })
  expect(remembered.answers).toMatchObject([{ node: 'count', reason: 'memory', outputs: {} }])
  expect(await sentences(remembered, counting)).toEqual([])
})

it('keeps the turns of a loop, each with its own answers', async () => {
  const loop = smallFlow([['start', 'start'], ['loop', 'loop'], ['ask', 'ask', { what: '{{item.name}}' }, { parent: 'loop' }]], ['start>loop', 'loop.each>ask'])
  const { run, place } = await recordFlow(loop, world, [{ name: 'a' }, { name: 'b' }])
  const { test } = await keepRun({ run, document: loop, choices, place })
  expect(test.answers.map(({ iteration, requests }) => [iteration, requests])).toEqual([['0', [{ what: 'a' }]], ['1', [{ what: 'b' }]]])
  expect(test.expect.find((one) => one.kind === 'output')).toMatchObject({ node: 'loop', port: 'done', rows: [{ json: { answer: 'about a' } }, { json: { answer: 'about b' } }] })
  expect(await sentences(test, loop)).toEqual([])
})

it('keeps no secret of the event', async () => {
  const asking = smallFlow([['start', 'start'], ['ask', 'ask', { what: '{{item.name}}' }]], ['start>ask'])
  const { run, place } = await recordFlow(asking, world, [{ name: 'a', headers: { 'X-Api-Key': 'canary', Cookie: 'canary' }, body: { password: 'canary' } }])
  const { test } = await keepRun({ run, document: asking, choices, place })
  expect(canonicalTestText(test)).not.toContain('canary')
})

it('an edit accepts the new result, loosens a field, or takes an expectation out', async () => {
  const test = await kept
  const doubled = await replayTest(test, report(2), (await recorded).place)
  const accepted = editFlowTest(test, { kind: 'accept' }, doubled)
  expect(accepted === null ? null : await sentences(accepted, report(2))).toEqual([])
  const output = test.expect.findIndex((one) => one.kind === 'output')
  const mail = test.expect.findIndex((one) => one.kind === 'requests' && one.node === 'mail')
  const loosened = [{ kind: 'loosen', expectation: output, path: '/total' } as const, { kind: 'loosen', expectation: mail, path: '/text' } as const].reduce<FlowTest | null>((so, edit) => so && editFlowTest(so, edit, null), test)
  expect(loosened === null ? null : await sentences(loosened, report(2))).toEqual([])
  const removed = editFlowTest(test, { kind: 'remove', expectation: mail }, null)
  expect(removed === null ? null : await sentences(removed, report(1, 'Other'))).toEqual([])
  expect(editFlowTest(test, { kind: 'remove', expectation: 99 }, null)).toBeNull()
})

it('is the same after it was written to a file and read again', async () => {
  const parsed = parseFlowTest(canonicalTestText(await kept))
  expect(parsed).toEqual({ ok: true, test: JSON.parse(JSON.stringify(await kept)) as FlowTest })
})

it('any changed value of a kept row is found and named', async () => {
  const test = await kept
  const outcome = await replayTest(test, report(), (await recorded).place)
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), (value) => {
      fc.pre(JSON.stringify(value) !== '1200')
      const changed = { ...test, expect: test.expect.map((one) => (one.kind === 'output' ? { ...one, rows: [{ json: { total: value as JsonObject } }] } : one)) }
      const findings = judgeReplay(changed, outcome)
      expect(findings.length).toBeGreaterThan(0)
      expect(findings[0]).toMatchObject({ kind: 'value', node: 'total', row: 0 })
      expect('path' in (findings[0] ?? {}) && (findings[0] as { path: string }).path.startsWith('/total')).toBe(true)
    }),
    { numRuns: 50 },
  )
})
