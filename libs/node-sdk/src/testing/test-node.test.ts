import { describe, expect, it } from 'vitest'
import { defineNode, out } from '../define-node.js'
import { retryableError, userError } from '../errors.js'
import { ui } from '../param.js'
import { Type } from 'typebox'
import { createMemoryFiles } from './memory-files.js'
import { testNode } from './test-node.js'

const text = (fr: string, en: string) => ({ fr, en })
const about = {
  title: text('Doubler', 'Double'),
  description: text('Double', 'Doubles'),
  icon: 'x',
  group: 'logic' as const,
  effects: 'none' as const,
  words: text('double', 'doubles'),
}

const double = defineNode({
  ...about,
  type: 'test.double',
  params: Type.Object({
    field: Type.String({ ...ui({ label: text('Champ', 'Field') }), minLength: 1 }),
    times: Type.Integer({ ...ui({ label: text('Fois', 'Times') }), default: 2 }),
  }),
  outputs: [
    { id: 'main', label: text('Sortie', 'Output') },
    { id: 'odd', label: text('Impairs', 'Odd') },
  ],
  runItem: ({ params, item, index }) => {
    const value = item.json[params.field]
    if (typeof value !== 'number') throw userError({ code: 'TEST_VALUE_MISSING', text: text('Pas un nombre', 'Not a number') })
    const json = { ...item.json, [params.field]: value * params.times, index }
    return value % 2 === 1 ? out(json, { port: 'odd' }) : json
  },
})

it('runs a node for each item, fills defaults in and sorts the outputs by port', async () => {
  const result = await testNode(double, { params: { field: 'a' }, items: [{ a: 2 }, { a: 3 }] })
  expect(result.status).toBe('succeeded')
  expect(result.json).toEqual({ main: [{ a: 4, index: 0 }], odd: [{ a: 6, index: 1 }] })
})

it('fails with the row of the item where the choice is to stop', async () => {
  const result = await testNode(double, { params: { field: 'a' }, items: [{ a: 2 }, { a: 'x' }] })
  expect(result).toMatchObject({ status: 'failed', error: { code: 'TEST_VALUE_MISSING', row: 1 } })
})

it('goes on without the items that fail, as the person chose', async () => {
  const items = [{ a: 'x' }, { a: 2 }]
  const params = { field: 'a' }
  expect(await testNode(double, { params, items, onError: { choice: 'skip' } })).toMatchObject({
    status: 'warned',
    json: { main: [{ a: 4 }] },
    failedItems: { count: 1, first: { row: 0 } },
  })
  expect(await testNode(double, { params, items, onError: { choice: 'replace', value: { a: 0 } } })).toMatchObject({ json: { main: [{ a: 0 }, { a: 4 }] } })
  expect(await testNode(double, { params, items, onError: { choice: 'branch' } })).toMatchObject({
    json: { error: [{ error: { code: 'TEST_VALUE_MISSING', message: 'Not a number' }, item: { a: 'x' } }], main: [{ a: 4 }] },
  })
  const aside = await testNode(double, { params, items, onError: { choice: 'set-aside' } })
  expect(aside.setAside.map((item) => item.json)).toMatchObject([{ item: { a: 'x' } }])
})

it('names the parameter that does not fit, in both languages', async () => {
  expect((await testNode(double, { params: { field: 'a', times: 'two' } })).error).toMatchObject({
    code: 'NODE_PARAM_TYPE',
    field: '/times',
    text: { fr: 'Le paramètre « Fois » doit être un nombre entier, mais vaut « two ».' },
  })
  expect((await testNode(double, { params: {} })).error).toMatchObject({ code: 'NODE_PARAM_MISSING', field: '/field' })
})

const flaky = defineNode({
  ...about,
  type: 'test.flaky',
  params: Type.Object({}),
  runItem: async () => {
    throw retryableError({ code: 'TEST_SERVER_BUSY', text: text('Occupé', 'Busy') }, 500)
  },
})

it('fails the attempt by an error that may pass, but follows the choice on the last attempt', async () => {
  const onError = { choice: 'skip' } as const
  expect(await testNode(flaky, { items: [{}], onError, isLastAttempt: false })).toMatchObject({
    status: 'failed',
    error: { retryable: true, retryAfterMs: 500 },
  })
  expect(await testNode(flaky, { items: [{}], onError, isLastAttempt: true })).toMatchObject({ status: 'warned' })
})

