import type { Json } from '@maillon/kernel'
import type { EvaluationState, Evaluator } from '../evaluation-state.js'
import { isTruthy } from '../is-truthy.js'
import { compareValues, sameValue } from './compare-values.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'

function valueOf(arg: Evaluator | null | undefined, state: EvaluationState): Json | undefined {
  return arg === null || arg === undefined ? undefined : arg(state)
}

const anyValue: FunctionParameter = { name: 'value', type: 'any', title: text('Valeur', 'Value') }
const tolerantValue: FunctionParameter = { ...anyValue, tolerant: true }
const left: FunctionParameter = { name: 'left', type: 'any', title: text('Valeur', 'Value') }
const right: FunctionParameter = { name: 'right', type: 'any', title: text('Comparée à', 'Compared with') }
const conditions: FunctionParameter = { name: 'conditions', type: 'any', title: text('Conditions', 'Conditions'), repeated: true }

function comparison(
  given: Omit<FunctionDefinition, 'group' | 'parameters' | 'returns' | 'implementation'> & { readonly run: PlainFunction },
): FunctionDefinition {
  const { run, ...described } = given
  return { ...described, group: 'logic', parameters: [left, right], returns: 'boolean', implementation: { kind: 'plain', run } }
}

const choose: FunctionDefinition = {
  name: 'if',
  aliases: ['SI'],
  group: 'logic',
  title: text('Si', 'If'),
  help: text(
    'Donne la première valeur si la condition est vraie, sinon la seconde. Seule la valeur choisie est calculée.',
    'Gives the first value where the condition holds, else the second. Only the chosen value is worked out.',
  ),
  parameters: [
    { name: 'condition', type: 'any', title: text('Condition', 'Condition') },
    { name: 'then', type: 'any', title: text('Valeur si vrai', 'Value if true') },
    { name: 'else', type: 'any', title: text('Valeur si faux (vide si absente)', 'Value if false (empty if left out)'), optional: true },
  ],
  returns: 'any',
  examples: [
    { expression: '{{if (gt item.stock 0) "en stock" "épuisé"}}', item: { stock: 3 }, result: 'en stock' },
    { expression: '{{SI item.urgent 1 2}}', item: { urgent: false }, result: 2 },
  ],
  implementation: {
    kind: 'form',
    build:
      ([condition, then, otherwise]) =>
      (state) =>
        isTruthy(valueOf(condition, state)) ? valueOf(then, state) : (valueOf(otherwise, state) ?? null),
  },
}

const and: FunctionDefinition = {
  name: 'and',
  aliases: ['ET'],
  group: 'logic',
  title: text('Et', 'And'),
  help: text('Vrai si toutes les conditions sont vraies ; s’arrête à la première fausse.', 'True where all conditions hold; stops at the first that does not.'),
  parameters: [conditions],
  returns: 'boolean',
  examples: [{ expression: '{{and (gt item.stock 0) item.actif}}', item: { stock: 3, actif: true }, result: true }],
  implementation: { kind: 'form', build: (args) => (state) => args.every((arg) => isTruthy(valueOf(arg, state))) },
}

const or: FunctionDefinition = {
  name: 'or',
  aliases: ['OU'],
  group: 'logic',
  title: text('Ou', 'Or'),
  help: text(
    'Vrai si au moins une condition est vraie ; s’arrête à la première vraie.',
    'True where at least one condition holds; stops at the first that does.',
  ),
  parameters: [conditions],
  returns: 'boolean',
  examples: [{ expression: '{{or item.vip (gte item.total 100)}}', item: { vip: false, total: 100 }, result: true }],
  implementation: { kind: 'form', build: (args) => (state) => args.some((arg) => isTruthy(valueOf(arg, state))) },
}

const not: FunctionDefinition = {
  name: 'not',
  aliases: ['NON'],
  group: 'logic',
  title: text('Non', 'Not'),
  help: text('Vrai si la valeur est fausse, vide ou égale à zéro.', 'True where the value is false, empty or zero.'),
  parameters: [anyValue],
  returns: 'boolean',
  examples: [{ expression: '{{not item.actif}}', item: { actif: false }, result: true }],
  implementation: { kind: 'plain', run: (_state, value) => !isTruthy(value) },
}

const fallback: FunctionDefinition = {
  name: 'default',
  aliases: ['DEFAUT', 'SIERREUR', 'SIVIDE'],
  group: 'logic',
  title: text('Valeur par défaut', 'Default value'),
  help: text(
    'La première valeur qui existe et n’est pas vide (ni null ni texte vide). C’est la façon d’accepter un champ qui manque.',
    'The first value that exists and is not empty (neither null nor an empty text). This is how a missing field is accepted.',
  ),
  parameters: [{ ...tolerantValue }, { name: 'otherwise', type: 'any', title: text('Sinon', 'Otherwise'), repeated: true, tolerant: true }],
  returns: 'any',
  examples: [
    { expression: '{{default item.remise 0}}', item: { prix: 12 }, result: 0 },
    { expression: '{{default item.surnom item.nom "inconnu"}}', item: { surnom: '', nom: 'Zoé' }, result: 'Zoé' },
  ],
  implementation: {
    kind: 'form',
    build: (args) => (state) => {
      let last: Json = null
      for (const arg of args) {
        last = valueOf(arg, state) ?? null
        if (last !== null && last !== '') return last
      }
      return last
    },
  },
}

