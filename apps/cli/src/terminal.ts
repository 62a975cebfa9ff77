import type { Locale } from '@maillon/kernel'

/** What the commands see of the outside: where to write, the language, the environment. */
export interface Terminal {
  readonly locale: Locale
  readonly env: { readonly [name: string]: string | undefined }
  /** A person is looking: colours and progress are welcome. */
  readonly isInteractive: boolean
  /** A line of the answer. */
  print(line: string): void
  /** A line about the answer: progress, warnings, errors. */
  note(line: string): void
  /** Called once when the person presses Ctrl-C. */
  onInterrupt(stop: () => void): void
}

interface ProcessLike {
  readonly env: { readonly [name: string]: string | undefined }
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean }
  once(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** The language: `MAILLON_LOCALE`, else the terminal's, else English. */
export function createTerminal(process: ProcessLike): Terminal {
  const language = process.env['MAILLON_LOCALE'] ?? process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? ''
  return {
    locale: language.toLowerCase().startsWith('fr') ? 'fr' : 'en',
    env: process.env,
    isInteractive: process.stderr.isTTY === true && process.env['CI'] === undefined,
    print: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
    onInterrupt: (stop) => {
      process.once('SIGINT', stop)
      process.once('SIGTERM', stop)
    },
  }
}
