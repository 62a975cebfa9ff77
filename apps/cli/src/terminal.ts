import { createInterface } from 'node:readline/promises'
import type { Locale } from '@maillon/kernel'
import { chooseLocale } from './language/choose-locale.js'

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
  /** What a person types after this question; null where nobody is there to type. */
  ask(question: string): Promise<string | null>
  /** Called once when the person presses Ctrl-C. */
  onInterrupt(stop: () => void): void
}

interface ProcessLike {
  readonly argv: readonly string[]
  readonly env: { readonly [name: string]: string | undefined }
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean }
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  once(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

export function createTerminal(process: ProcessLike): Terminal {
  return {
    locale: chooseLocale(process.argv, process.env),
    env: process.env,
    isInteractive: process.stderr.isTTY === true && process.env['CI'] === undefined,
    print: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
    ask: async (question) => {
      if (process.stdin.isTTY !== true) return null
      const reader = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await reader.question(question)
      } finally {
        reader.close()
      }
    },
    onInterrupt: (stop) => {
      process.once('SIGINT', stop)
      process.once('SIGTERM', stop)
    },
  }
}
