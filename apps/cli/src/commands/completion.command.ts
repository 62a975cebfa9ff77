import { Argument, type Command } from 'commander'
import { completionScript, shells, type Shell } from '../language/completion-script.js'
import { exitCodes } from '../exit-codes.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

/** `maillon completion bash|zsh|fish`: the words that the shell is to offer. */
export function addCompletion(program: Command, terminal: Terminal, finish: Finish): void {
  const french = terminal.locale === 'fr'
  program
    .command('completion')
    .description(french ? 'Écrire le script de complétion d’un shell, par exemple : maillon completion bash >> ~/.bashrc' : 'Write the completion script of a shell, for example: maillon completion bash >> ~/.bashrc')
    .addArgument(new Argument('<shell>', french ? 'le shell' : 'the shell').choices(shells))
    .action((shell: Shell) => {
      terminal.print(completionScript(program, shell))
      finish(exitCodes.ok)
    })
}
