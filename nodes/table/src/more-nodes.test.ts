import type { Json, JsonObject } from '@maillon/node-sdk'
import { testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batch } from './batch.node.js'
import { compare } from './compare.node.js'
import { compute } from './compute.node.js'
import { deduplicate } from './deduplicate.node.js'
import { onlyNew } from './only-new.node.js'
import { hashOf } from './seen-memory.js'
import { select } from './select.node.js'
import { unfold } from './unfold.node.js'

/** Milliseconds for a property on a machine that has other work. */
const slow = 120_000

/** Every error is a sentence in both languages, at a field. */
async function refused(node: Parameters<typeof testNode>[0], options: TestNodeOptions) {
  const { error } = await testNode(node, { locale: 'fr', ...options })
  expect(error?.kind).toBe('user')
  expect(error?.text?.fr).toMatch(/\S{3}/)
  expect(error?.text?.en).toMatch(/\S{3}/)
  expect(error?.text?.fr).not.toBe(error?.text?.en)
  return `${error?.code} ${error?.field} ${error?.row ?? ''}`.trim()
}

describe('select', () => {
  it('says what is wrong with its columns', async () => {
    const items = [{ a: 1, b: 2 }]
    expect(await refused(select, { items, params: { fields: [{ field: 'c' }] } })).toBe('DATA_FIELD_UNKNOWN /fields/0/field')
    expect(await refused(select, { items, params: { fields: [{ field: 'a' }, { field: 'b', name: 'a' }] } })).toBe('TABLE_NAME_TWICE /fields/1/name')
    expect(await refused(select, { items, params: { fields: [{ field: 'a', name: '__proto__' }] } })).toBe('DATA_FIELD_FORBIDDEN /fields/0/name')
    expect(await refused(select, { items, params: { fields: [] } })).toMatch(/^NODE_PARAM/)
    expect(await refused(select, { items, params: { fields: [{ field: 3 }] } })).toMatch(/^NODE_PARAM/)
    expect((await testNode(select, { items: [], params: { fields: [{ field: 'c' }] } })).status).toBe('succeeded')
  })
})

