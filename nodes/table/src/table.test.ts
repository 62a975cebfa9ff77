import { DecimalSum } from '@maillon/node-sdk'
import { testNode } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregate } from './aggregate.node.js'
import { filter } from './filter.node.js'
import { join } from './join.node.js'
import { limit } from './limit.node.js'
import { sort } from './sort.node.js'

describe('filter', () => {
  it('names the near miss of a field that is not there', async () => {
    const { error } = await testNode(filter, { params: { rules: [{ field: 'Montnat', operator: 'greater', value: 1 }] }, items: [{ Montant: 3 }] })
    expect(error).toMatchObject({ code: 'DATA_FIELD_UNKNOWN', field: '/rules/0/field', row: 0 })
    expect(error?.hint?.fr).toBe('Vouliez-vous dire « Montant » ?')
  })

  it('sets the row aside whose value is no number, and goes on', async () => {
    const { counts, setAside } = await testNode(filter, {
      params: { rules: [{ field: 'n', operator: 'greater', value: 1 }] },
      items: [{ n: 2 }, { n: 'deux' }, { n: 0 }],
      onError: { choice: 'set-aside' },
    })
    expect(counts).toMatchObject({ main: 1, rest: 1 })
    expect(setAside.length).toBe(1)
  })
})

describe('sort', () => {
  const sorted = async (values: (string | number | null)[], key: object = {}) =>
    (await testNode(sort, { params: { by: [{ field: 'v', ...key }] }, items: values.map((v) => ({ v })), locale: 'fr' })).json['main']?.map(({ v }) => v)

  it('puts numbers by size, texts by the alphabet of the language, and empty values last both ways', async () => {
    expect(await sorted([10, null, 9, '1 000,5'])).toEqual([9, 10, '1 000,5', null])
    expect(await sorted(['zoo', 'Été', 'etang', ''])).toEqual(['etang', 'Été', 'zoo', ''])
    expect(await sorted([1, null, 2], { direction: 'descending' })).toEqual([2, 1, null])
    expect(await sorted(['n° 10', 'n° 9'])).toEqual(['n° 9', 'n° 10'])
    expect(await sorted(['02/01/2026', '01/02/2026', '2025-12-31'], { as: 'date' })).toEqual(['2025-12-31', '02/01/2026', '01/02/2026'])
  })

  it('is stable and loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ v: fc.integer({ min: 0, max: 3 }), id: fc.nat() })), async (items) => {
        const { json } = await testNode(sort, { params: { by: [{ field: 'v' }] }, items })
        expect(json['main']).toEqual([...items].sort((a, b) => a.v - b.v))
      }),
      { numRuns: 50 },
    )
  })

  it('names the row whose value is not of the type asked for', async () => {
    const { error } = await testNode(sort, { params: { by: [{ field: 'v', as: 'number' }] }, items: [{ v: 1 }, { v: 'deux' }] })
    expect(error).toMatchObject({ code: 'TABLE_SORT_MISMATCH', field: '/by/0/field', row: 1 })
  })
})

describe('aggregate', () => {
  it('sums decimals exactly', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 })
    fc.assert(
      fc.property(fc.array(cents), (amounts) => {
        const sum = new DecimalSum()
        for (const amount of amounts) sum.add(amount / 100)
        expect(Math.round(sum.total() * 100)).toBe(amounts.reduce((left, right) => left + right, 0))
        expect(String(sum.total())).toMatch(/^-?\d+(\.\d{1,2})?$/)
      }),
    )
    const sum = new DecimalSum()
    for (const value of [1e21, 1e-7, -1e21, Number.MAX_SAFE_INTEGER, 2]) sum.add(value)
    expect(sum.total()).toBe(Number('9007199254740993.0000001'))
  })

  it('names row and field of a text among the numbers', async () => {
    const { error } = await testNode(aggregate, { params: { totals: [{ name: 't', function: 'sum', field: 'n' }] }, items: [{ n: 1 }, { n: 'N/A' }] })
    expect(error).toMatchObject({ code: 'TABLE_NUMBER_EXPECTED', field: '/totals/0/field', row: 1 })
  })

  it('finds smallest, largest, first, last, and leaves empty values out', async () => {
    const functions = ['min', 'max', 'first', 'last', 'count', 'distinct', 'mean']
    const { json } = await testNode(aggregate, {
      params: { totals: functions.map((name) => ({ name, function: name, field: 'n' })) },
      items: [{ n: null }, { n: 3 }, { n: 1 }, { n: '' }, { n: 2 }, { n: 2 }],
    })
    expect(json['main']).toEqual([{ min: 1, max: 3, first: 3, last: 2, count: 4, distinct: 3, mean: 2 }])
  })

  it('asks for the field of a sum, and knows when none has it', async () => {
    const missing = await testNode(aggregate, { params: { totals: [{ name: 't', function: 'sum' }] }, items: [{ n: 1 }] })
    expect(missing.error).toMatchObject({ code: 'TABLE_FIELD_MISSING', field: '/totals/0/field' })
    const unknown = await testNode(aggregate, { params: { groupBy: ['vile'], totals: [{ name: 't', function: 'count' }] }, items: [{ ville: 'Lyon' }] })
    expect(unknown.error).toMatchObject({ code: 'DATA_FIELD_UNKNOWN', field: '/groupBy/0' })
  })
})

