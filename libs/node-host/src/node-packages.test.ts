import { defineNode, Type, type NodeDefinition } from '@maillon/node-sdk'
import { expect, it } from 'vitest'
import { loadNodePackages, nodePackagesOf } from './node-packages.js'

const text = { fr: 'x', en: 'x' }
const node = (type: string, version = 1): NodeDefinition =>
  defineNode({
    type,
    version,
    title: text,
    description: text,
    words: text,
    icon: 'x',
    group: 'logic',
    effects: 'none',
    params: Type.Object({}),
    runItem: ({ item }) => item.json,
  })

it('takes every definition that a package exports, by itself or in a list, once', async () => {
  const one = node('a.one')
  const packages = await loadNodePackages({
    names: ['a'],
    load: async () => ({ one, list: [one, node('a.two'), node('a.two', 2)], other: 1, nothing: null }),
    resolve: (name) => `file:///${name}.js`,
  })
  expect(packages.problems).toEqual([])
  expect(packages.catalogue.list().map((descriptor) => [descriptor.type, descriptor.version])).toEqual([
    ['a.one', 1],
    ['a.two', 2],
  ])
  expect(packages.find('a.two', 1)?.module).toBe('file:///a.js')
  expect(packages.find('a.two', 3)).toBeNull()
})

it('goes on without a package that is broken, missing or empty, and says so (C15)', async () => {
  const load = async (name: string) => {
    if (name === 'broken') throw new Error('syntax error')
    return name === 'empty' ? {} : { node: node('good.one') }
  }
  const packages = await loadNodePackages({ names: ['broken', 'empty', 'good'], load })
  expect(packages.problems.map(({ package: name, code }) => [name, code])).toEqual([
    ['broken', 'NODE_PACKAGE_BROKEN'],
    ['empty', 'NODE_PACKAGE_EMPTY'],
  ])
  expect(packages.find('good.one', 1)).not.toBeNull()
})

it('refuses a second package that wants a type of another one, whatever the version (C14)', async () => {
  const first = node('mail.send')
  const packages = await loadNodePackages({ names: ['first', 'second'], load: async (name) => ({ node: name === 'first' ? first : node('mail.send', 2) }) })
  expect(packages.find('mail.send', 1)?.definition).toBe(first)
  expect(packages.find('mail.send', 2)).toBeNull()
  expect(packages.problems).toMatchObject([{ package: 'second', code: 'NODE_TYPE_TAKEN', params: { first: 'first' } }])
})

it('knows definitions of another copy of the SDK by their brand', () => {
  const foreign = JSON.parse(JSON.stringify(node('x.y'))) as NodeDefinition
  expect(nodePackagesOf([foreign]).find('x.y', 1)).not.toBeNull()
})