describe('compute', () => {
  const one = async (column: object, row: JsonObject, more: Partial<TestNodeOptions> = {}) => (await testNode(compute, { params: { fields: [{ name: 'x', ...column }] }, items: [row], locale: 'fr', ...more })).json['main']?.[0]?.['x']

  it('computes as decimals are written, and rounds halves away from zero', async () => {
    expect(await one({ calculation: 'add', field: 'a', other: 'b' }, { a: 0.1, b: 0.2 })).toBe(0.3)
    expect(await one({ calculation: 'multiply', field: 'a', value: '3' }, { a: 1.1 })).toBe(3.3)
    expect(await one({ calculation: 'round', field: 'a', decimals: 2 }, { a: 1.005 })).toBe(1.01)
    expect(await one({ calculation: 'round', field: 'a', decimals: 0 }, { a: -2.5 })).toBe(-3)
    expect(await one({ calculation: 'round', field: 'a', decimals: 2 }, { a: 1e21 })).toBe(1e21)
    expect(await one({ calculation: 'change', field: 'a', other: 'b', decimals: 1 }, { a: 120, b: 90 })).toBe(33.3)
    expect(await one({ calculation: 'days', field: 'a', other: 'b' }, { a: '2026-03-28', b: '30/03/2026' })).toBe(2)
    expect(await one({ calculation: 'join', field: 'a', other: 'b', value: ', ' }, { a: 'Curie', b: 'Marie' })).toBe('Curie, Marie')
  })

  it('gives nothing where an operand is empty or it would divide by 0, never a wrong 0', async () => {
    for (const calculation of ['divide', 'percent', 'change']) expect(await one({ calculation, field: 'a', other: 'b' }, { a: 1, b: 0 })).toBeNull()
    expect(await one({ calculation: 'add', field: 'a', other: 'b' }, { a: 1, b: '' })).toBeNull()
    expect(await one({ calculation: 'share', field: 'a' }, { a: 0 })).toBeNull()
    expect(await one({ calculation: 'multiply', field: 'a', value: '1e308' }, { a: 1e300 })).toBeNull()
  })

  it('keeps a row apart that can’t be computed, and builds on the rows around it as if it had not come', async () => {
    const fields = [{ name: 'rang', calculation: 'number' }, { name: 'cumul', calculation: 'running', field: 'a' }, { name: 'double', calculation: 'multiply', field: 'b', value: '2' }]
    const aside = await testNode(compute, { params: { fields }, items: [{ a: 1, b: 1 }, { a: 10, b: 'deux' }, { a: 2, b: 3 }], onError: { choice: 'set-aside' } })
    expect(aside.json['main']).toEqual([{ a: 1, b: 1, rang: 1, cumul: 1, double: 2 }, { a: 2, b: 3, rang: 2, cumul: 3, double: 6 }])
    expect(aside.setAside).toMatchObject([{ json: { error: { code: 'TABLE_VALUE_MISFIT' }, item: { a: 10, b: 'deux' } } }])
    const lists = await testNode(unfold, { params: { field: 'l' }, items: [{ l: [1] }, { l: 'x' }, { l: [2, 3] }], onError: { choice: 'set-aside' } })
    expect(lists).toMatchObject({ json: { main: [{ value: 1 }, { value: 2 }, { value: 3 }] }, setAside: [{ json: { item: { l: 'x' } } }] })
  })

  it('says what is wrong, with field and row', async () => {
    const fields = (column: object) => ({ params: { fields: [{ name: 'x', ...column }] }, items: [{ a: 1 }, { a: 'deux' }] })
    expect(await refused(compute, fields({ calculation: 'round', field: 'a' }))).toBe('TABLE_VALUE_MISFIT /fields/0/field 1')
    expect(await refused(compute, fields({ calculation: 'share', field: 'a' }))).toBe('TABLE_VALUE_MISFIT /fields/0/field 1')
    expect(await refused(compute, fields({ calculation: 'days', field: 'a', other: 'a' }))).toBe('TABLE_VALUE_MISFIT /fields/0/field 0')
    expect(await refused(compute, fields({ calculation: 'add', field: 'a' }))).toBe('TABLE_OPERAND_MISSING /fields/0/other')
    expect(await refused(compute, fields({ calculation: 'add', field: 'a', value: 'x' }))).toBe('TABLE_VALUE_MISFIT /fields/0/value 0')
    expect(await refused(compute, fields({ calculation: 'add' }))).toBe('TABLE_FIELD_MISSING /fields/0/field')
    expect(await refused(compute, fields({ calculation: 'previous', field: 'b' }))).toBe('DATA_FIELD_UNKNOWN /fields/0/field')
    expect(await refused(compute, fields({ name: 'constructor', calculation: 'number' }))).toBe('DATA_FIELD_FORBIDDEN /fields/0/name')
    expect(await refused(compute, { items: [{ a: 1 }], params: { fields: [{ name: 'x', calculation: 'round', field: 'a' }, { name: 'y', calculation: 'share', field: 'x' }] } })).toBe('TABLE_SHARE_COMPUTED /fields/1/field')
  })
})

