import { testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { nodes } from './index.js'

const examples = nodes.flatMap((node) => node.descriptor.examples.filter(({ output }) => output !== undefined).map((example) => ({ node, example, name: `${node.descriptor.type}: ${example.title.en}` })))

describe.runIf(examples.length > 0)('the examples of the help', () => {
  it.each(examples)('$name', async ({ node, example }) => {
    const result = await testNode(node, { params: example.params, inputs: example.input, locale: 'fr' })
    expect(result.error).toBeNull()
    const given = Object.fromEntries(Object.entries(result.json).filter(([, items]) => items.length > 0))
    expect(given).toEqual(example.output)
  })
})

it('every node has both languages and a place in the palette', () => {
  for (const { descriptor } of nodes) {
    expect(descriptor.title.fr).not.toBe('')
    expect(descriptor.keywords.fr.length).toBeGreaterThan(2)
    expect(descriptor.keywords.en.length).toBeGreaterThan(2)
  }
})
