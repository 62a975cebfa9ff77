/** Rows of APIs, forms and mails often lack a field: one rule for every step that looks one up. */
import type { Json, JsonObject, NodeDefinition } from '@maillon/node-sdk'
import { testNode, type TestNodeOptions, type TestNodeResult } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregate } from './aggregate.node.js'
import { batch } from './batch.node.js'
import { compare } from './compare.node.js'
import { compute } from './compute.node.js'
import { deduplicate } from './deduplicate.node.js'
import { filter } from './filter.node.js'
import { join } from './join.node.js'
import { onlyNew } from './only-new.node.js'
import { select } from './select.node.js'
import { sort } from './sort.node.js'
import { sql } from './sql.node.js'
import { unfold } from './unfold.node.js'

interface Case {
  readonly node: NodeDefinition
  readonly params: JsonObject
  /** By input port. Default: `main` has the rows. */
  readonly inputs?: (rows: readonly JsonObject[]) => NonNullable<TestNodeOptions['inputs']>
}

const right = [{ k: 'a', n: 1 }, { k: 'b', n: 2 }]
const rule = (operator: string, value?: Json, field = 'n'): Case => ({ node: filter, params: { rules: [{ field, operator, ...(value === undefined ? {} : { value }) }] } })
const looking: readonly Case[] = [
  ...['greater', 'at-most', 'number-differs'].map((operator) => rule(operator, 2)),
  ...['equals', 'differs', 'contains', 'lacks', 'among'].map((operator) => rule(operator, 'a', 'k')),
  rule('before', '2026-05-01', 'd'), rule('is-true', undefined, 'b'), rule('is-false', undefined, 'b'),
  { node: sort, params: { by: [{ field: 'n', direction: 'descending' }, { field: 'k' }] } },
  { node: aggregate, params: { groupBy: ['k'], totals: [{ name: 'sum', function: 'sum', field: 'n' }, { name: 'different', function: 'distinct', field: 'd' }, { name: 'rows', function: 'count' }] } },
  { node: compute, params: { fields: [{ name: 'twice', calculation: 'multiply', field: 'n', value: '2' }, { name: 'sum', calculation: 'running', field: 'n' }, { name: 'text', calculation: 'join', field: 'k', other: 'n' }] } },
  { node: join, params: { keys: [{ left: 'k', right: 'k' }], duplicates: 'all' }, inputs: (left) => ({ left, right }) },
  { node: compare, params: { keys: [{ after: 'k' }], duplicates: 'first' }, inputs: (after) => ({ after, before: right }) },
  { node: deduplicate, params: { fields: ['k', 'n'] } },
  { node: onlyNew, params: { fields: ['k'] } },
  { node: select, params: { fields: [{ field: 'n', name: 'number' }, { field: 'k' }] } },
  { node: batch, params: { by: 'field', field: 'k' } },
  { node: sql, params: { tables: [{ id: 'main' }], sql: 'SELECT k, n FROM main WHERE n > 1 OR k IS NULL ORDER BY n, k' } },
]
const nameOf = ({ node, params }: Case) => `${node.descriptor.type} ${JSON.stringify(params)}`

const had: JsonObject = { k: 'a', n: 3, d: '2026-04-03', b: true }
const row = fc.record({ k: fc.constantFrom('a', 'b', 'c'), n: fc.integer({ min: 0, max: 4 }), d: fc.constantFrom('2026-04-03', '2026-06-01'), b: fc.boolean() }, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>

function outcome({ node, params, inputs = (main) => ({ main }) }: Case, rows: readonly JsonObject[], more: TestNodeOptions = {}): Promise<TestNodeResult> {
  return testNode(node, { params, inputs: inputs(rows), locale: 'fr', ...more })
}

/** The list of what changed in a row is in the order of its fields. */
function placeOf(value: unknown): number {
  const { field } = (value ?? {}) as { readonly field?: string }
  return field === undefined ? 0 : field.charCodeAt(0)
}

/** A field that isn't there and one that is null are told apart by nobody here. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls).toSorted((one, other) => placeOf(one) - placeOf(other))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null).map(([name, inner]) => [name, withoutNulls(inner)]))
}

describe('a field that some rows lack is an empty value there', () => {
  it.each(looking.map((one) => [nameOf(one), one] as const))('%s', async (_, one) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), fc.nat(8), async (some, at) => {
        const sparse = some.toSpliced(at, 0, had)
        const [lacking, empty] = await Promise.all([outcome(one, sparse), outcome(one, sparse.map((each) => ({ k: null, n: null, d: null, b: null, ...each })))])
        expect(lacking.error).toBeNull()
        expect(withoutNulls(lacking.json)).toEqual(withoutNulls(empty.json))
      }),
      { numRuns: one.node === sql ? 8 : 30 },
    )
  })
})

/** What SQL doesn’t know it says in its own words. */
const strict = [...looking.filter(({ node }) => node !== sql), { node: unfold, params: { field: 'k' } }]

describe('a field that no row has is a mistake in the settings', () => {
  const misspelt = [{ kk: 'a', nn: 3, dd: '2026-04-03', bb: true }, { kk: 'b' }]

  it.each(strict.map((one) => [nameOf(one), one] as const))('%s', async (_, one) => {
    const { error, counts } = await outcome(one, misspelt)
    expect(error).toMatchObject({ code: 'DATA_FIELD_UNKNOWN', kind: 'user', retryable: false, text: { fr: expect.stringContaining('n’existe pas dans les données reçues') as unknown }, hint: { fr: expect.stringContaining('Vouliez-vous dire') as unknown } })
    expect(Object.values(counts).every((count) => count === 0) || one.node.descriptor.modes[0] === 'all').toBe(true)
  })

  it.each(strict.map((one) => [nameOf(one), one] as const))('unless the flow knows it: %s', async (_, one) => {
    const names = ['k', 'n', 'd', 'b']
    const { error } = await outcome(one, [{ other: 1 }], { knownFields: { main: names, left: names, after: names } })
    expect(error).toBeNull()
  })
})

it('a joined column has one name in all rows, also where the first rows of the left lack the field that it would clash with', async () => {
  const { json } = await testNode(join, { params: { keys: [{ left: 'k', right: 'k' }] }, inputs: { left: [{ k: 'a' }, { k: 'b', n: 7 }], right } })
  expect(json['main']).toEqual([{ k: 'a', right_n: 1 }, { k: 'b', n: 7, right_n: 2 }])
})

describe('a filter over rows that lack its field', () => {
  it('asks whether it is empty of a field that no row has', async () => {
    const given = [{ a: 1 }]
    expect((await outcome(rule('empty'), given)).counts).toEqual({ main: 1, rest: 0 })
    expect((await outcome(rule('not-empty'), given)).counts).toEqual({ main: 0, rest: 1 })
  })

  it('treats all rows as the person chose where none has the field, and lets none pass', async () => {
    const { counts, setAside, failedItems } = await outcome(rule('greater', 1), [{ a: 1 }, { a: 2 }], { onError: { choice: 'set-aside' } })
    expect([counts, setAside.map(({ json }) => json['item']), failedItems?.count]).toEqual([{ main: 0, rest: 0 }, [{ a: 1 }, { a: 2 }], 2])
    expect((await outcome(rule('greater', 1), [{ a: 1 }, { a: 2 }], { onError: { choice: 'branch' } })).json['error']).toMatchObject([{ error: { code: 'DATA_FIELD_UNKNOWN' }, rows: 2 }])
  })

  it('says nothing where there was no row at all', async () => {
    expect((await outcome(rule('greater', 1), [])).error).toBeNull()
  })
})
