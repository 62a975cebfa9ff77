import type { Command } from 'commander'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

interface Place {
  /** What stands before: '' for the program itself, else for example `flow diff`. */
  readonly path: string
  readonly words: readonly { readonly word: string; readonly about: string }[]
}

/**
 * A script that knows the words of every command by itself, so that a press of Tab starts no program. Files are completed everywhere.
 *
 * @param program the tree of commands
 */
export function completionScript(program: Command, shell: Shell): string {
  const places = placesOf(program, '')
  return shell === 'fish' ? fishScript(places) : bashScript(places, shell)
}

function placesOf(command: Command, path: string): readonly Place[] {
  const own = command.commands.map((one) => ({ word: one.name(), about: one.description() }))
  const choices = command.registeredArguments.flatMap(({ argChoices, description }) => (argChoices ?? []).map((word) => ({ word, about: description })))
  const options = command.options.flatMap(({ long, description }) => (typeof long === 'string' ? [{ word: long, about: description }] : []))
  const below = command.commands.flatMap((one) => placesOf(one, `${path} ${one.name()}`.trim()))
  return [{ path, words: [...own, ...choices, ...options, { word: '--help', about: '' }] }, ...below]
}

/** zsh reads it as bash does. */
function bashScript(places: readonly Place[], shell: 'bash' | 'zsh'): string {
  const cases = places.map(({ path, words }) => `    '${path}') known='${words.map(({ word }) => word).join(' ')}' ;;`)
  return [
    ...(shell === 'zsh' ? ['autoload -U +X compinit && compinit', 'autoload -U +X bashcompinit && bashcompinit'] : []),
    '_maillon() {',
    "  local at='' known='' word",
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    '    case "$word" in -*) ;; *) case "$at $word" in',
    `      ${places.slice(1).map(({ path }) => (path.includes(' ') ? `'${path}'` : `' ${path}'`)).join('|')}) at="\${at:+$at }$word" ;;`,
    '    esac ;; esac',
    '  done',
    '  case "$at" in',
    ...cases,
    '  esac',
    '  COMPREPLY=($(compgen -W "$known" -- "${COMP_WORDS[COMP_CWORD]}") $(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    'complete -o filenames -F _maillon maillon',
  ].join('\n')
}

function fishScript(places: readonly Place[]): string {
  return places
    .flatMap(({ path, words }) => {
      const seen = path.split(' ').filter((word) => word !== '')
      const next = places.filter((place) => place.path.startsWith(path) && place.path.split(' ').filter((word) => word !== '').length === seen.length + 1).map((place) => place.path.split(' ').at(-1) ?? '')
      const condition = [...seen.map((word) => `__fish_seen_subcommand_from ${word}`), ...(next.length === 0 ? [] : [`not __fish_seen_subcommand_from ${next.join(' ')}`])].join('; and ')
      return words.map(({ word, about }) => `complete -c maillon${condition === '' ? '' : ` -n '${condition}'`} ${word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`} -d '${about.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`)
    })
    .join('\n')
}
