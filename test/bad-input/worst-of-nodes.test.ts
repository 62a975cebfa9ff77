import { diagnosticSentence, errorSentence, hintOf } from '@maillon/messages'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import { inputPorts } from '@maillon/node-contract'
import { isMaillonError, type Item, type LookContext, type NodeDefinition } from '@maillon/node-sdk'
import { createFakeHttp, createMemoryFiles, createMemoryFolders, testNode, type MemoryFiles, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { allEarlyCases, allWorstCases } from './all-worst-cases.js'
import { stopRealDatabase } from './bad-databases.js'
import { openRealFolders } from './real-folders.js'
import { definitions, type WorstCase } from './worst-of-nodes.js'

afterAll(() => stopRealDatabase())

type Situation = Omit<WorstCase, 'code'>

/** @param work gets the step and all that it needs, with the case's server running */
async function inWorldOf<Value>(one: Situation, work: (definition: NodeDefinition, options: TestNodeOptions & { readonly files: MemoryFiles }) => Promise<Value>): Promise<Value> {
  const definition = definitions.find(({ descriptor }) => descriptor.type === one.node)
  if (definition === undefined) throw new Error(one.node)
  const files = createMemoryFiles()
  const file = one.file === undefined ? {} : { file: { id: files.add(one.file.name, one.file.bytes).id, name: one.file.name } }
  const server = await one.server?.()
  const opened = one.folders === undefined ? null : await openRealFolders(one.folders)
  try {
    return await work(definition, {
      ...world(one),
      ...(opened === null ? {} : { folders: opened.folders }),
      params: { ...one.params, ...file },
      ...(one.inputs === undefined ? { inputItems: { [firstPort(definition, one)]: badRows(one, files) } } : { inputs: one.inputs }),
      files,
      credentials: server === undefined ? (one.credentials ?? {}) : { [server.slot]: server.account },
    })
  } finally {
    await Promise.all([server?.stop(), opened?.remove()])
  }
}

function world({ http, mode, workspace }: Situation): TestNodeOptions {
  return {
    ...(http === undefined ? {} : { http }),
    ...(mode === undefined ? {} : { mode }),
    ...(workspace === undefined ? {} : { workspace }),
  }
}

function firstPort({ descriptor }: NodeDefinition, { params = {} }: Pick<TestNodeOptions, 'params'>): string {
  return inputPorts(descriptor, params)[0]?.id ?? 'main'
}

function badRows({ items = [{}], received }: Situation, files: MemoryFiles): readonly Item[] {
  return received === undefined ? items.map((json) => ({ json })) : [rowWith({}, received, files)]
}

function rowWith(json: JsonObject, file: WorstCase['received'], files: MemoryFiles): Item {
  return file === undefined ? { json } : { json, files: { received: files.add(file.name, file.bytes) } }
}

const failureOf = (one: WorstCase): Promise<ErrorInfo | null> =>
  inWorldOf(one, async (definition, options) => (definition.look === undefined ? (await testNode(definition, options)).error : failureOfLook(definition, options)))

/** A trigger's look, in as much of a world as it needs to fail. */
async function failureOfLook({ look }: NodeDefinition, { params, credentials = {}, http, folders = createMemoryFolders({}), files }: TestNodeOptions) {
  const [account] = Object.values(credentials)
  const context = {
    params: params ?? {},
    http: createFakeHttp(http), folders, files,
    credential: () => Promise.resolve(account === undefined ? null : { id: 'c', name: 'Compte', ...account }),
    resolveHost: () => Promise.resolve({ address: '127.0.0.1', family: 4 as const }),
    known: () => Promise.resolve(new Set<string>()),
    cursor: null, failingSince: null, listenMs: 0, signal: new AbortController().signal, locale: 'fr', timeZone: 'Europe/Paris', now: () => Date.UTC(2026, 0, 15, 8),
  }
  return look?.(context as unknown as LookContext<never>).then(
    () => null,
    (error: unknown) => {
      if (isMaillonError(error)) return error.info
      throw error
    },
  ) ?? null
}

const titled = <Case extends { readonly node: string; readonly what: string }>(cases: readonly Case[]) => cases.map((one) => [`${one.node}: ${one.what}`, one] as const)
const groups = [...new Set(allWorstCases.map(({ node }) => node.split('.')[0] ?? ''))]

describe.each(groups)('the worst that can be done to %s', (group) => {
  it.each(titled(allWorstCases.filter(({ node }) => node.startsWith(`${group}.`))))('%s is told in both languages, and tried again only where that can help', async (_title, one) => {
    const error = await failureOf(one)
    if (error === null) throw new Error('it succeeded')
    expect({ code: error.code, retryable: error.retryable }).toEqual({ code: one.code, retryable: one.retryable === true })
    expect(error.kind).not.toBe('bug')
    const [french, english] = [errorSentence(error, 'fr'), errorSentence(error, 'en')]
    // What to do: in words, or by the very field that is wrong.
    expectWords([french.sentence, english.sentence], [french.hint ?? error.field ?? '', english.hint ?? error.field ?? ''])
    // No secret.
    expect(JSON.stringify(error)).not.toMatch(/secret-of/)
  })
})

/** Two sentences that say something, and in both what to do; no empty list, no object that became a text. */
function expectWords([french, english]: readonly [string, string], whatToDo: readonly [string, string]): void {
  expect(french.length).toBeGreaterThanOrEqual(20)
  expect(english.length).toBeGreaterThanOrEqual(20)
  expect(french).not.toBe(english)
  for (const text of whatToDo) expect(text).not.toBe('')
  for (const text of [french, english, ...whatToDo]) expect(text).not.toMatch(/: ?\.|\[object/)
}

describe('good rows beside the worst ones', () => {
  const cases = allWorstCases.flatMap((one) => (one.beside === undefined ? [] : [{ ...one, beside: one.beside }]))

  it.each(titled(cases))('%s: go on, and only those wait to be mended', async (_title, one) => {
    const good = (files: MemoryFiles) => rowWith(one.beside, one.besideFile, files)
    const alone = await inWorldOf(one, (definition, options) => testNode(definition, { ...options, inputItems: { [firstPort(definition, options)]: [good(options.files), good(options.files)] } }))
    expect(alone.error).toBeNull()
    const bad = badRows(one, createMemoryFiles()).map(({ json }) => json)
    const mixed = await inWorldOf(one, (definition, options) => testNode(definition, { ...options, onError: { choice: 'set-aside' }, inputItems: { [firstPort(definition, options)]: [good(options.files), ...badRows(one, options.files), good(options.files)] } }))
    expect(mixed.status).toBe('warned')
    expect(mixed.counts).toEqual(alone.counts)
    expect(mixed.setAside.map(({ json }) => json['item'])).toEqual(bad)
    expect(mixed.failedItems).toMatchObject({ count: bad.length, first: { code: one.code } })
  })
})

describe('what is met before a step runs', () => {
  it.each(titled(allEarlyCases))('%s is told in both languages', (_title, { code, found }) => {
    const findings = found()
    expect(findings.map((finding) => finding.code)).toContain(code)
    const finding = findings.find((one) => one.code === code)
    const params = (finding?.params ?? {}) as { readonly [name: string]: string | number }
    const inWords = (locale: 'fr' | 'en') => [diagnosticSentence({ code, params }, locale), hintOf(code, params, locale) ?? finding?.path ?? ''] as const
    const [[french, dansLesMots], [english, inTheWords]] = [inWords('fr'), inWords('en')]
    expectWords([french, english], [dansLesMots, inTheWords])
  })
})
