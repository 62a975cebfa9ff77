import { errorSentence } from '@maillon/messages'
import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { definitions, worstCases, type WorstCase } from './worst-of-nodes.js'

async function failureOf(one: WorstCase) {
  const definition = definitions.find(({ descriptor }) => descriptor.type === one.node)
  if (definition === undefined) throw new Error(one.node)
  const files = createMemoryFiles()
  const file = one.file === undefined ? {} : { file: { id: files.add(one.file.name, one.file.bytes).id, name: one.file.name } }
  const { error } = await testNode(definition, {
    params: { ...one.params, ...file },
    items: one.items ?? [{}],
    files,
    ...(one.http === undefined ? {} : { http: one.http }),
    ...(one.credentials === undefined ? {} : { credentials: one.credentials }),
  })
  return error
}

describe.each([...new Set(worstCases.map(({ node }) => node.split('.')[0] ?? ''))])('the worst that can be done to %s', (group) => {
  it.each(worstCases.filter(({ node }) => node.startsWith(`${group}.`)).map((one) => [`${one.node}: ${one.what}`, one] as const))('%s is told in both languages, and tried again only where that can help', async (_title, one) => {
    const error = await failureOf(one)
    if (error === null) throw new Error('it succeeded')
    expect({ code: error.code, retryable: error.retryable }).toEqual({ code: one.code, retryable: one.retryable === true })
    expect(error.kind).not.toBe('bug')
    const [french, english] = [errorSentence(error, 'fr'), errorSentence(error, 'en')]
    expect(french.sentence.length).toBeGreaterThan(20)
    expect(english.sentence.length).toBeGreaterThan(20)
    expect(french.sentence).not.toBe(english.sentence)
    // What to do: in words, or by the very field that is wrong.
    expect(french.hint ?? error.field ?? '').not.toBe('')
    expect(english.hint ?? error.field ?? '').not.toBe('')
  })
})
