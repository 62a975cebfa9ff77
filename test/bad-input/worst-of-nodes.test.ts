import { errorSentence } from '@maillon/messages'
import { isMaillonError, type LookContext, type NodeDefinition } from '@maillon/node-sdk'
import { createFakeHttp, createMemoryFiles, createMemoryFolders, testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { documentCases } from './worst-of-documents.js'
import { fileCases } from './worst-of-files.js'
import { logicCases } from './worst-of-logic.js'
import { definitions, worstCases, type WorstCase } from './worst-of-nodes.js'
import { rowCases } from './worst-of-rows.js'
import { serverCases } from './worst-of-servers.js'
import { tableCases } from './worst-of-tables.js'
import { workbookCases } from './worst-of-workbooks.js'

const cases = [...worstCases, ...fileCases, ...serverCases, ...tableCases, ...documentCases, ...logicCases, ...rowCases, ...workbookCases]

async function failureOf(one: WorstCase) {
  const definition = definitions.find(({ descriptor }) => descriptor.type === one.node)
  if (definition === undefined) throw new Error(one.node)
  const files = createMemoryFiles()
  const file = one.file === undefined ? {} : { file: { id: files.add(one.file.name, one.file.bytes).id, name: one.file.name } }
  const server = await one.server?.()
  try {
    const options: TestNodeOptions = {
      ...world(one),
      params: { ...one.params, ...file },
      ...(one.inputs === undefined ? (one.received === undefined ? { items: one.items ?? [{}] } : { inputItems: { main: [{ json: {}, files: { received: files.add(one.received.name, one.received.bytes) } }] } }) : { inputs: one.inputs }),
      files,
      credentials: server === undefined ? (one.credentials ?? {}) : { [server.slot]: server.account },
    }
    return definition.look === undefined ? (await testNode(definition, options)).error : await failureOfLook(definition, options)
  } finally {
    await server?.stop()
  }
}

function world({ http, mode, workspace, folders }: WorstCase): TestNodeOptions {
  return {
    ...(http === undefined ? {} : { http }),
    ...(mode === undefined ? {} : { mode }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(folders === undefined ? {} : { folders: createMemoryFolders(folders) }),
  }
}

/** A trigger's look, in as much of a world as it needs to fail. */
async function failureOfLook({ look }: NodeDefinition, { params, credentials = {}, http, folders = createMemoryFolders({}), files }: TestNodeOptions) {
  const [account] = Object.values(credentials)
  const context = {
    params: params ?? {},
    http: createFakeHttp(http), folders, files,
    credential: () => Promise.resolve(account === undefined ? null : { id: 'c', name: 'Compte', ...account }),
    resolveHost: () => Promise.resolve({ address: '127.0.0.1', family: 4 as const }),
    cursor: null, listenMs: 0, signal: new AbortController().signal, locale: 'fr', timeZone: 'Europe/Paris', now: () => Date.UTC(2026, 0, 15, 8),
  }
  return look?.(context as unknown as LookContext<never>).then(
    () => null,
    (error: unknown) => {
      if (isMaillonError(error)) return error.info
      throw error
    },
  ) ?? null
}

describe.each([...new Set(cases.map(({ node }) => node.split('.')[0] ?? ''))])('the worst that can be done to %s', (group) => {
  it.each(cases.filter(({ node }) => node.startsWith(`${group}.`)).map((one) => [`${one.node}: ${one.what}`, one] as const))('%s is told in both languages, and tried again only where that can help', async (_title, one) => {
    const error = await failureOf(one)
    if (error === null) throw new Error('it succeeded')
    expect({ code: error.code, retryable: error.retryable }).toEqual({ code: one.code, retryable: one.retryable === true })
    expect(error.kind).not.toBe('bug')
    const [french, english] = [errorSentence(error, 'fr'), errorSentence(error, 'en')]
    expect(french.sentence.length).toBeGreaterThanOrEqual(20)
    expect(english.sentence.length).toBeGreaterThanOrEqual(20)
    expect(french.sentence).not.toBe(english.sentence)
    // What to do: in words, or by the very field that is wrong.
    expect(french.hint ?? error.field ?? '').not.toBe('')
    expect(english.hint ?? error.field ?? '').not.toBe('')
    // No secret, no empty list, no object that became a text.
    expect(JSON.stringify(error)).not.toMatch(/secret-of/)
    for (const text of [french.sentence, english.sentence, french.hint ?? '', english.hint ?? '']) expect(text).not.toMatch(/: ?\.|\[object/)
  })
})

describe('a good row beside the worst ones', () => {
  const apart = cases.flatMap((one) => (one.beside === undefined ? [] : [[`${one.node}: ${one.what}`, one, one.beside] as const]))

  it.each(apart)('%s: goes on, and they wait to be mended', async (_title, one, beside) => {
    const definition = definitions.find(({ descriptor }) => descriptor.type === one.node)
    if (definition === undefined) throw new Error(one.node)
    const bad = one.items ?? [{}]
    const result = await testNode(definition, { ...world(one), params: one.params, items: [...bad, beside], onError: { choice: 'set-aside' } })
    expect({ status: result.status, failed: result.failedItems?.count, aside: result.setAside.length }).toEqual({ status: 'warned', failed: bad.length, aside: bad.length })
    expect(result.failedItems?.first.code).toBe(one.code)
    expect(Object.values(result.counts).reduce((sum, count) => sum + count, 0)).toBe(1)
  })
})