describe('join', () => {
  const prices = [{ ref: 'A1', prix: 2 }, { ref: 'A1', prix: 3 }]
  const run = (more: object) => testNode(join, { params: { keys: [{ left: 'code', right: 'ref' }], ...more }, inputs: { left: [{ code: 'A1' }, { code: 'B2' }], right: prices }, locale: 'fr' })

  it('stops at duplicate keys unless told what to do with them', async () => {
    expect((await run({})).error).toMatchObject({ code: 'TABLE_KEY_DUPLICATE', field: '/duplicates' })
    const first = await run({ duplicates: 'first' })
    expect(first.json['main']).toEqual([{ code: 'A1', ref: 'A1', prix: 2 }, { code: 'B2', ref: null, prix: null }])
    expect(first.logs[0]?.message).toContain('« A1 »')
    expect((await run({ duplicates: 'all', kind: 'inner' })).json['main']).toEqual([{ code: 'A1', ref: 'A1', prix: 2 }, { code: 'A1', ref: 'A1', prix: 3 }])
  })

  it('matches 12 with “12”, and empty keys with nothing', async () => {
    const { json } = await testNode(join, {
      params: { keys: [{ left: 'k', right: 'k' }], kind: 'inner' },
      inputs: { left: [{ k: 12 }, { k: null }], right: [{ k: ' 12', v: 1 }, { k: null, v: 2 }] },
    })
    expect(json['main']).toEqual([{ k: 12, v: 1 }])
  })
})

describe('limit', () => {
  it('gives the same rows as a slice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 40 }), fc.nat({ max: 5 }), async (size, count, skip) => {
        const items = Array.from({ length: size }, (_, n) => ({ n }))
        const first = await testNode(limit, { params: { count, skip }, items })
        expect(first.json['main']).toEqual(items.slice(skip, skip + count))
        const last = await testNode(limit, { params: { count, skip, from: 'last' }, items })
        expect(last.json['main']).toEqual(items.slice(0, Math.max(0, size - skip)).slice(-count))
      }),
      { numRuns: 60 },
    )
  })

  it('gives of each group what it gives of that group alone, in the order of all rows', async () => {
    const towns = fc.array(fc.constantFrom('Lyon', 'Nice', null), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(towns, fc.integer({ min: 1, max: 5 }), fc.nat({ max: 3 }), fc.constantFrom('first', 'last'), async (names, count, skip, from) => {
        const items = names.map((town, n) => ({ n, town }))
        const given = (await testNode(limit, { params: { count, skip, from, groupBy: ['town'] }, items })).json['main'] ?? []
        const alone = await Promise.all(['Lyon', 'Nice', null].map(async (town) => (await testNode(limit, { params: { count, skip, from }, items: items.filter((item) => item.town === town) })).json['main'] ?? []))
        expect(given).toEqual(alone.flat().toSorted((one, other) => Number(one['n']) - Number(other['n'])))
      }),
      { numRuns: 40 },
    )
  })

  it('names a field to group by that no row has', async () => {
    expect((await testNode(limit, { params: { count: 1, groupBy: ['vile'] }, items: [{ ville: 'Lyon' }] })).error).toMatchObject({ code: 'DATA_FIELD_UNKNOWN', field: '/groupBy/0' })
  })
})