const exists: FunctionDefinition = {
  name: 'exists',
  aliases: ['EXISTE'],
  group: 'logic',
  title: text('Existe', 'Exists'),
  help: text(
    'Vrai si la valeur est là et n’est pas null ; un champ qui manque donne faux.',
    'True where the value is there and not null; a missing field gives false.',
  ),
  parameters: [tolerantValue],
  returns: 'boolean',
  examples: [{ expression: '{{exists item.email}}', item: { nom: 'Zoé' }, result: false }],
  implementation: { kind: 'plain', run: (_state, value) => value !== undefined && value !== null },
}

const isEmpty: FunctionDefinition = {
  name: 'isEmpty',
  aliases: ['ESTVIDE'],
  group: 'logic',
  title: text('Est vide', 'Is empty'),
  help: text(
    'Vrai si la valeur manque, vaut null, ou est un texte sans autre chose que des espaces, une liste ou un objet sans rien dedans.',
    'True where the value is missing or null, or is a text of nothing but spaces, or a list or object with nothing in it.',
  ),
  parameters: [tolerantValue],
  returns: 'boolean',
  examples: [
    { expression: '{{isEmpty item.email}}', item: { email: '  ' }, result: true },
    { expression: '{{ESTVIDE item.stock}}', item: { stock: 0 }, result: false },
  ],
  implementation: {
    kind: 'plain',
    run: (_state, value) => {
      if (value === undefined || value === null) return true
      if (typeof value === 'string') return value.trim() === ''
      return typeof value === 'object' && Object.keys(value).length === 0
    },
  },
}

const comparisons: readonly FunctionDefinition[] = [
  comparison({
    name: 'eq',
    aliases: ['EGAL', 'EST_EGAL'],
    title: text('Égal à', 'Equal to'),
    help: text(
      'Vrai si les deux valeurs sont les mêmes et du même genre : 5 n’est pas "5".',
      'True where both values are the same and of the same kind: 5 is not "5".',
    ),
    examples: [{ expression: '{{eq item.statut "payé"}}', item: { statut: 'payé' }, result: true }],
    run: sameValue,
  }),
  comparison({
    name: 'ne',
    aliases: ['DIFFERENT'],
    title: text('Différent de', 'Different from'),
    help: text('Vrai si les deux valeurs ne sont pas les mêmes.', 'True where the two values are not the same.'),
    examples: [{ expression: '{{ne item.statut "payé"}}', item: { statut: 'payé' }, result: false }],
    run: (state, a, b) => !sameValue(state, a, b),
  }),
  comparison({
    name: 'gt',
    aliases: ['SUP'],
    title: text('Supérieur à', 'Greater than'),
    help: text('Compare deux nombres, deux dates ou deux textes.', 'Compares two numbers, two dates or two texts.'),
    examples: [{ expression: '{{gt item.total 100}}', item: { total: 120.5 }, result: true }],
    run: (state, a, b) => compareValues(state, a, b) > 0,
  }),
  comparison({
    name: 'gte',
    aliases: ['SUP_EGAL'],
    title: text('Supérieur ou égal à', 'Greater than or equal to'),
    help: text('Compare deux nombres, deux dates ou deux textes.', 'Compares two numbers, two dates or two texts.'),
    examples: [{ expression: '{{gte item.total 100}}', item: { total: 100 }, result: true }],
    run: (state, a, b) => compareValues(state, a, b) >= 0,
  }),
  comparison({
    name: 'lt',
    aliases: ['INF'],
    title: text('Inférieur à', 'Less than'),
    help: text('Compare deux nombres, deux dates ou deux textes.', 'Compares two numbers, two dates or two texts.'),
    examples: [{ expression: '{{lt item.date "2026-12-01"}}', item: { date: '2026-11-21' }, result: true }],
    run: (state, a, b) => compareValues(state, a, b) < 0,
  }),
  comparison({
    name: 'lte',
    aliases: ['INF_EGAL'],
    title: text('Inférieur ou égal à', 'Less than or equal to'),
    help: text('Compare deux nombres, deux dates ou deux textes.', 'Compares two numbers, two dates or two texts.'),
    examples: [{ expression: '{{lte item.stock 0}}', item: { stock: 0 }, result: true }],
    run: (state, a, b) => compareValues(state, a, b) <= 0,
  }),
]

export const logicFunctions: readonly FunctionDefinition[] = [choose, and, or, not, fallback, exists, isEmpty, ...comparisons]
