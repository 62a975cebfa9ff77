import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalBlobStore } from '@maillon/file-stores'
import { findingSentence } from '@maillon/flow-tests'
import { runFlowTests, type ReplayPlace } from '@maillon/flow-tests/replay'
import { diagnosticSentence } from '@maillon/messages'
import type { Command } from 'commander'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { exitCodes, type ExitCode } from '../exit-codes.js'
import { readTestFiles, type TestFiles } from '../flow-files/read-test-files.js'
import { junitReport, type ReportedTest } from '../flow-test/junit-report.js'
import { loadCatalogue } from '../load-catalogue.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

interface Options {
  readonly junit?: string
  readonly json?: boolean
}

/** `maillon test [PATH...]`: the tests beside flow files, without a server and without the network. */
export function addTest(program: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  program
    .command('test')
    .description(text('Rejouer les tests de flux, hors ligne : rien n’est envoyé', 'Replay the tests of flows, offline: nothing is sent'))
    .argument('[path...]', text('fichiers de flux ou de test, ou dossiers qui en contiennent (*.flow.json, *.test.json) ; sinon le dossier courant', 'flow or test files, or folders of them (*.flow.json, *.test.json); otherwise the current folder'))
    .option('--junit <file>', text('écrire un rapport JUnit', 'write a JUnit report'))
    .option('--json', text('répondre en JSON, une ligne par test', 'answer as JSON, one line a test'))
    .action(async (paths: readonly string[], options: Options) => {
      finish(await test(paths.length === 0 ? ['.'] : paths, options, terminal))
    })
}

async function test(paths: readonly string[], options: Options, terminal: Terminal): Promise<ExitCode> {
  const files = await readTestFiles(paths)
  if (files.tests.length === 0 && files.unreadable.length === 0) throw new CliError({ fr: 'Aucun test trouvé : un test se nomme comme son flux, « NOM.test.json » ou « NOM.autre-chose.test.json » à côté de « NOM.flow.json ».', en: 'No test was found: a test is named like its flow, "NAME.test.json" or "NAME.something.test.json" beside "NAME.flow.json".' })
  const folder = await mkdtemp(join(tmpdir(), 'maillon-test-'))
  try {
    const place = await placeIn(folder, terminal)
    const reported: ReportedTest[] = []
    for (const { file, flow, test: one } of files.tests) {
      const [result] = await runFlowTests(flow, [one], place)
      if (result === undefined) continue
      const report = { file, flow: flow.name, result }
      print(report, { terminal, asJson: options.json === true })
      reported.push(report)
    }
    const unreadable = sayUnreadable(files, { terminal, asJson: options.json === true })
    if (options.junit !== undefined) await writeFile(options.junit, junitReport(reported, unreadable, terminal.locale))
    const failed = reported.filter(({ result }) => !result.ok).length
    if (options.json !== true) sum(reported.length, failed, terminal)
    return failed === 0 && unreadable.length === 0 ? exitCodes.ok : exitCodes.failed
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function placeIn(folder: string, terminal: Terminal): Promise<ReplayPlace> {
  const { packages } = await loadCatalogue(terminal)
  return {
    packages,
    folder,
    openBlobs: (own) => createLocalBlobStore({ folder: own }),
    threads: (own) => ({
      blobs: { module: import.meta.resolve('@maillon/file-stores'), export: 'createLocalBlobStore', options: { folder: own } },
      tellError: { module: import.meta.resolve('@maillon/messages'), export: 'errorSentence' },
    }),
  }
}

function print({ file, flow, result }: ReportedTest, { terminal, asJson }: { readonly terminal: Terminal; readonly asJson: boolean }): void {
  const sentences = result.findings.map((finding) => findingSentence(finding, terminal.locale))
  if (asJson) return terminal.print(JSON.stringify({ file, flow, test: result.name, ok: result.ok, tookMs: result.tookMs, findings: result.findings.map((finding, index) => ({ ...finding, sentence: sentences[index]?.sentence })) }))
  terminal.print(`${result.ok ? pc.green('✓') : pc.red('✗')} ${flow} · ${result.name} ${pc.dim(`${result.tookMs} ms`)}`)
  for (const { sentence, hint } of sentences) terminal.print(`    ${sentence}${hint === null ? '' : ` ${pc.dim(hint)}`}`)
}

function sayUnreadable({ unreadable }: TestFiles, { terminal, asJson }: { readonly terminal: Terminal; readonly asJson: boolean }): readonly { readonly file: string; readonly reason: string }[] {
  return unreadable.map(({ file, problem }) => {
    const reason = diagnosticSentence(problem, terminal.locale)
    if (asJson) terminal.print(JSON.stringify({ file, ok: false, problem: { ...problem, sentence: reason } }))
    else terminal.note(`${pc.red('✗')} ${file}${terminal.locale === 'fr' ? ' : ' : ': '}${reason}`)
    return { file, reason }
  })
}

function sum(count: number, failed: number, terminal: Terminal): void {
  const plural = (number: number) => (number > 1 ? 's' : '')
  const sentence = terminal.locale === 'fr' ? `${count} test${plural(count)}, ${failed} en échec` : `${count} test${plural(count)}, ${failed} failed`
  terminal.print(failed === 0 ? pc.green(sentence) : pc.red(sentence))
}
