import { createRequire } from 'node:module'
import { ApiError } from '@maillon/api-contract'
import { isMaillonError } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { Command, CommanderError, Option } from 'commander'
import pc from 'picocolors'
import { CliError } from './cli-error.js'
import { addBackup } from './commands/backup.command.js'
import { addCompletion } from './commands/completion.command.js'
import { addDoctor } from './commands/doctor.command.js'
import { addFlowExport } from './commands/flow-export.command.js'
import { addFlowImport } from './commands/flow-import.command.js'
import { addFlowConvert } from './commands/flow-convert.command.js'
import { addFlowDiff } from './commands/flow-diff.command.js'
import { addFlowRun } from './commands/flow-run.command.js'
import { addFlowValidate } from './commands/flow-validate.command.js'
import { addFlowWords } from './commands/flow-words.command.js'
import { addKey } from './commands/key.command.js'
import { addLogin } from './commands/login.command.js'
import { addMigrate } from './commands/migrate.command.js'
import { addNode } from './commands/node.command.js'
import { addRestore } from './commands/restore.command.js'
import { addStart } from './commands/start.command.js'
import { addTest } from './commands/test.command.js'
import { addUser } from './commands/user.command.js'
import { exitCodes, type ExitCode } from './exit-codes.js'
import { speakFrench } from './language/french-command.js'
import { speakPlainly } from './language/speak-plainly.js'
import { printDiagnostics } from './print-diagnostics.js'
import { refusalOf, type Refusal } from './remote/explain-refusal.js'
import type { Terminal } from './terminal.js'

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string }

/** A command's work; the answer is what the shell is told. */
export type Finish = (code: ExitCode) => void

export interface Program {
  /** `argv` as Node gives it. Never rejects. */
  run(argv: readonly string[]): Promise<ExitCode>
}

/** The `maillon` command with all its parts, in the terminal's language. */
export function createProgram(terminal: Terminal): Program {
  return {
    async run(argv) {
      let code: ExitCode = exitCodes.ok
      const program = commands(terminal, (next) => {
        code = next
      })
      try {
        await program.parseAsync(argv)
        return code
      } catch (thrown) {
        return explain(thrown, { terminal, asJson: argv.includes('--json') })
      }
    },
  }
}

/** The tree of commands; `finish` is told how one ended. */
export function commands(terminal: Terminal, finish: Finish): Command {
  const french = terminal.locale === 'fr'
  const program = new Command('maillon')
    .description(french ? 'Dessinez un travail qui revient, et laissez-le se faire.' : 'Draw recurring work as a flow, and let it run.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.print(text.trimEnd()), writeErr: (text) => terminal.note(text.trimEnd()) })
    .version(version, '-V, --version', french ? 'dire la version' : 'tell the version')
    .addOption(new Option('--lang <language>', french ? 'langue (sinon MAILLON_LOCALE, puis celle du terminal)' : 'language (otherwise MAILLON_LOCALE, then the terminal’s)').choices(['fr', 'en']))
    .addHelpText('after', french ? '\nRéponses au shell : 0 tout va bien, 1 ce qui est examiné ne va pas, 2 commande mal écrite, 3 serveur injoignable.' : '\nExit codes: 0 all is well, 1 what was looked at is not, 2 the command was wrong, 3 the server can’t be reached.')
  if (french) speakFrench(program)
  speakPlainly(program, terminal.locale)
  const flow = program.command('flow').description(french ? 'Vérifier, comparer, partager et exécuter des flux' : 'Check, compare, share and run flows')
  for (const add of [addFlowValidate, addFlowRun, addFlowDiff, addFlowWords, addFlowExport, addFlowImport, addFlowConvert]) add(flow, terminal, finish)
  for (const add of [addStart, addTest, addNode, addLogin, addBackup, addRestore, addMigrate, addDoctor, addUser, addKey, addCompletion]) add(program, terminal, finish)
  return program
}

/** What went wrong: for people on the side of the answer; with `--json` as the answer too. */
function explain(thrown: unknown, { terminal, asJson }: { readonly terminal: Terminal; readonly asJson: boolean }): ExitCode {
  // Written by commander itself.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  const told = toldOf(thrown, terminal)
  if (told === null) throw thrown
  const { exitCode, code, message, hint } = told
  if (asJson) terminal.print(JSON.stringify({ error: { code, message, hint, exitCode, ...(told.diagnostics === undefined ? {} : { diagnostics: told.diagnostics }) } }))
  if (told.diagnostics !== undefined) printDiagnostics(terminal, told.diagnostics)
  terminal.note(`${pc.red('✗')} ${message} ${hint ?? ''}`.trimEnd() + (thrown instanceof ApiError && exitCode === exitCodes.failed ? `  ${pc.dim(code)}` : ''))
  return exitCode
}

interface Told extends Refusal {
  readonly exitCode: ExitCode
}

/** Null: a bug of ours. */
function toldOf(thrown: unknown, { locale }: Terminal): Told | null {
  if (thrown instanceof ApiError) return { ...refusalOf(thrown, locale), exitCode: thrown.status === 0 ? exitCodes.unreachable : exitCodes.failed }
  if (thrown instanceof CliError) return { code: 'CLI_COMMAND_WRONG', message: thrown.text[locale], hint: null, exitCode: exitCodes.usage }
  if (isMaillonError(thrown)) {
    const { sentence, hint } = errorSentence(thrown.info, locale)
    return { code: thrown.info.code, message: sentence, hint, exitCode: exitCodes.failed }
  }
  // By name: the class lives in the server's program, which is loaded only by the commands that need it.
  return thrown instanceof Error && thrown.name === 'ConfigError' ? { code: 'CLI_SETTING_WRONG', message: thrown.message, hint: null, exitCode: exitCodes.usage } : null
}
