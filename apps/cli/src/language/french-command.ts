import type { Command } from 'commander'

const titles: { readonly [english: string]: string } = { 'Usage:': 'Utilisation :', 'Arguments:': 'Arguments :', 'Options:': 'Options :', 'Commands:': 'Commandes :', 'Global Options:': 'Options générales :' }

/** What commander itself says, as it stands in its sources, and the same in French. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.+)'/, 'Option inconnue : $1'],
  [/^error: unknown command '(.+)'/, 'Commande inconnue : $1'],
  [/^error: missing required argument '(.+)'/, 'Il manque l’argument « $1 »'],
  [/^error: option '(.+)' argument missing/, 'L’option « $1 » attend une valeur'],
  [/^error: required option '(.+)' not specified/, 'L’option « $1 » est obligatoire'],
  [/^error: too many arguments.*$/, 'Il y a trop d’arguments'],
  [/^error: option '(.+)' argument '(.+)' is invalid\. Allowed choices are (.+)\.$/, 'La valeur « $2 » ne convient pas à l’option « $1 » ; choix possibles : $3'],
  [/\(Did you mean (.+)\?\)/, '(vouliez-vous dire $1 ?)'],
]

/** Help and complaints of this command, and of those that are made below it, in French. */
export function speakFrench(command: Command): Command {
  return command
    .helpOption('-h, --help', 'montrer cette aide')
    .helpCommand('help [commande]', 'montrer l’aide d’une commande')
    .configureHelp({ styleTitle: (title) => titles[title] ?? title, commandUsage: (on) => usageOf(on) })
    .configureOutput({ outputError: (text, write) => write(sentences.reduce((told, [pattern, french]) => told.replace(pattern, french), text)) })
}

function usageOf(command: Command): string {
  const parents: string[] = []
  for (let at = command.parent; at !== null; at = at.parent) parents.unshift(at.name())
  return [...parents, command.name(), command.usage().replace('[command]', '[commande]')].join(' ')
}
