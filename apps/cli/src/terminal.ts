import { createInterface as createPlainInterface } from 'node:readline'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
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
  /** The same for what nobody may read over a shoulder: nothing of it is shown while it is typed. Empty where the person broke off. */
  askSecret(question: string): Promise<string | null>
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
    askSecret: async (question) => {
      if (process.stdin.isTTY !== true) return null
      process.stderr.write(question)
      return typedUnseen(process.stdin).finally(() => process.stderr.write('\n'))
    },
    onInterrupt: (stop) => {
      process.once('SIGINT', stop)
      process.once('SIGTERM', stop)
    },
  }
}

/** One line, by a reader that echoes into nothing: as a terminal's reader it takes the echo away from the terminal itself. */
function typedUnseen(input: NodeJS.ReadableStream): Promise<string> {
  const nowhere = new Writable({ write: (_text, _encoding, done) => done() })
  const reader = createPlainInterface({ input, output: nowhere, terminal: true, historySize: 0 })
  return new Promise((resolve) => {
    reader.once('line', (line) => {
      resolve(line)
      reader.close()
    })
    // Ctrl-C and Ctrl-D.
    reader.once('close', () => resolve(''))
  })
}