describe('compare', () => {
  const run = (params: object, after: JsonObject[], before: JsonObject[]) => ({ params: { keys: [{ after: 'k' }], ...params }, inputs: { after, before } })

  it('puts every row on one port, and leads from before to after', async () => {
    const table = fc.uniqueArray(fc.record({ k: fc.integer({ min: 0, max: 9 }), v: fc.constantFrom<Json>(1, 2, '1', null, 'a', [1]) }), { selector: ({ k }) => k }) as fc.Arbitrary<JsonObject[]>
    await fc.assert(
      fc.asyncProperty(table, table, fc.constantFrom('exact', 'loose'), async (after, before, looseness) => {
        const { json, error } = await testNode(compare, run({ looseness }, after, before))
        expect(error).toBeNull()
        const { new: news = [], changed = [], deleted = [], same = [] } = json
        expect(news.length + changed.length + same.length).toBe(after.length)
        const deletedKeys = new Set(deleted.map(({ k }) => k))
        const old = new Map(changed.map((row) => [row['k'], row['old'] as JsonObject]))
        // What came before is what is after, with the changes undone and the new ones gone.
        const undone = [...deleted, ...same.map((row) => (looseness === 'exact' ? row : before.find(({ k }) => k === row['k']))), ...changed.map((row) => ({ ...Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'old' && name !== 'changes')), ...old.get(row['k']) }))]
        const byKey = (left: JsonObject | undefined, right: JsonObject | undefined) => Number(left?.['k']) - Number(right?.['k'])
        expect([...undone].sort(byKey)).toEqual([...before].sort(byKey))
        expect(news.some(({ k }) => deletedKeys.has(k ?? null))).toBe(false)
      }),
      { numRuns: 60 },
    )
  }, slow)

  it('tells a code from a number, and the same amount written in another way', async () => {
    const { counts } = await testNode(compare, { ...run({}, [{ k: 1, v: '007' }, { k: 2, v: 1.5 }, { k: 3, v: '' }], [{ k: 1, v: '7' }, { k: 2, v: '1,50' }, { k: 3 }]), locale: 'fr' })
    expect(counts).toMatchObject({ changed: 1, same: 2 })
  })

  it('says what is wrong with keys, fields and names', async () => {
    const two = [{ k: 1 }, { k: 1 }]
    expect(await refused(compare, run({}, two, [{ k: 2 }]))).toBe('TABLE_KEY_DUPLICATE /duplicates 1')
    expect(await refused(compare, run({}, [{ k: 1 }], two))).toBe('TABLE_KEY_DUPLICATE /duplicates')
    expect(await refused(compare, run({ keys: [{ after: 'q' }] }, [{ k: 1 }], [{ q: 1 }]))).toBe('DATA_FIELD_UNKNOWN /keys/0/after')
    expect(await refused(compare, run({ keys: [{ after: 'k', before: 'q' }] }, [{ k: 1 }], [{ k: 1 }]))).toBe('DATA_FIELD_UNKNOWN /keys/0/before')
    expect(await refused(compare, run({ fields: ['vv'] }, [{ k: 1, v: 1 }], [{ k: 1, v: 2 }]))).toBe('DATA_FIELD_UNKNOWN /fields/0')
    expect(await refused(compare, run({}, [{ k: 1, v: 1, old: 2 }], [{ k: 1, v: 2, old: 2 }]))).toBe('TABLE_NAME_TAKEN /oldName')
  })

  it('calls everything new on the first day, and everything deleted where nothing comes', async () => {
    expect((await testNode(compare, run({}, [{ k: 1 }], []))).counts).toMatchObject({ new: 1, deleted: 0 })
    expect((await testNode(compare, run({}, [], [{ k: 1 }]))).counts).toMatchObject({ new: 0, deleted: 1 })
  })
})

describe('deduplicate, batch and unfold', () => {
  it('say what is wrong', async () => {
    expect(await refused(deduplicate, { items: [{ a: 1 }], params: { fields: ['aa'] } })).toBe('DATA_FIELD_UNKNOWN /fields/0')
    expect(await refused(batch, { items: [{ a: 1 }], params: { by: 'field' } })).toBe('TABLE_FIELD_MISSING /field')
    expect(await refused(batch, { items: [{ a: 1 }], params: { by: 'field', field: 'b' } })).toBe('DATA_FIELD_UNKNOWN /field')
    expect(await refused(batch, { items: [{ a: 1 }], params: { size: 0 } })).toMatch(/^NODE_PARAM/)
    expect(await refused(batch, { items: Array.from({ length: 10_001 }, (_, n) => ({ n })), params: { by: 'field', field: 'n' } })).toBe('TABLE_BATCHES_MANY /field')
    expect(await refused(unfold, { items: [{ a: [1] }, { a: 'x' }], params: { field: 'a' } })).toBe('TABLE_LIST_EXPECTED /field 1')
    expect(await refused(unfold, { items: [{ a: [1] }], params: { field: 'b' } })).toBe('DATA_FIELD_UNKNOWN /field')
  })

  it('take the whole row where no field is named, whatever the order of its fields', async () => {
    expect((await testNode(deduplicate, { items: [{ a: 1, b: { x: 1, y: 2 } }, { b: { y: 2, x: 1 }, a: 1 }, { a: '1', b: { x: 1, y: 2 } }] })).counts).toEqual({ main: 2, duplicates: 1 })
  })

  it('lose and add no row on the way into batches and out again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ k: fc.integer({ min: 0, max: 4 }), n: fc.nat() })), fc.integer({ min: 1, max: 7 }), fc.constantFrom('size', 'field'), async (items, size, by) => {
        const batches = (await testNode(batch, { items, params: { by, field: 'k', size } })).json['main'] ?? []
        for (const { count, rows } of batches) {
          expect(Number(count)).toBeLessThanOrEqual(size)
          if (by === 'field') expect(new Set((rows as JsonObject[]).map(({ k }) => k)).size).toBe(1)
        }
        const back = (await testNode(unfold, { items: batches, params: { field: 'rows' } })).json['main'] ?? []
        const text = (list: readonly JsonObject[]) => list.map((row) => JSON.stringify(row)).sort()
        expect(text(back)).toEqual(text(items))
        if (by === 'size') expect(back).toEqual(items)
      }),
      { numRuns: 40 },
    )
  }, slow)
})