it('tells the author what the item that a node gave cannot hold', async () => {
  const giving = (value: unknown) => defineNode({ ...about, type: 'test.giving', params: Type.Object({}), runItem: () => ({ deep: { value } }) as never })
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  for (const value of [
    cycle,
    () => 1,
    Number.NaN,
    new Map(),
    Buffer.from('x'),
    {
      get bad() {
        throw new Error('secret')
      },
    },
  ]) {
    const result = await testNode(giving(value), { items: [{}] })
    expect(result.error?.code).toMatch(/^ITEM_/)
    expect(JSON.stringify(result.error)).not.toContain('secret')
  }
  expect((await testNode(giving(new Date(0)), { items: [{}] })).json['main']).toEqual([{ deep: { value: '1970-01-01T00:00:00.000Z' } }])
})

it('keeps nothing that a node in mode all gave before it failed, where the flow goes on', async () => {
  const half = defineNode({
    ...about,
    type: 'test.half',
    params: Type.Object({}),
    run: async ({ emit, input }) => {
      for await (const item of input()) await emit(item)
      throw userError({ code: 'TEST_HALF_WAY', text: text('À mi-chemin', 'Half-way') })
    },
  })
  expect(await testNode(half, { items: [{ a: 1 }], onError: { choice: 'branch' } })).toMatchObject({
    status: 'warned',
    json: { main: [], error: [{ error: { code: 'TEST_HALF_WAY' }, item: { a: 1 } }] },
  })
  // Told once, whatever came in: behind it people are told.
  expect((await testNode(half, { items: [{ a: 1 }, { a: 2 }], onError: { choice: 'branch' } })).json).toMatchObject({ main: [], error: [{ item: null, rows: 2 }] })
})

it('keeps every row that came in, with its files, where a node in mode all failed as a whole and they are to be set aside', async () => {
  const total = defineNode({
    ...about,
    type: 'test.total',
    params: Type.Object({ rate: Type.Number({ ...ui({ label: text('Taux', 'Rate') }) }) }),
    run: async ({ input }) => {
      for await (const { json } of input()) if (typeof json['n'] !== 'number') throw userError({ code: 'TEST_NO_NUMBER', text: text('Ce n’est pas un nombre', 'Not a number') })
    },
  })
  const files = createMemoryFiles()
  const given = [{ json: { n: 1 }, files: { note: files.add('n.txt', 'n') } }, { json: { n: 'deux' } }]
  const aside = await testNode(total, { params: { rate: 2 }, inputItems: { main: given }, files, onError: { choice: 'set-aside' } })
  expect(aside).toMatchObject({ status: 'warned', failedItems: { count: 2, first: { code: 'TEST_NO_NUMBER' } }, logs: [{ level: 'warn', message: 'Not a number' }] })
  expect(aside.setAside).toEqual(given.map(({ json, ...rest }) => ({ ...rest, json: { error: { code: 'TEST_NO_NUMBER', message: 'Not a number', hint: '' }, item: json } })))
  // Settings that can’t be worked out are no reason to lose them either.
  expect((await testNode(total, { params: { rate: '{{nodes.a.first.rate}}' }, inputItems: { main: given }, files, onError: { choice: 'set-aside' } })).setAside).toHaveLength(2)
})

it('resolves expressions for each item, with the type of a whole value, and reads no expression out of the data', async () => {
  const echo = defineNode({
    ...about,
    type: 'test.echo',
    params: Type.Object({ text: Type.String({ ...ui({ label: text('Texte', 'Text') }) }), count: Type.Number({ ...ui({ label: text('Nombre', 'Count') }) }) }),
    runItem: ({ params }) => ({ ...params }),
  })
  const params = { text: 'Bonjour {{item.name}} ({{nodes.prices.first.currency}})', count: '{{item.n}}' }
  const result = await testNode(echo, {
    params,
    items: [
      { name: 'Zoé', n: 2 },
      { name: '{{item.n}}', n: 3 },
    ],
    scope: { nodes: { prices: [{ currency: 'EUR' }] } },
  })
  expect(result.json['main']).toEqual([
    { text: 'Bonjour Zoé (EUR)', count: 2 },
    { text: 'Bonjour {{item.n}} (EUR)', count: 3 },
  ])
  expect((await testNode(echo, { params, items: [{ name: 'Zoé', n: 'many' }] })).error).toMatchObject({ code: 'EXPRESSION_NODE_MISSING', row: 0 })
  const wrong = await testNode(echo, { params: { text: 'x', count: '{{item.n}}' }, items: [{ n: 1 }, { n: 'many' }] })
  expect(wrong.error).toMatchObject({ code: 'NODE_PARAM_TYPE', field: '/count', row: 1 })
})

