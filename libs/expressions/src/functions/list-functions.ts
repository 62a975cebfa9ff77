import { isJsonObject, type Json } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'
import { listed } from '../listed-names.js'
import { shown } from '../shown.js'
import { aggregateFunctions } from './aggregate-functions.js'
import { fieldOf } from './column-values.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'
import { tableFunctions } from './table-functions.js'

type Rows = readonly Json[]

const list: FunctionParameter = { name: 'list', type: 'list', title: text('Liste', 'List') }

function listFunction(described: Omit<FunctionDefinition, 'group' | 'implementation'>, run: PlainFunction): FunctionDefinition {
  return { ...described, group: 'list', implementation: { kind: 'plain', run } }
}

const ends: readonly FunctionDefinition[] = [
  listFunction(
    {
      name: 'first',
      aliases: ['PREMIER'],
      title: text('Premier élément', 'First element'),
      help: text(
        'Le premier élément d’une liste ; une liste vide est une erreur, sauf dans « default ».',
        'The first element of a list; an empty list is an error, except in “default”.',
      ),
      parameters: [list],
      returns: 'any',
      examples: [{ expression: '{{first item.tags}}', item: { tags: ['pro', 'vip'] }, result: 'pro' }],
    },
    (state, given) => (given as Rows)[0] ?? emptyOrNull(state, given as Rows),
  ),
  listFunction(
    {
      name: 'last',
      aliases: ['DERNIER'],
      title: text('Dernier élément', 'Last element'),
      help: text(
        'Le dernier élément d’une liste ; une liste vide est une erreur, sauf dans « default ».',
        'The last element of a list; an empty list is an error, except in “default”.',
      ),
      parameters: [list],
      returns: 'any',
      examples: [{ expression: '{{last item.tags}}', item: { tags: ['pro', 'vip'] }, result: 'vip' }],
    },
    (state, given) => (given as Rows).at(-1) ?? emptyOrNull(state, given as Rows),
  ),
]

function emptyOrNull(state: EvaluationState, given: Rows): null {
  return given.length === 0 ? state.fail('EXPRESSION_LIST_EMPTY') : null
}

const shapes: readonly FunctionDefinition[] = [
  listFunction(
    {
      name: 'slice',
      aliases: ['TRANCHE'],
      title: text('Partie de la liste', 'Part of the list'),
      help: text(
        'De la position « from » (la première est 0) jusqu’avant « to » ; un nombre négatif compte depuis la fin.',
        'From position “from” (the first is 0) up to before “to”; a negative number counts from the end.',
      ),
      parameters: [
        list,
        { name: 'from', type: 'integer', title: text('De (à partir de 0)', 'From (0 is the first)') },
        { name: 'to', type: 'integer', title: text('Jusqu’avant (la fin si absent)', 'Up to before (the end if left out)'), optional: true },
      ],
      returns: 'list',
      examples: [{ expression: '{{slice item.n 0 2}}', item: { n: [5, 6, 7] }, result: [5, 6] }],
    },
    (state, given, ...[from, to]) => {
      const part = (given as Rows).slice(from as number, to as number | undefined)
      state.spend(part.length)
      return part
    },
  ),
  listFunction(
    {
      name: 'reverse',
      aliases: ['INVERSER'],
      title: text('Dans l’autre sens', 'In reverse'),
      help: text('La liste de la fin au début.', 'The list from its end to its start.'),
      parameters: [list],
      returns: 'list',
      examples: [{ expression: '{{reverse item.n}}', item: { n: [1, 2, 3] }, result: [3, 2, 1] }],
    },
    (state, given) => {
      state.spend((given as Rows).length)
      return (given as Rows).toReversed()
    },
  ),
  listFunction(
    {
      name: 'range',
      aliases: ['SUITE'],
      title: text('Suite de nombres', 'Series of numbers'),
      help: text(
        'Les nombres entiers de « from » jusqu’avant « to », par pas de « step » (1 si absent).',
        'The whole numbers from “from” up to before “to”, in steps of “step” (1 if left out).',
      ),
      parameters: [
        { name: 'from', type: 'integer', title: text('De', 'From') },
        { name: 'to', type: 'integer', title: text('Jusqu’avant', 'Up to before') },
        { name: 'step', type: 'integer', title: text('Pas', 'Step'), optional: true },
      ],
      returns: 'list',
      examples: [{ expression: '{{range 1 10 3}}', result: [1, 4, 7] }],
    },
    (state, from, ...[to, step]) => {
      const by = (step as number | undefined) ?? 1
      if (by === 0) return state.fail('EXPRESSION_ARGUMENT_OUT_OF_RANGE', { argument: 'step', min: 1, max: Number.MAX_SAFE_INTEGER })
      const length = Math.max(0, Math.ceil(((to as number) - (from as number)) / by))
      state.allowList(length)
      return Array.from({ length }, (_, at) => (from as number) + at * by)
    },
  ),
  listFunction(
    {
      name: 'list',
      aliases: ['LISTE'],
      title: text('Faire une liste', 'Make a list'),
      help: text('Les valeurs données, en liste.', 'The given values, as a list.'),
      parameters: [{ name: 'values', type: 'any', title: text('Valeurs', 'Values'), repeated: true }],
      returns: 'list',
      examples: [{ expression: '{{max (list item.a item.b)}}', item: { a: 1, b: 2 }, result: 2 }],
    },
    (_state, ...values) => values.map((value) => value ?? null),
  ),
  listFunction(
    {
      name: 'lookup',
      aliases: ['CHERCHER'],
      title: text('Champ par son nom', 'Field by its name'),
      help: text(
        'Le champ d’un objet (ou l’élément d’une liste) dont le nom est calculé.',
        'The field of an object (or element of a list) whose name is worked out.',
      ),
      parameters: [
        { name: 'in', type: 'any', title: text('Objet ou liste', 'Object or list') },
        { name: 'key', type: 'text', title: text('Nom ou position', 'Name or position') },
      ],
      returns: 'any',
      examples: [{ expression: '{{lookup item.prix item.pays}}', item: { prix: { FR: 10, BE: 11 }, pays: 'BE' }, result: 11 }],
    },
    (state, owner, key) => {
      if (typeof owner !== 'object' || owner === null) return state.fail('EXPRESSION_OBJECT_EXPECTED', { argument: 'in', given: shown(owner) })
      const known = listed(isJsonObject(owner) ? Object.keys(owner) : [])
      const found = Object.hasOwn(owner, key as string) ? fieldOf(owner, key as string) : undefined
      return found ?? (found === null ? null : state.fail('EXPRESSION_FIELD_MISSING', { path: key as string, field: key as string, known }))
    },
  ),
]

export const listFunctions: readonly FunctionDefinition[] = [...aggregateFunctions, ...ends, ...tableFunctions, ...shapes]
