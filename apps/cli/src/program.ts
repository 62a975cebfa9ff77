import { isMaillonError } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { ConfigError } from '@maillon/server'
import { Command, CommanderError } from 'commander'
import pc from 'picocolors'
import { CliError } from './cli-error.js'
import { addBackup } from './commands/backup.command.js'
import { addDoctor } from './commands/doctor.command.js'
import { addFlowRun } from './commands/flow-run.command.js'
import { addFlowValidate } from './commands/flow-validate.command.js'
import { addMigrate } from './commands/migrate.command.js'
import { addRestore } from './commands/restore.command.js'
import { addUser } from './commands/user.command.js'
import { exitCodes, type ExitCode } from './exit-codes.js'
import type { Terminal } from './terminal.js'

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
      const french = terminal.locale === 'fr'
      const program = new Command('maillon')
        .description(french ? 'Dessinez un travail qui revient, et laissez-le se faire.' : 'Draw recurring work as a flow, and let it run.')
        .exitOverride()
        .configureOutput({ writeOut: (text) => terminal.print(text.trimEnd()), writeErr: (text) => terminal.note(text.trimEnd()) })
      const flow = program.command('flow').description(french ? 'Vérifier et exécuter des fichiers de flux' : 'Check and run flow files')
      const finish: Finish = (next) => {
        code = next
      }
      addFlowValidate(flow, terminal, finish)
      addFlowRun(flow, terminal, finish)
      addBackup(program, terminal, finish)
      addRestore(program, terminal, finish)
      addMigrate(program, terminal, finish)
      addDoctor(program, terminal, finish)
      addUser(program, terminal, finish)
      try {
        await program.parseAsync(argv)
        return code
      } catch (thrown) {
        return explain(thrown, terminal)
      }
    },
  }
}

function explain(thrown: unknown, terminal: Terminal): ExitCode {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (thrown instanceof CliError) {
    terminal.note(`${pc.red('✗')} ${thrown.text[terminal.locale]}`)
    return exitCodes.usage
  }
  if (isMaillonError(thrown)) {
    const { sentence, hint } = errorSentence(thrown.info, terminal.locale)
    terminal.note(`${pc.red('✗')} ${sentence} ${hint ?? ''}`.trimEnd())
    return exitCodes.failed
  }
  if (thrown instanceof ConfigError) {
    terminal.note(`${pc.red('✗')} ${thrown.message}`)
    return exitCodes.usage
  }
  throw thrown
}
