import type { Json } from '@maillon/kernel'
import { renderText } from '../render-text.js'
import { countCharacters, sliceCharacters } from './characters.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'
import { patternFunctions } from './pattern-functions.js'
import { textBuilders } from './text-builders.js'

const textParameter: FunctionParameter = { name: 'text', type: 'text', title: text('Texte', 'Text') }

type Described = Omit<FunctionDefinition, 'group' | 'implementation'>

function textFunction(described: Described, run: PlainFunction): FunctionDefinition {
  return { ...described, group: 'text', implementation: { kind: 'plain', run } }
}

const cases: readonly FunctionDefinition[] = [
  textFunction(
    {
      name: 'upper',
      aliases: ['MAJUSCULE'],
      title: text('En majuscules', 'Upper case'),
      help: text('Le texte en majuscules, accents gardés.', 'The text in capitals, accents kept.'),
      parameters: [textParameter],
      returns: 'text',
      examples: [{ expression: '{{upper item.ville}}', item: { ville: 'Évry' }, result: 'ÉVRY' }],
    },
    (state, given) => (given as string).toLocaleUpperCase(state.scope.locale),
  ),
  textFunction(
    {
      name: 'lower',
      aliases: ['MINUSCULE'],
      title: text('En minuscules', 'Lower case'),
      help: text('Le texte en minuscules.', 'The text in small letters.'),
      parameters: [textParameter],
      returns: 'text',
      examples: [{ expression: '{{lower item.email}}', item: { email: 'Zoe@Example.FR' }, result: 'zoe@example.fr' }],
    },
    (state, given) => (given as string).toLocaleLowerCase(state.scope.locale),
  ),
  textFunction(
    {
      name: 'capitalize',
      aliases: ['NOMPROPRE'],
      title: text('Initiales en majuscules', 'Capitalise words'),
      help: text('Chaque mot commence par une majuscule, le reste est en minuscules.', 'Each word begins with a capital, the rest is in small letters.'),
      parameters: [textParameter],
      returns: 'text',
      examples: [{ expression: '{{NOMPROPRE item.nom}}', item: { nom: 'jean-luc DUPONT' }, result: 'Jean-Luc Dupont' }],
    },
    (state, given) =>
      (given as string)
        .toLocaleLowerCase(state.scope.locale)
        .replace(/(^|[^\p{L}\p{M}\p{N}'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
  ),
  textFunction(
    {
      name: 'trim',
      aliases: ['SUPPRESPACE'],
      title: text('Supprimer les espaces inutiles', 'Remove needless spaces'),
      help: text(
        'Enlève les espaces au début et à la fin, et ne laisse qu’un espace entre les mots.',
        'Removes spaces at both ends, and leaves one space between words.',
      ),
      parameters: [textParameter],
      returns: 'text',
      examples: [{ expression: '{{trim item.nom}}', item: { nom: '  Zoé   Martin ' }, result: 'Zoé Martin' }],
    },
    (_state, given) => (given as string).trim().replace(/[ \u00a0\u202f\t]+/g, ' '),
  ),
]

const parts: readonly FunctionDefinition[] = [
  textFunction(
    {
      name: 'left',
      aliases: ['GAUCHE'],
      title: text('Début du texte', 'Left part'),
      help: text('Les premiers caractères du texte.', 'The first characters of the text.'),
      parameters: [textParameter, { name: 'count', type: 'integer', title: text('Nombre de caractères', 'Number of characters') }],
      returns: 'text',
      examples: [{ expression: '{{left item.siret 9}}', item: { siret: '12345678900012' }, result: '123456789' }],
    },
    (_state, given, count) => sliceCharacters(given as string, 0, Math.max(0, count as number)),
  ),
  textFunction(
    {
      name: 'right',
      aliases: ['DROITE'],
      title: text('Fin du texte', 'Right part'),
      help: text('Les derniers caractères du texte.', 'The last characters of the text.'),
      parameters: [textParameter, { name: 'count', type: 'integer', title: text('Nombre de caractères', 'Number of characters') }],
      returns: 'text',
      examples: [{ expression: '{{right item.carte 4}}', item: { carte: '4970 1234 5678 9010' }, result: '9010' }],
    },
    (_state, given, count) => ((count as number) > 0 ? sliceCharacters(given as string, -(count as number)) : ''),
  ),
  textFunction(
    {
      name: 'mid',
      aliases: ['STXT'],
      title: text('Milieu du texte', 'Middle part'),
      help: text('Des caractères du texte, à partir d’une position (la première est 1).', 'Characters of the text from a position on (the first is 1).'),
      parameters: [
        textParameter,
        { name: 'start', type: 'integer', title: text('Position (à partir de 1)', 'Position (from 1)') },
        { name: 'count', type: 'integer', title: text('Nombre de caractères', 'Number of characters') },
      ],
      returns: 'text',
      examples: [{ expression: '{{STXT item.code 3 2}}', item: { code: 'FR75012' }, result: '75' }],
    },
    (state, given, ...[start, count]) => {
      if ((start as number) < 1) state.fail('EXPRESSION_ARGUMENT_OUT_OF_RANGE', { argument: 'start', min: 1, max: Number.MAX_SAFE_INTEGER })
      return sliceCharacters(given as string, (start as number) - 1, (start as number) - 1 + Math.max(0, count as number))
    },
  ),
  textFunction(
    {
      name: 'substring',
      aliases: ['SOUS_TEXTE'],
      title: text('Partie du texte', 'Part of the text'),
      help: text(
        'De la position « from » (la première est 0) jusqu’avant « to » ; un nombre négatif compte depuis la fin.',
        'From position “from” (the first is 0) up to before “to”; a negative number counts from the end.',
      ),
      parameters: [
        textParameter,
        { name: 'from', type: 'integer', title: text('De (à partir de 0)', 'From (0 is the first)') },
        { name: 'to', type: 'integer', title: text('Jusqu’avant (la fin si absent)', 'Up to before (the end if left out)'), optional: true },
      ],
      returns: 'text',
      examples: [
        { expression: '{{substring item.code 2 4}}', item: { code: 'FR75012' }, result: '75' },
        { expression: '{{substring item.code -3}}', item: { code: 'FR75012' }, result: '012' },
      ],
    },
    (_state, given, ...[from, to]) => sliceCharacters(given as string, from as number, to as number | undefined),
  ),
]

const needle: FunctionParameter = { name: 'search', type: 'any', title: text('Cherché', 'Looked for') }

const questions: readonly FunctionDefinition[] = [
  textFunction(
    {
      name: 'contains',
      aliases: ['CONTIENT'],
      title: text('Contient', 'Contains'),
      help: text(
        'Vrai si le texte contient le texte cherché, ou la liste la valeur cherchée. Les majuscules comptent.',
        'True where the text holds the text looked for, or the list the value looked for. Capitals count.',
      ),
      parameters: [{ name: 'in', type: 'any', title: text('Texte ou liste', 'Text or list') }, needle],
      returns: 'boolean',
      examples: [
        { expression: '{{contains item.objet "facture"}}', item: { objet: 'Votre facture de mai' }, result: true },
        { expression: '{{contains item.tags "vip"}}', item: { tags: ['pro', 'vip'] }, result: true },
      ],
    },
    (state, where, search) => {
      if (Array.isArray(where)) {
        state.spend(where.length)
        return where.includes(search)
      }
      return renderText(state, where).includes(renderText(state, search))
    },
  ),
  textFunction(
    {
      name: 'startsWith',
      aliases: ['COMMENCE_PAR'],
      title: text('Commence par', 'Starts with'),
      help: text('Vrai si le texte commence ainsi.', 'True where the text begins so.'),
      parameters: [textParameter, { ...needle, type: 'text' }],
      returns: 'boolean',
      examples: [{ expression: '{{startsWith item.cp "75"}}', item: { cp: '75012' }, result: true }],
    },
    (_state, given, search) => (given as string).startsWith(search as string),
  ),
  textFunction(
    {
      name: 'endsWith',
      aliases: ['FINIT_PAR'],
      title: text('Finit par', 'Ends with'),
      help: text('Vrai si le texte finit ainsi.', 'True where the text ends so.'),
      parameters: [textParameter, { ...needle, type: 'text' }],
      returns: 'boolean',
      examples: [{ expression: '{{endsWith item.fichier ".xlsx"}}', item: { fichier: 'ventes.xlsx' }, result: true }],
    },
    (_state, given, search) => (given as string).endsWith(search as string),
  ),
  textFunction(
    {
      name: 'length',
      aliases: ['NBCAR', 'LONGUEUR'],
      title: text('Longueur', 'Length'),
      help: text('Le nombre de caractères d’un texte, ou d’éléments d’une liste.', 'How many characters a text has, or elements a list.'),
      parameters: [{ name: 'of', type: 'any', title: text('Texte ou liste', 'Text or list') }],
      returns: 'number',
      examples: [{ expression: '{{length item.nom}}', item: { nom: 'Zoé' }, result: 3 }],
    },
    (state, given: Json | undefined) => (Array.isArray(given) ? given.length : countCharacters(renderText(state, given))),
  ),
]

export const textFunctions: readonly FunctionDefinition[] = [...cases, ...textBuilders, ...parts, ...questions, ...patternFunctions]
