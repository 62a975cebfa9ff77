import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Diagnostic, FlowDocument } from '@maillon/flow-document'
import { flowTestLimits, kindOfFile, parseFlowTest, testFilesOf, testsOfFlowFile, type FlowTest } from '@maillon/flow-tests'
import { CliError } from '../cli-error.js'
import { readFlowFiles } from './read-flow-files.js'

export interface TestOfFile {
  readonly file: string
  readonly flow: FlowDocument
  readonly test: FlowTest
}

/** The tests of flow files, and the files that can't be read, each with why. */
export interface TestFiles {
  readonly tests: readonly TestOfFile[]
  readonly unreadable: readonly { readonly file: string; readonly problem: Diagnostic }[]
}

/**
 * The tests beside the flows of files and folders (`testFilesOf` says which belong together); a test file by itself brings the flow beside it.
 * @throws CliError where there is no such file, or no flow beside a test
 */
export async function readTestFiles(paths: readonly string[]): Promise<TestFiles> {
  const tests: TestOfFile[] = []
  const unreadable: { readonly file: string; readonly problem: Diagnostic }[] = []
  // `DIR/*` names a test and its flow.
  const seen = new Set<string>()
  for (const path of paths) {
    const isTest = kindOfFile(basename(path)) === 'test'
    const { flows, unreadable: wrong, tests: inside } = await readFlowFiles([isTest ? await flowBeside(path) : path])
    unreadable.push(...wrong)
    for (const flow of flows) if (!flow.parsed.ok) unreadable.push(...flow.parsed.diagnostics.slice(0, 1).map((problem) => ({ file: flow.file, problem })))
    for (const file of new Set(flows.map((flow) => flow.file))) {
      const documents = flows.flatMap((flow) => (flow.file === file && flow.parsed.ok ? [flow.parsed.document] : []))
      const names = isTest ? [basename(path)] : testFilesOf(basename(file), await readdir(dirname(file)))
      for (const name of names) if (!seen.has(join(dirname(file), name))) await readTest(join(dirname(file), name), documents, { tests, unreadable })
      for (const name of names) seen.add(join(dirname(file), name))
      if (isTest) continue
      const found = testsOfFlowFile(inside.filter((one) => one.file === file).map(({ value }) => value), new Set(documents.map(({ id }) => id)))
      unreadable.push(...found.problems.map((problem) => ({ file, problem })))
      tests.push(...found.tests.flatMap((test) => documents.filter(({ id }) => id === test.flowId).map((flow) => ({ file, flow, test }))))
    }
  }
  return { tests, unreadable }
}

async function readTest(file: string, documents: readonly FlowDocument[], into: { readonly tests: TestOfFile[]; readonly unreadable: { readonly file: string; readonly problem: Diagnostic }[] }): Promise<void> {
  const parsed = (await stat(file)).size > flowTestLimits.bytes ? { ok: false as const, problems: [{ code: 'TEST_TEXT_TOO_LARGE', severity: 'error' as const, params: { limit: flowTestLimits.bytes } }] } : parseFlowTest(await readFile(file, 'utf8'))
  if (!parsed.ok) return void into.unreadable.push(...parsed.problems.slice(0, 1).map((problem) => ({ file, problem })))
  // A file of several flows: each test knows its own.
  const flow = documents.length === 1 ? documents[0] : documents.find(({ id }) => id === parsed.test.flowId)
  if (flow !== undefined) into.tests.push({ file, flow, test: parsed.test })
}

async function flowBeside(path: string): Promise<string> {
  const names = await readdir(dirname(path)).catch(() => [])
  const flow = names.filter((name) => kindOfFile(name) === 'flow').find((name) => testFilesOf(name, [basename(path)]).length > 0)
  if (flow === undefined) throw new CliError({ fr: `À côté de « ${path} », aucun fichier .flow.json ne commence par le même nom.`, en: `Beside "${path}" there is no .flow.json file that begins with the same name.` })
  return join(dirname(path), flow)
}
