import { defineNode, Type, ui, type NodeDefinition } from '@maillon/node-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPackageWorld, type PackageWorld } from '../packages/package-world.fixture.js'
import { nodePackagesOf } from '../node-packages.js'
import { createSettingsMover } from './settings-mover.js'

const text = { fr: 'x', en: 'x' }
const about = { title: text, description: text, words: text, icon: 'box', group: 'data', effects: 'none', runItem: () => null } as const
const one = defineNode({ ...about, type: 'p.greet', params: Type.Object({ name: Type.String(ui({ label: text })) }) })
const three: NodeDefinition = defineNode({
  ...about, type: 'p.greet', version: 3, params: Type.Object({ who: Type.String(ui({ label: text })) }),
  migrate: ({ name = '', who = name }, from) => (from > 2 ? {} : { who }),
  earlier: [{ version: 1, params: { name: 'Ana' }, becomes: { who: 'Ana' } }],
})
const node = (type: string, version: number, params: object) => ({ id: `${type}-${version}`, name: 'Step', type, version, params: params as Record<string, string>, position: { x: 1, y: 2 } })

describe('settings that an earlier version kept', () => {
  it('move to the newest version that takes them over; everything else about the node and the document stays', async () => {
    const given = { name: 'F', nodes: [node('p.greet', 1, { name: '{{item.a}}' }), node('p.greet', 3, { who: 'x' }), node('p.other', 1, {})] }
    const { document, moved, unmoved } = await createSettingsMover(nodePackagesOf([one, three])).move(given)
    expect(document).toEqual({ name: 'F', nodes: [{ ...given.nodes[0], version: 3, params: { who: '{{item.a}}' } }, given.nodes[1], given.nodes[2]] })
    expect(moved).toEqual([{ node: 'p.greet-1', name: 'Step', type: 'p.greet', from: 1, to: 3 }])
    expect(unmoved).toEqual([])
    expect(given.nodes[0]?.params).toEqual({ name: '{{item.a}}' })
  })

  it('stay where the newer version says nothing of them: the flow keeps the version that it was drawn with', async () => {
    const { migrate: _, ...rest } = three
    const { earlier: _earlier, ...descriptor } = rest.descriptor
    const given = { nodes: [node('p.greet', 1, { name: 'Ana' })] }
    expect((await createSettingsMover(nodePackagesOf([one, { ...rest, descriptor }])).move(given)).document).toBe(given)
  })

  it.each([
    ['throws', () => { throw new Error('no idea') }, 'no idea'],
    ['gives no object', () => 'x' as never, 'gave no object'],
    ['gives what leads to a prototype', () => JSON.parse('{"__proto__":{}}') as never, 'JSON_FORBIDDEN_KEY'],
    ['gives what is no JSON', () => ({ when: new Date() }) as never, 'JSON_NOT_JSON'],
  ])('stay as they were where the migration %s, and the reason is told', async (_what, migrate, reason) => {
    const given = { nodes: [node('p.greet', 1, { name: 'Ana' })] }
    const { document, unmoved } = await createSettingsMover(nodePackagesOf([one, { ...three, migrate }])).move(given)
    expect(document).toBe(given)
    expect(unmoved).toEqual([{ node: 'p.greet-1', name: 'Step', type: 'p.greet', from: 1, to: 3, reason: expect.stringContaining(reason) as string }])
  })
})

describe('settings that the package of somebody else takes over', () => {
  let world: PackageWorld
  beforeAll(async () => {
    world = await openPackageWorld()
    await world.install(`
      const moving = (type, migrate) => { const made = definition({ type, runItem: () => null }); return { ...made, descriptor: { ...made.descriptor, version: 2, earlier: [{ version: 1, params: {}, becomes: {} }] }, migrate } }
      let asked = 0
      export const nodes = [
        moving('p.moves', ({ name }) => ({ who: name, asked: ++asked })),
        moving('p.throws', () => { throw new Error('no idea') }),
        moving('p.lies', () => 'x'),
        moving('p.leads', () => JSON.parse('{"__proto__":{"isAdmin":true}}')),
      ]`)
    await world.install(`
      const made = definition({ type: 'q.endless', runItem: () => null })
      export const nodes = [{ ...made, descriptor: { ...made.descriptor, version: 2, earlier: [{ version: 1, params: {}, becomes: {} }] }, migrate() { for (;;); } }]`)
  }, 60_000)
  afterAll(() => world.close())

  it('are taken over in one process of that package, once for the same settings', async () => {
    const mover = createSettingsMover(world.packages)
    const given = { nodes: ['p.moves', 'p.throws', 'p.lies', 'p.leads'].map((type) => node(type, 1, { name: 'Ana' })) }
    const [first, second] = [await mover.move(given), await mover.move(given)]
    expect(first.document.nodes.map(({ version, params }) => ({ version, params }))).toEqual([{ version: 2, params: { who: 'Ana', asked: 1 } }, ...[1, 1, 1].map((version) => ({ version, params: { name: 'Ana' } }))])
    expect(first.unmoved.map(({ type, reason }) => `${type} ${reason}`)).toEqual([expect.stringContaining('no idea'), expect.stringContaining('no object'), expect.stringContaining('JSON_FORBIDDEN_KEY')])
    expect(second).toEqual(first)
  }, 30_000)

  it('stay where its code never comes to an end, and whoever waits is told so', async () => {
    const { unmoved } = await createSettingsMover(world.packages).move({ nodes: [node('q.endless', 1, {})] })
    expect(unmoved[0]?.reason).toContain('after 5 s')
  }, 30_000)
})
