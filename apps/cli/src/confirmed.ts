import type { LocalizedText } from '@maillon/kernel'
import { CliError } from './cli-error.js'
import type { Terminal } from './terminal.js'

/**
 * Whether the person at the terminal wants it. Programs say so by `--yes`: there is nobody to ask.
 * @throws CliError where there is nobody to ask and nothing was said
 */
export async function confirmed(terminal: Terminal, question: LocalizedText, { yes }: { readonly yes?: boolean }): Promise<boolean> {
  if (yes === true) return true
  const french = terminal.locale === 'fr'
  const answer = await terminal.ask(`${question[terminal.locale]} ${french ? '[o/N] ' : '[y/N] '}`)
  if (answer === null) throw new CliError({ fr: `${question.fr} Personne ne peut répondre ici : ajoutez --yes.`, en: `${question.en} There is nobody to answer here: add --yes.` })
  if (/^(y|yes|o|oui)$/i.test(answer.trim())) return true
  terminal.note(french ? 'Rien n’a été changé.' : 'Nothing was changed.')
  return false
}
