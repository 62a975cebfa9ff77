import type { Json, JsonObject, NodeDefinition } from '@maillon/node-sdk'
import { testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregate } from './aggregate.node.js'
import { filter } from './filter.node.js'
import { join } from './join.node.js'
import { sort } from './sort.node.js'
import { sql } from './sql.node.js'

const run = (query: string, items: readonly JsonObject[], { params, ...more }: Partial<TestNodeOptions> = {}) => testNode(sql, { params: { tables: [{ id: 'main' }], sql: query, ...params }, items, locale: 'fr', ...more })
const rows = async (query: string, items: readonly JsonObject[], params: JsonObject = {}) => {
  const { json, error } = await run(query, items, { params })
  expect(error).toBeNull()
  return json['main']
}

const sorted = (items: readonly JsonObject[] | undefined) => (items ?? []).map((item) => JSON.stringify(item)).toSorted()

describe('what SQL gives', () => {
  it('is what came in: order, types, decimals, days, nulls, lists and objects', async () => {
    const values: readonly fc.Arbitrary<Json>[] = [
      fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
      fc.maxSafeInteger(),
      fc.integer({ min: -10_000_000, max: 10_000_000 }).map((cents) => cents / 100),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
      fc.boolean(),
      fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10)),
      fc.integer({ min: 0, max: 2_000_000_000 }).map((at) => new Date(at * 1000).toISOString()),
      fc.constantFrom('Été', "l'œuf", '007', '2026-02-30', '', 'a"b', '{{x}}', '🙂', 'ligne\nsuivante'),
      fc.oneof(fc.array(fc.integer(), { maxLength: 3 }), fc.record({ x: fc.integer(), y: fc.constantFrom('a', null) })) as fc.Arbitrary<Json>,
    ]
    const column = fc.constantFrom(...values)
    const table = fc.tuple(column, column).chain(([a, b]) => fc.array(fc.record({ 'Prix unitaire': fc.option(a), b: fc.option(b) }), { minLength: 1, maxLength: 20 })) as fc.Arbitrary<JsonObject[]>
    await fc.assert(
      fc.asyncProperty(table, async (items) => {
        expect(await rows('SELECT * FROM main', items)).toEqual(items)
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('adds decimals exactly, and counts with dates in the time zone of the flow', async () => {
    expect(await rows('SELECT sum(p) AS s, avg(p) AS m, sum(p * n) AS t FROM main', [{ p: 0.1, n: 3 }, { p: 0.2, n: 1 }])).toEqual([{ s: 0.3, m: 0.15, t: 0.5 }])
    expect(await rows("SELECT date_trunc('day', t) AS d, hour(t) AS h FROM main", [{ t: '2026-07-14T22:30:00Z' }])).toEqual([{ d: '2026-07-14T22:00:00.000Z', h: 0 }])
    expect(await rows('SELECT j + 1 AS demain, month(j) AS mois FROM main', [{ j: '2026-02-28' }])).toEqual([{ demain: '2026-03-01', mois: 2 }])
  })

  it('is what the steps without SQL give: totals by group, filters, joins and orders', async () => {
    const key = fc.constantFrom('a', 'b', 'Été', null)
    const amount = fc.option(fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100))
    const sales = fc.array(fc.record({ k: key, v: amount }), { minLength: 1, maxLength: 25 }).map((items) => [{ k: 'a', v: 0.1 }, ...items])
    const prices = fc.uniqueArray(fc.record({ k: fc.constantFrom('a', 'b', 'c'), w: fc.integer({ min: 0, max: 9 }) }), { minLength: 1, selector: ({ k }) => k })
    const step = async (definition: NodeDefinition, options: TestNodeOptions) => (await testNode(definition, { locale: 'fr', ...options })).json['main'] ?? []
    const totals = [{ name: 's', function: 'sum', field: 'v' }, { name: 'n', function: 'count', field: 'v' }, { name: 'lo', function: 'min', field: 'v' }, { name: 'hi', function: 'max', field: 'v' }]
    await fc.assert(
      fc.asyncProperty(sales, prices, async (main, other) => {
        expect(sorted(await rows('SELECT k, coalesce(sum(v), 0) AS s, count(v) AS n, min(v) AS lo, max(v) AS hi FROM main GROUP BY k', main))).toEqual(sorted(await step(aggregate, { params: { groupBy: ['k'], totals }, items: main })))
        expect(await rows('SELECT * FROM main WHERE v > 1.5', main)).toEqual(await step(filter, { params: { rules: [{ field: 'v', operator: 'greater', value: '1,5' }] }, items: main }))
        const both = { tables: [{ id: 'main' }, { id: 'other' }], sql: 'SELECT m.k, m.v, o.w FROM main m LEFT JOIN other o ON m.k = o.k' }
        const joined = await step(join, { params: { keys: [{ left: 'k', right: 'k' }] }, inputs: { left: main, right: other } })
        expect(sorted(await step(sql, { params: both, inputs: { main, other } }))).toEqual(sorted(joined.map(({ k = null, v = null, w = null }) => ({ k, v, w }))))
        expect((await rows('SELECT v FROM main ORDER BY v DESC NULLS LAST', main))?.map(({ v }) => v)).toEqual((await step(sort, { params: { by: [{ field: 'v', direction: 'descending' }] }, items: main })).map(({ v }) => v))
      }),
      { numRuns: 15 },
    )
  }, 120_000)

  it('binds values and reads none of them as SQL', async () => {
    const items = [{ n: "x' OR 1=1 --", d: '2026-01-01' }, { n: 'y', d: '2026-02-01' }]
    expect(await rows('SELECT n FROM main WHERE n = $n', items, { values: [{ name: 'n', value: "x' OR 1=1 --" }] })).toEqual([{ n: "x' OR 1=1 --" }])
    expect(await rows('SELECT n FROM main WHERE d >= $since', items, { values: [{ name: 'since', value: '2026-01-15' }] })).toEqual([{ n: 'y' }])
    expect((await run('SELECT 1 AS a WHERE 1 = {{item.n}}', items)).error?.code).toBe('SQL_QUERY_INVALID')
  })

  it('has names that differ, and texts where types mix, and says so', async () => {
    const { json, logs } = await run('SELECT * FROM main', [{ Prix: 1, prix: 'x' }, { Prix: 'deux', prix: null }])
    expect(json['main']).toEqual([{ Prix: '1', prix_2: 'x' }, { Prix: 'deux', prix_2: null }])
    expect(logs.map(({ message }) => message).join()).toMatch(/types se mêlent dans Prix.*« prix » s’appelle prix_2/)
  })
})

describe('SQL cannot', () => {
  it.each([
    "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM glob('/etc/*')", "SELECT * FROM read_json('http://169.254.169.254/')",
    "SELECT * FROM read_parquet('s3://x/y')", "SELECT getenv('HOME')", "SELECT * FROM sniff_csv('/etc/passwd')", "SELECT * FROM query('COPY main TO ''/tmp/x''')", "SELECT * FROM read_blob('../../*')",
  ])('reach files, network or environment: %s', async (query) => {
    const { error, counts } = await run(query, [{ a: 1 }])
    expect(error?.code).toMatch(/^SQL_(ACCESS_REFUSED|QUERY_INVALID)$/)
    expect(error?.text?.fr).not.toBe(error?.text?.en)
    expect(counts['main']).toBe(0)
  })

  it.each([
    "COPY main TO '/tmp/x.csv'", "ATTACH '/tmp/x.db'", 'INSTALL httpfs', 'LOAD httpfs', "SET memory_limit = '10GB'", 'SET enable_external_access = true', 'RESET lock_configuration', 'DROP TABLE main', 'SELECT 1; SELECT 2',
    "EXPORT DATABASE '/tmp/x'", 'PRAGMA threads = 8', 'CALL pragma_version()', 'CREATE TABLE x (a INT)', '', '   ', '-- nothing',
  ])('do more than select: %j', async (query) => {
    const { error } = await run(query, [{ a: 1 }])
    expect(error?.code).toMatch(/^(SQL_STATEMENT_REFUSED|SQL_ACCESS_REFUSED|SQL_QUERY_INVALID|NODE_PARAM_EMPTY)$/)
    expect(error?.field).toBe('/sql')
  })

  it('take all memory, or go on after it is stopped', async () => {
    expect((await run('SELECT string_agg(x::VARCHAR, \',\') AS a FROM range(300000000) t(x)', [{ a: 1 }])).error).toMatchObject({ code: 'SQL_MEMORY_EXCEEDED', field: '/sql' })
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('stopped')), 300)
    const startedAt = performance.now()
    const { status } = await run('SELECT count(*) AS n FROM range(100000000000) a, range(100000) b', [{ a: 1 }], { signal: controller.signal })
    expect(status).toBe('failed')
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  }, 60_000)

  it('be wrong without a sentence, and an input without rows is named', async () => {
    const { error } = await run('SELECT prx FROM main', [{ prix: 1 }])
    expect(error).toMatchObject({ code: 'SQL_QUERY_INVALID', field: '/sql', kind: 'user' })
    expect(error?.text?.fr).toMatch(/^La requête SQL n’est pas valable : .*prx/)
    expect((await run('SELECT prix FROM main', [])).error?.hint?.fr).toContain('main')
    expect((await run('SELECT $x AS a', [{ a: 1 }])).error?.code).toBe('SQL_QUERY_INVALID')
    expect((await run('SELECT 1 AS "__proto__"', [{ a: 1 }])).error?.code).toBe('DATA_FIELD_FORBIDDEN')
    expect((await run('SELECT 1 AS a FROM main', [{ a: 1 }], { params: { tables: [{ id: 'Robert"); DROP' }] } })).error?.code).toMatch(/^NODE_PARAM/)
  })
})