describe('only-new', () => {
  const params = { fields: ['id'] }
  const run = (ids: readonly Json[], state: ReadonlyMap<string, Json>, more: Partial<TestNodeOptions> = {}) =>
    testNode(onlyNew, { params, items: ids.map((id) => ({ id })), state: Object.fromEntries(state), ...more })
  const ids = (result: Awaited<ReturnType<typeof run>>, port = 'main') => result.json[port]?.map(({ id }) => id)
  /** The runs of the test kit all bear one key: the state of another run is one with another mark. */
  const ofAnotherRun = (state: ReadonlyMap<string, Json>) => new Map([...state].map(([key, value]) => [key, JSON.parse(JSON.stringify(value).replaceAll(`"${hashOf('run-1-0')}"`, '"other-run-no"')) as Json]))

  it('lets a row through once over all runs', async () => {
    const first = await run([1, 2, '2', null], new Map())
    expect([ids(first), ids(first, 'seen')]).toEqual([[1, 2, null], ['2']])
    const second = await run([2, 3, null], ofAnotherRun(first.state))
    expect([ids(second), ids(second, 'seen')]).toEqual([[3, null], [2]])
  })

  it('gives an attempt that comes again after a crash what the one before it gave', async () => {
    const first = await run([1, 2, 3], new Map())
    const again = await run([1, 2, 3], first.state)
    expect(ids(again)).toEqual([1, 2, 3])
    expect(again.state).toEqual(first.state)
  })

  it('remembers no more than it is told, the newest', async () => {
    let state: ReadonlyMap<string, Json> = new Map()
    for (let turn = 0; turn < 4; turn += 1) state = ofAnotherRun((await run(Array.from({ length: 1000 }, (_, n) => turn * 1000 + n), state, { params: { ...params, remember: 1000 } })).state)
    expect(JSON.stringify([...state.values()]).length).toBeLessThan(1000 * 12 + 64 * 200)
    expect(ids(await run([0], state))).toEqual([0])
    const last = await run(Array.from({ length: 1000 }, (_, n) => 3000 + n), state)
    expect(last.counts['seen']).toBeGreaterThan(800)
  })

  it('forgets after so many days', async () => {
    const { state } = await run([1], new Map(), { now: Date.UTC(2026, 0, 1) })
    const later = (days: number) => run([1], ofAnotherRun(state), { params: { ...params, forgetAfterDays: 30 }, now: Date.UTC(2026, 0, 1 + days) })
    expect(ids(await later(30))).toEqual([])
    expect(ids(await later(31))).toEqual([1])
  })

  it('remembers nothing of a run that fails, and nothing in a dry run, but says what it would find', async () => {
    const failed = await run([1], new Map(), { params: { fields: ['idd'] } })
    expect([failed.error?.code, failed.state.size]).toEqual(['DATA_FIELD_UNKNOWN', 0])
    const dry = await run([1, 2, 2], new Map(), { isDryRun: true })
    expect([dry.json['main'], dry.state.size]).toEqual([[{ new: 2, seen: 1 }], 0])
  })

  it('reads a state that something else has broken as an empty one', async () => {
    const broken = new Map<string, Json>(Array.from({ length: 64 }, (_, n) => [`seen/${n}`, n % 2 === 0 ? 'x' : { groups: 3 }]))
    expect(ids(await run([1, 2, 3], broken))).toEqual([1, 2, 3])
  })
})