it('comes back from every wait at once, as the test says or by the usual button', async () => {
  const asking = defineNode({
    ...about,
    type: 'test.asking',
    params: Type.Object({}),
    run: async ({ resumed, suspend, answerLinks, emit }) => {
      await emit({ json: { dropped: true } })
      if (resumed === null) return suspend({ for: 'time', afterMs: 1000 })
      if (resumed.by === 'time') return suspend({ for: 'answer', about: { title: answerLinks().page, choices: [{ id: 'yes', label: 'Yes' }, { id: 'no', label: 'No' }], fields: [{ name: 'total', label: 'Total', value: 12 }] } })
      return emit({ json: { ...resumed } })
    },
  })
  const usual = await testNode(asking)
  expect(usual.json['main']).toEqual([{ dropped: true }, { by: 'answer', answer: { choice: 'yes', values: { total: 12 } } }])
  expect(usual.waits).toMatchObject([{ for: 'time', afterMs: 1000 }, { for: 'answer', about: { title: 'https://maillon.example/answers/test' } }])
  const late = await testNode(asking, { resumed: [{ by: 'time' }, { by: 'deadline' }] })
  expect(late.json['main']?.[1]).toEqual({ by: 'deadline' })
})

it('does what a write node would do only outside dry runs', async () => {
  const send = defineNode({
    ...about,
    effects: 'write',
    type: 'test.send',
    params: Type.Object({}),
    runItem: async ({ http }) => ({ status: (await http.request({ url: 'http://x.test', method: 'POST' })).status }),
    preview: ({ params, ...rest }) => ({ would: 'send', given: Object.keys(params).length, key: rest.idempotencyKey }),
  })
  const real = await testNode(send, { items: [{}], http: () => ({ status: 201 }) })
  expect(real).toMatchObject({ json: { main: [{ status: 201 }] }, effects: [{ kind: 'write' }] })
  const dry = await testNode(send, { items: [{}], isDryRun: true })
  expect(dry).toMatchObject({ status: 'succeeded', json: { main: [{ would: 'send', key: 'run-1-0-i0' }] }, effects: [], logs: [{ level: 'info' }] })
})

describe('a node that gives a stream for an item', () => {
  const pages = defineNode({
    type: 'trial.pages', title: { fr: 'Pages', en: 'Pages' }, description: { fr: 'Donne', en: 'Gives' }, icon: 'x', group: 'http', params: Type.Object({}), effects: 'none',
    words: { fr: 'donne', en: 'gives' },
    async *runItem({ item }) {
      for (let n = 0; n < 3; n += 1) {
        if (item.json['failAt'] === n) throw userError({ code: 'TRIAL_PAGE_BAD', text: { fr: 'Mauvaise', en: 'Bad' } })
        yield out({ of: item.json['id'] ?? null, n })
      }
    },
  })
  const items = [{ id: 'a' }, { id: 'b', failAt: 2 }, { id: 'c' }]
  const whole = (id: string) => [0, 1, 2].map((n) => ({ of: id, n }))

  it('gives all of it in order', async () => {
    expect((await testNode(pages, { items: [{ id: 'a' }, { id: 'c' }] })).json['main']).toEqual([...whole('a'), ...whole('c')])
  })

  it.each(['skip', 'set-aside', 'branch'] as const)('leaves nothing of an item that failed half-way, and goes on with the others: %s', async (choice) => {
    const { json, setAside, failedItems } = await testNode(pages, { items, onError: { choice } })
    expect(json['main']).toEqual([...whole('a'), ...whole('c')])
    expect([failedItems?.count, setAside.length, json['error']?.length]).toEqual([1, choice === 'set-aside' ? 1 : 0, choice === 'branch' ? 1 : undefined])
  })

  it('fails as a whole where the flow is to stop', async () => {
    expect((await testNode(pages, { items })).error).toMatchObject({ code: 'TRIAL_PAGE_BAD', row: 1 })
  })
})
