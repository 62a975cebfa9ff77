import type { Json } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'
import { renderText } from '../render-text.js'
import { countCharacters } from './characters.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'

const textParameter: FunctionParameter = { name: 'text', type: 'text', title: text('Texte', 'Text') }

function textFunction(described: Omit<FunctionDefinition, 'group' | 'implementation'>, run: PlainFunction): FunctionDefinition {
  return { ...described, group: 'text', implementation: { kind: 'plain', run } }
}

/** Adds up before joining, so that the result is refused before it is made. */
function joinTexts(state: EvaluationState, pieces: readonly string[], separator: string): string {
  state.allowText(pieces.reduce((sum, piece) => sum + piece.length + separator.length, 0))
  return pieces.join(separator)
}

/** All occurrences; how long the result gets is known before it is made. */
function replaceAll(state: EvaluationState, given: string, { search, replacement }: { search: string; replacement: string }): string {
  if (search === '') return given
  return joinTexts(state, given.split(search), replacement)
}

const padParameters: readonly FunctionParameter[] = [
  textParameter,
  { name: 'length', type: 'integer', title: text('Longueur voulue', 'Wanted length') },
  { name: 'fill', type: 'text', title: text('Remplissage (espace si absent)', 'Filling (a space if left out)'), optional: true },
]

/** What is missing up to `length` characters. */
function padding(state: EvaluationState, given: Json | undefined, [length, fill]: readonly (Json | undefined)[]): string {
  const missing = (length as number) - countCharacters(given as string)
  const filling = (fill as string | undefined) ?? ' '
  if (missing <= 0 || filling === '') return ''
  state.allowText(length as number)
  return ''.padStart(missing, filling)
}

