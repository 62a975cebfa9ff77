// Regular expressions only in RE2's way: no backtracking, so the time grows with text times pattern and is paid for in operations.
import type { Json } from '@maillon/kernel'
import { RE2JS, type Matcher } from 're2js'
import type { EvaluationState, Evaluator } from '../evaluation-state.js'
import { shown } from '../shown.js'
import { text, type FunctionDefinition, type FunctionParameter } from './function-definition.js'

const maxPatternLength = 500
/** Characters of text times instructions of the pattern that one operation pays for: 150 ms for the whole budget at worst. */
const stepsPerOperation = 10

type PatternRun = (state: EvaluationState, found: { matcher: Matcher; given: string }, options: readonly (Json | undefined)[]) => Json

/** Text first, pattern second. The last pattern is kept read: mostly it is the same for every item. */
function patternForm(run: PatternRun): FunctionDefinition['implementation'] {
  return {
    kind: 'form',
    build: (args, place) => {
      let last: { source: string; pattern: RE2JS } | null = null
      return (state) => {
        const [given, source, ...options] = args.map((arg: Evaluator | null) => arg?.(state)) as readonly (Json | undefined)[] as readonly [
          string,
          string,
          ...(Json | undefined)[],
        ]
        state.place = place
        if (last === null || last.source !== source) last = { source, pattern: readPattern(state, source) }
        state.spend(Math.ceil((given.length * last.pattern.programSize()) / stepsPerOperation))
        return run(state, { matcher: last.pattern.matcher(given), given }, options)
      }
    },
  }
}

function readPattern(state: EvaluationState, source: string): RE2JS {
  if (source.length > maxPatternLength) state.fail('EXPRESSION_PATTERN_INVALID', { pattern: shown(source) })
  try {
    return RE2JS.compile(source)
  } catch {
    return state.fail('EXPRESSION_PATTERN_INVALID', { pattern: shown(source) })
  }
}

/** `$0` the match, `$1` to `$9` its groups, `$$` a dollar. */
function filled(replacement: string, matcher: Matcher): string {
  return replacement.replace(/\$([0-9$])/g, (whole: string, mark: string) => {
    if (mark === '$') return '$'
    return Number(mark) <= matcher.groupCount() ? (matcher.group(Number(mark)) ?? '') : whole
  })
}

function replaceMatches(state: EvaluationState, { matcher, given }: { matcher: Matcher; given: string }, [replacement]: readonly (Json | undefined)[]): string {
  let [result, at] = ['', 0]
  while (matcher.find()) {
    result += given.slice(at, matcher.start()) + filled(replacement as string, matcher)
    at = matcher.end()
    state.allowText(result.length)
  }
  return result + given.slice(at)
}

const parameters: readonly FunctionParameter[] = [
  { name: 'text', type: 'text', title: text('Texte', 'Text') },
  { name: 'pattern', type: 'text', title: text('Motif (expression régulière)', 'Pattern (regular expression)') },
]

export const patternFunctions: readonly FunctionDefinition[] = [
  {
    name: 'matches',
    aliases: ['CORRESPOND_MOTIF'],
    group: 'text',
    title: text('Correspond au motif', 'Matches the pattern'),
    help: text(
      'Vrai si une partie du texte correspond au motif ; ^ et $ marquent le début et la fin.',
      'True where a part of the text fits the pattern; ^ and $ mark its start and end.',
    ),
    parameters,
    returns: 'boolean',
    examples: [{ expression: '{{matches item.cp "^[0-9]{5}$"}}', item: { cp: '75012' }, result: true }],
    implementation: patternForm((_state, { matcher }) => matcher.find()),
  },
  {
    name: 'extract',
    aliases: ['EXTRAIRE_MOTIF'],
    group: 'text',
    title: text('Extraire par motif', 'Extract by pattern'),
    help: text(
      'La première partie du texte qui correspond au motif, ou ce que son premier groupe ( ) contient. Texte vide s’il n’y en a pas.',
      'The first part of the text that fits the pattern, or what its first group ( ) holds. Empty text where there is none.',
    ),
    parameters,
    returns: 'text',
    examples: [{ expression: '{{extract item.objet "FA-([0-9]+)"}}', item: { objet: 'Facture FA-2026 du 3 mai' }, result: '2026' }],
    implementation: patternForm((_state, { matcher }) => (matcher.find() ? (matcher.group(matcher.groupCount() > 0 ? 1 : 0) ?? '') : '')),
  },
  {
    name: 'replacePattern',
    aliases: ['SUBSTITUE_MOTIF'],
    group: 'text',
    title: text('Remplacer par motif', 'Replace by pattern'),
    help: text(
      'Remplace tout ce qui correspond au motif ; $1 est le premier groupe, $0 tout ce qui a été trouvé.',
      'Replaces everything that fits the pattern; $1 is the first group, $0 all that was found.',
    ),
    parameters: [...parameters, { name: 'replacement', type: 'text', title: text('Remplacé par', 'Replaced by') }],
    returns: 'text',
    examples: [{ expression: '{{replacePattern item.tel "[^0-9]" ""}}', item: { tel: '01.23-45 67 89' }, result: '0123456789' }],
    implementation: patternForm(replaceMatches),
  },
]
