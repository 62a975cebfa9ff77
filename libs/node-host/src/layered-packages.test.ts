import { defineNode, Type } from '@maillon/node-sdk'
import { expect, it } from 'vitest'
import { layeredPackages } from './layered-packages.js'
import { nodePackagesOf, type LoadedDefinition } from './node-packages.js'

const text = { fr: 'x', en: 'x' }
const loaded = (type: string): LoadedDefinition => ({ definition: defineNode({ type, title: text, description: text, words: text, icon: 'x', group: 'logic', effects: 'none', params: Type.Object({}), runItem: ({ item }) => item.json }), module: null })

it('gives each run what was installed when it was accepted', () => {
  const [first, second, third] = [loaded('a.one'), loaded('a.one'), loaded('a.one')]
  const packages = layeredPackages(nodePackagesOf([]))
  packages.replace('installed', [third], [{ loaded: first, until: '2026-11-20T00:00:00.000Z' }, { loaded: second, until: '2026-11-21T00:00:00.000Z' }])
  const foundAt = (acceptedAt?: string) => [first, second, third].indexOf(packages.find('a.one', 1, acceptedAt) as LoadedDefinition)
  expect(['2026-11-19T12:00:00.000Z', '2026-11-20T00:00:00.000Z', '2026-11-21T12:00:00.000Z', undefined].map(foundAt)).toEqual([0, 1, 2, 2])
})

it('never puts a layer, of today or earlier, before what the server brings', () => {
  const own = loaded('core.one')
  const packages = layeredPackages(nodePackagesOf([own.definition]))
  packages.replace('installed', [loaded('core.one')], [{ loaded: loaded('core.one'), until: '2026-11-20T00:00:00.000Z' }])
  expect(packages.find('core.one', 1, '2026-11-19T00:00:00.000Z')?.definition).toBe(own.definition)
})
