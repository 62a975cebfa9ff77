import { stripVTControlCharacters } from 'node:util'
import type { Locale } from '@maillon/kernel'
import type { Terminal } from '../terminal.js'

/**
 * A terminal of a test: what was printed and noted, and the answers that a person would type. Colours are
 * left out: whether there are any depends on where the tests run.
 */
export class ScriptedTerminal implements Terminal {
  readonly isInteractive = false
  readonly printed: string[] = []
  readonly noted: string[] = []
  readonly asked: string[] = []

  /** @param answers in order; none left: nobody is there */
  constructor(
    readonly env: Terminal['env'],
    private readonly answers: string[] = [],
    readonly locale: Locale = 'en',
  ) {}

  print(line: string): void {
    this.printed.push(stripVTControlCharacters(line))
  }

  note(line: string): void {
    this.noted.push(stripVTControlCharacters(line))
  }

  ask(question: string): Promise<string | null> {
    this.asked.push(question)
    return Promise.resolve(this.answers.shift() ?? null)
  }

  askSecret(question: string): Promise<string | null> {
    return this.ask(question)
  }

  onInterrupt(): void {
    // No Ctrl-C in tests.
  }
}