export const textBuilders: readonly FunctionDefinition[] = [
  textFunction(
    {
      name: 'concat',
      aliases: ['CONCATENER'],
      title: text('Mettre bout à bout', 'Put together'),
      help: text('Tous les textes l’un après l’autre.', 'All the texts, one after the other.'),
      parameters: [{ name: 'values', type: 'any', title: text('Valeurs', 'Values'), repeated: true }],
      returns: 'text',
      examples: [{ expression: '{{concat item.prenom " " item.nom}}', item: { prenom: 'Zoé', nom: 'Martin' }, result: 'Zoé Martin' }],
    },
    (state, ...values) =>
      joinTexts(
        state,
        values.map((value) => renderText(state, value)),
        '',
      ),
  ),
  textFunction(
    {
      name: 'join',
      aliases: ['JOINDRE'],
      title: text('Joindre une liste', 'Join a list'),
      help: text(
        'Les éléments d’une liste en un texte, avec un séparateur (virgule et espace si absent).',
        'The elements of a list as one text, with a separator (comma and space if left out).',
      ),
      parameters: [
        { name: 'list', type: 'list', title: text('Liste', 'List') },
        { name: 'separator', type: 'text', title: text('Séparateur', 'Separator'), optional: true },
      ],
      returns: 'text',
      examples: [{ expression: '{{join item.tags " / "}}', item: { tags: ['pro', 'vip'] }, result: 'pro / vip' }],
    },
    (state, list, separator) => {
      state.spend((list as readonly Json[]).length)
      return joinTexts(
        state,
        (list as readonly Json[]).map((value) => renderText(state, value)),
        (separator as string | undefined) ?? ', ',
      )
    },
  ),
  textFunction(
    {
      name: 'split',
      aliases: ['SEPARER'],
      title: text('Découper en liste', 'Split into a list'),
      help: text('Coupe le texte à chaque séparateur.', 'Cuts the text at each separator.'),
      parameters: [textParameter, { name: 'separator', type: 'text', title: text('Séparateur', 'Separator') }],
      returns: 'list',
      examples: [{ expression: '{{split item.emails ";"}}', item: { emails: 'a@x.fr;b@x.fr' }, result: ['a@x.fr', 'b@x.fr'] }],
    },
    (state, given, separator) => {
      const pieces = separator === '' ? Array.from(given as string) : (given as string).split(separator as string, state.limits.maxListLength + 1)
      state.allowList(pieces.length)
      return pieces
    },
  ),
  textFunction(
    {
      name: 'replace',
      aliases: ['SUBSTITUE'],
      title: text('Remplacer', 'Replace'),
      help: text(
        'Remplace partout un texte par un autre. Le texte cherché est pris tel quel.',
        'Replaces a text by another everywhere. The text looked for is taken as it is.',
      ),
      parameters: [
        textParameter,
        { name: 'search', type: 'text', title: text('Cherché', 'Looked for') },
        { name: 'replacement', type: 'text', title: text('Remplacé par', 'Replaced by') },
      ],
      returns: 'text',
      examples: [{ expression: '{{replace item.tel " " ""}}', item: { tel: '01 23 45 67 89' }, result: '0123456789' }],
    },
    (state, given, ...[search, replacement]) => replaceAll(state, given as string, { search: search as string, replacement: replacement as string }),
  ),
  textFunction(
    {
      name: 'padStart',
      aliases: ['COMPLETER_DEBUT'],
      title: text('Compléter au début', 'Pad at the start'),
      help: text('Ajoute des caractères devant jusqu’à la longueur voulue.', 'Adds characters in front up to the wanted length.'),
      parameters: padParameters,
      returns: 'text',
      examples: [{ expression: '{{padStart item.numero 6 "0"}}', item: { numero: 42 }, result: '000042' }],
    },
    (state, given, ...options) => padding(state, given, options) + (given as string),
  ),
  textFunction(
    {
      name: 'padEnd',
      aliases: ['COMPLETER_FIN'],
      title: text('Compléter à la fin', 'Pad at the end'),
      help: text('Ajoute des caractères derrière jusqu’à la longueur voulue.', 'Adds characters behind up to the wanted length.'),
      parameters: padParameters,
      returns: 'text',
      examples: [{ expression: '{{padEnd item.nom 6 "."}}', item: { nom: 'Zoé' }, result: 'Zoé...' }],
    },
    (state, given, ...options) => (given as string) + padding(state, given, options),
  ),
  textFunction(
    {
      name: 'repeat',
      aliases: ['REPT'],
      title: text('Répéter', 'Repeat'),
      help: text('Le texte plusieurs fois de suite.', 'The text several times over.'),
      parameters: [textParameter, { name: 'times', type: 'integer', title: text('Combien de fois', 'How many times') }],
      returns: 'text',
      examples: [{ expression: '{{repeat "*" item.note}}', item: { note: 4 }, result: '****' }],
    },
    (state, given, times) => {
      const count = Math.max(0, times as number)
      state.allowText((given as string).length * count)
      return given === '' ? '' : (given as string).repeat(count)
    },
  ),
  textFunction(
    {
      name: 'toText',
      aliases: ['EN_TEXTE'],
      title: text('En texte', 'To text'),
      help: text('N’importe quelle valeur en texte, comme dans un message.', 'Any value as text, as in a message.'),
      parameters: [{ name: 'value', type: 'any', title: text('Valeur', 'Value') }],
      returns: 'text',
      examples: [{ expression: '{{toText item.cp}}', item: { cp: 75012 }, result: '75012' }],
    },
    (state, value) => renderText(state, value),
  ),
  textFunction(
    {
      name: 'urlEncode',
      aliases: ['ENCODER_URL'],
      title: text('Encoder pour une adresse', 'Encode for an address'),
      help: text('Le texte tel qu’il peut figurer dans une adresse web.', 'The text as it can stand in a web address.'),
      parameters: [textParameter],
      returns: 'text',
      examples: [{ expression: '{{urlEncode item.q}}', item: { q: 'été & hiver' }, result: '%C3%A9t%C3%A9%20%26%20hiver' }],
    },
    (state, given) => {
      state.allowText((given as string).length * 3)
      // Half an emoji can't be encoded: its replacement character is.
      return encodeURIComponent((given as string).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'))
    },
  ),
]
