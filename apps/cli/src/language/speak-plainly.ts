import type { Argument, Command, Option } from 'commander'
import type { Locale } from '@maillon/kernel'

/** What commander adds to a description (what may be chosen, what is taken otherwise), in the language of the help; lists that begin empty have nothing to say. */
export function speakPlainly(command: Command, locale: Locale): Command {
  const words = { fr: { choices: 'au choix', otherwise: 'sinon' }, en: { choices: 'one of', otherwise: 'otherwise' } }[locale]
  const described = ({ description, argChoices, defaultValue }: Pick<Option, 'description' | 'argChoices'> & { readonly defaultValue?: unknown }): string => {
    const more = [
      ...(argChoices === undefined ? [] : [`${words.choices} ${argChoices.join(', ')}`]),
      ...(typeof defaultValue === 'string' ? [`${words.otherwise} ${defaultValue}`] : []),
    ]
    return more.length === 0 ? description : `${description} (${more.join(locale === 'fr' ? ' ; ' : '; ')})`
  }
  return command.configureHelp({
    ...command.configureHelp(),
    optionDescription: (option: Option) => described(option),
    argumentDescription: (argument: Argument) => described(argument),
  })
}
