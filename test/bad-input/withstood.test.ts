import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { expect, it } from 'vitest'
import { withstoodCases } from './withstood-cases.js'
import { definitions } from './worst-of-nodes.js'

it.each(withstoodCases.map((one) => [`${one.node}: ${one.what}`, one] as const))('%s is taken, without a row lost', async (_title, one) => {
  const definition = definitions.find(({ descriptor }) => descriptor.type === one.node)
  if (definition === undefined) throw new Error(one.node)
  const files = createMemoryFiles()
  const file = one.file === undefined ? {} : { file: { id: files.add(one.file.name, one.file.bytes).id, name: one.file.name } }
  const rows = one.inputs === undefined ? { items: one.items ?? [{}] } : { inputs: one.inputs }
  const { status, error, counts, logs } = await testNode(definition, { params: { ...one.params, ...file }, ...rows, files, locale: 'fr', ...(one.workspace === undefined ? {} : { workspace: one.workspace }) })
  expect({ status, error, counts }).toEqual({ status: 'succeeded', error: null, counts: one.gives })
  if (one.says !== undefined) expect(logs.map(({ message }) => message).join('\n')).toMatch(one.says)
})
