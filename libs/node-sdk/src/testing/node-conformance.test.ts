import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { defineNode, type NodeSpec } from '../define-node.js'
import { ui } from '../param.js'
import { conformanceChecks, nodeConformance } from './node-conformance.js'
import { testNode } from './test-node.js'

const text = (fr: string, en: string) => ({ fr, en })
const upper = (value: unknown) => (typeof value === 'string' ? value.toUpperCase() : '')
const params = Type.Object({ field: Type.String({ ...ui({ label: text('Champ', 'Field') }) }) })
const good: NodeSpec<typeof params> = {
  type: 'test.upper',
  title: text('Majuscules', 'Upper case'),
  description: text('Met un champ en majuscules', 'Puts a field in upper case'),
  words: text('met {{field}} en majuscules', 'puts {{field}} in upper case'),
  icon: 'letter-case',
  group: 'logic',
  effects: 'none',
  params,
  examples: [{ title: text('Un nom', 'A name'), params: { field: 'name' }, input: { main: [{ name: 'ada' }] }, output: { main: [{ name: 'ADA' }] } }],
  runItem: ({ item, params: { field } }) => ({ ...item.json, [field]: upper(item.json[field]) }),
}

nodeConformance(defineNode(good), { describe, it })

/** Titles of the checks that a changed node fails. */
async function failing(change: Partial<NodeSpec<typeof params>>, streamed = 2000): Promise<readonly string[]> {
  const failed: string[] = []
  for (const check of conformanceChecks(defineNode({ ...good, ...change }), { streamed })) await check.run().catch(() => failed.push(check.title))
  return failed
}

describe('the suite finds a node that', () => {
  const says = 'says everything about itself, in both languages'

  it('lacks a label, a language or a parameter that its words name', async () => {
    expect(await failing({})).toEqual([])
    expect(await failing({ title: text('', 'x') })).toEqual([says])
    expect(await failing({ words: text('met {{felid}}', 'puts') })).toEqual([says])
    expect(await failing({ type: 'Upper' })).toEqual([says])
    expect(await failing({ outputs: [{ id: 'main', label: text('x', '') }] })).toEqual([says])
    expect(await failing({ params: Type.Object({ field: Type.String() }) })).toEqual([says])
    const account = { slot: 'a', types: ['t'], label: text('Compte', 'Account'), required: true }
    expect(await failing({ credentials: [{ ...account, usedWhen: { param: 'field', is: ['x'] } }] })).toEqual([])
    expect(await failing({ credentials: [{ ...account, usedWhen: { param: 'felid', is: ['x'] } }] })).toEqual([says])
  })

  it('takes settings of an earlier version over otherwise than it says, or says nothing of it', async () => {
    const taken = 'takes settings of version 1 over (1)'
    const migrate: NonNullable<NodeSpec<typeof params>['migrate']> = ({ column, ...others }) => (column === undefined ? others : { ...others, field: column })
    const earlier = [{ version: 1, params: { column: '{{item.a}}' }, becomes: { field: '{{item.a}}' } }]
    expect(await failing({ version: 2, migrate, earlier })).toEqual([])
    expect(await failing({ version: 2, migrate })).toEqual([says])
    expect(await failing({ version: 2, earlier })).toEqual([says, taken])
    expect(await failing({ version: 1, migrate, earlier })).toEqual([says, taken])
    expect(await failing({ version: 2, migrate: () => ({ field: 'x' }), earlier })).toEqual([taken])
    expect(await failing({ version: 2, migrate: () => ({ field: 7 }), earlier: [{ version: 1, params: {}, becomes: { field: 7 } }] })).toEqual([taken])
    let count = 0
    expect(await failing({ version: 2, migrate: () => ({ field: `x${(count += 1)}` }), earlier: [{ version: 1, params: {}, becomes: { field: 'x1' } }] })).toEqual([taken])
    // Nothing filled in is a setting as well.
    expect(await failing({ version: 2, migrate: (old) => ({ field: (old['column'] as string).trim() }), earlier: [{ version: 1, params: { column: 'a' }, becomes: { field: 'a' } }] })).toEqual([taken])
  })

  it('is part of the language without what compiler and engine ask of it', async () => {
    const { runItem: _code, examples: _examples, ...described } = good
    const saying = async (change: Partial<NodeSpec<never>>) => {
      const [first] = conformanceChecks(defineNode({ ...described, ...change } as never))
      return first?.run().then(
        () => null,
        (error: unknown) => String((error as { actual?: unknown }).actual),
      )
    }
    expect(await saying({ construct: 'return' })).toBeNull()
    expect(await saying({ construct: 'call' })).toContain('a call has a parameter "flow"')
    expect(await saying({ construct: 'loop' })).toContain('a loop has 2 output(s)')
    expect(await saying({ construct: 'return', run: () => undefined })).toContain('has no code of its own')
  })

  it('does not do what its example says, or does not take its parameters', async () => {
    expect(await failing({ runItem: ({ item }) => item.json })).toEqual(['gives what the example “A name” says'])
    expect(await failing({ examples: [{ title: text('Faux', 'Wrong'), params: { field: 3 }, input: {} }] })).toEqual(['takes the parameters of “Wrong”'])
  })

  it('does more outside than it declares', async () => {
    const sneaky = await failing({
      runItem: async ({ item, state, params: { field } }) => {
        await state.set('seen', 1, null)
        return { ...item.json, [field]: upper(item.json[field]) }
      },
    })
    expect(sneaky).toContain('does nothing outside that it does not declare, and no write in a dry run')
  })

  it('keeps everything in memory', async () => {
    const kept: object[] = []
    const hoarding = await failing(
      {
        runItem: ({ item, params: { field } }) => {
          kept.push({ list: Array.from({ length: 2000 }, () => item.json[field]) })
          return { ...item.json, [field]: upper(item.json[field]) }
        },
      },
      20_000,
    )
    expect(hoarding).toEqual(['streams a great many items within its memory'])
  })

  it('writes in a dry run or goes on after an abort, also where its examples need an outside server', async () => {
    const shown = { examples: [{ title: text('Un nom', 'A name'), params: { field: 'name' }, input: { main: [{ name: 'ada' }] } }] }
    expect(await failing(shown)).toEqual([])
    expect(
      await failing({
        ...shown,
        runItem: () => {
          throw new Error('broken')
        },
      }),
    ).toEqual(['writes nothing in a dry run, and is no bug there'])
    expect(
      await failing({
        ...shown,
        effects: 'read',
        runItem: async ({ state, item }) => {
          await state.set('a', 1, null)
          return item.json
        },
      }),
    ).toContain('writes nothing in a dry run, and is no bug there')
  })
})

it('does not let a node that swallows the abort pass for done', async () => {
  const { runItem, ...rest } = good
  expect(runItem).toBeDefined()
  const deaf = defineNode({
    ...rest,
    run: async ({ input, emit, params: { field } }) => {
      try {
        for await (const item of input()) await emit({ json: { ...item.json, [field]: upper(item.json[field]) } })
      } catch {
        // Swallows the abort.
      }
    },
  })
  const result = await testNode(deaf, { params: { field: 'name' }, items: [{ name: 'ada' }], signal: AbortSignal.abort(new Error('cancelled')) })
  expect(result.status).toBe('failed')
})
