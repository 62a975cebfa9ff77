import type { Json, JsonObject } from '@maillon/node-sdk'
import { testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sql } from './sql.node.js'

const run = (query: string, items: readonly JsonObject[], { params, ...more }: Partial<TestNodeOptions> = {}) => testNode(sql, { params: { tables: [{ id: 'main' }], sql: query, ...params }, items, locale: 'fr', ...more })
const rows = async (query: string, items: readonly JsonObject[], params: JsonObject = {}) => {
  const { json, error } = await run(query, items, { params })
  expect(error).toBeNull()
  return json['main']
}

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
