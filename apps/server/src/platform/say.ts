import type { LocalizedText } from '@maillon/kernel'

/** Tells the person at the terminal something, in their language. */
export type Say = (text: LocalizedText) => void

/** The language of the terminal, from the usual variables; English where they say something else. */
export function terminalSay(env: NodeJS.ProcessEnv, write: (line: string) => void): Say {
  const locale = /^fr/i.test(env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '') ? 'fr' : 'en'
  return (text) => write(`${text[locale]}\n`)
}
