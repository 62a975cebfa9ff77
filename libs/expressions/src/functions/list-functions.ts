import { isJsonObject, type Json } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'
import { listed } from '../listed-names.js'
import { nearMiss } from '../near-miss.js'
import { shown } from '../shown.js'
import { aggregateFunctions } from './aggregate-functions.js'
import { columnOf, fieldOf } from './column-values.js'
import { compareValues, orderOf, sameValue } from './compare-values.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'
import { keyOf } from './value-key.js'

type Rows = readonly Json[]

const list: FunctionParameter = { name: 'list', type: 'list', title: text('Liste', 'List') }
const rows: FunctionParameter = { ...list, role: 'rows' }
const field: FunctionParameter = { name: 'field', type: 'text', title: text('Champ', 'Field'), role: 'field' }

function listFunction(described: Omit<FunctionDefinition, 'group' | 'implementation'>, run: PlainFunction): FunctionDefinition {
  return { ...described, group: 'list', implementation: { kind: 'plain', run } }
}

const products = { produits: [{ nom: 'Vis', stock: 12 }, { nom: 'Clou', stock: 0 }, { nom: 'Écrou', stock: 5 }] }

const ends: readonly FunctionDefinition[] = [
  listFunction(
    {
      name: 'first',
      aliases: ['PREMIER'],
      title: text('Premier élément', 'First element'),
      help: text('Le premier élément d’une liste ; une liste vide est une erreur, sauf dans « default ».', 'The first element of a list; an empty list is an error, except in “default”.'),
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
      help: text('Le dernier élément d’une liste ; une liste vide est une erreur, sauf dans « default ».', 'The last element of a list; an empty list is an error, except in “default”.'),
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

type Comparison = (state: EvaluationState, a: Json | undefined, b: Json | undefined) => boolean
const operators: { readonly [name: string]: Comparison } = {
  eq: sameValue,
  ne: (state, a, b) => !sameValue(state, a, b),
  gt: (state, a, b) => isFilled(a) && compareValues(state, a, b) > 0,
  gte: (state, a, b) => isFilled(a) && compareValues(state, a, b) >= 0,
  lt: (state, a, b) => isFilled(a) && compareValues(state, a, b) < 0,
  lte: (state, a, b) => isFilled(a) && compareValues(state, a, b) <= 0,
  contains: (_state, a, b) => typeof a === 'string' && typeof b === 'string' && a.includes(b),
}

function isFilled(value: Json | undefined): boolean {
  return value !== null && value !== undefined && value !== ''
}

/** `where rows "stock" "gt" 3`, or with equality `where rows "name" "x"`. */
function where(state: EvaluationState, given: Rows, [name, operator, value]: readonly (Json | undefined)[]): Rows {
  const compares = value === undefined ? operators['eq'] : typeof operator === 'string' && Object.hasOwn(operators, operator) ? operators[operator] : undefined
  const known = Object.keys(operators)
  if (compares === undefined) {
    const suggestion = typeof operator === 'string' ? nearMiss(operator, known) : null
    return state.fail('EXPRESSION_CHOICE_UNKNOWN', { argument: 'operator', given: shown(operator), suggestion: suggestion ?? 'eq', known: known.join(', ') })
  }
  const values = columnOf(state, given, name as string)
  const against = value === undefined ? operator : value
  return given.filter((_, at) => compares(state, values[at], against))
}

function sorted(state: EvaluationState, given: Rows, [name, direction]: readonly (Json | undefined)[]): Rows {
  const sign = direction === 'desc' ? -1 : 1
  if (direction !== undefined && direction !== 'asc' && direction !== 'desc') {
    return state.fail('EXPRESSION_CHOICE_UNKNOWN', { argument: 'direction', given: shown(direction), suggestion: 'asc', known: 'asc, desc' })
  }
  const values = name === undefined || name === '' ? given : columnOf(state, given, name as string)
  state.spend(Math.ceil(given.length * Math.log2(given.length + 1)))
  const order = Array.from(given.keys()).sort((a, b) => {
    const [left, right] = [values[a], values[b]]
    // Empty values stand last in both directions.
    if (!isFilled(left) || !isFilled(right)) return Number(!isFilled(left)) - Number(!isFilled(right))
    return sign * orderOf(state, left, right)
  })
  return order.map((at) => given[at] as Json)
}

const tables: readonly FunctionDefinition[] = [
  listFunction(
    {
      name: 'where',
      aliases: ['FILTRE', 'FILTRER'],
      title: text('Filtrer', 'Filter'),
      help: text(
        'Les lignes dont le champ a cette valeur ; ou, avec un opérateur (eq, ne, gt, gte, lt, lte, contains), celles qui conviennent.',
        'The rows whose field has this value; or, with an operator (eq, ne, gt, gte, lt, lte, contains), those that fit.',
      ),
      parameters: [rows, field, { name: 'operator', type: 'any', title: text('Opérateur ou valeur', 'Operator or value') }, { name: 'value', type: 'any', title: text('Valeur', 'Value'), optional: true }],
      returns: 'list',
      examples: [
        { expression: '{{where item.produits "nom" "Vis"}}', item: products, result: [{ nom: 'Vis', stock: 12 }] },
        { expression: '{{count (where item.produits "stock" "gt" 0)}}', item: products, result: 2 },
      ],
    },
    (state, given, ...how) => where(state, given as Rows, how),
  ),
  listFunction(
    {
      name: 'sortBy',
      aliases: ['TRIER'],
      title: text('Trier', 'Sort'),
      help: text('Les lignes dans l’ordre d’un champ (croissant « asc », ou « desc ») ; les cellules vides à la fin. Sans champ : une liste de valeurs.', 'The rows in the order of a field (ascending “asc”, or “desc”); empty cells last. Without a field: a list of values.'),
      parameters: [rows, { ...field, optional: true }, { name: 'direction', type: 'text', title: text('Sens (asc, desc)', 'Direction (asc, desc)'), optional: true }],
      returns: 'list',
      examples: [{ expression: '{{map (sortBy item.produits "stock" "desc") "nom"}}', item: products, result: ['Vis', 'Écrou', 'Clou'] }],
    },
    (state, given, ...how) => sorted(state, given as Rows, how),
  ),
  listFunction(
    {
      name: 'map',
      aliases: ['COLONNE'],
      title: text('Valeurs d’un champ', 'Values of a field'),
      help: text('La liste des valeurs d’un champ des lignes.', 'The list of the values of a field of the rows.'),
      parameters: [rows, field],
      returns: 'list',
      examples: [{ expression: '{{join (COLONNE item.produits "nom") ", "}}', item: products, result: 'Vis, Clou, Écrou' }],
    },
    (state, given, name) => {
      state.allowList((given as Rows).length)
      return columnOf(state, given as Rows, name as string).map((value) => value ?? null)
    },
  ),
  listFunction(
    {
      name: 'unique',
      aliases: ['SANS_DOUBLONS', 'DISTINCT'],
      title: text('Sans doublons', 'Without duplicates'),
      help: text('Chaque valeur une seule fois, la première gardée ; avec un champ : une ligne pour chaque valeur de ce champ.', 'Each value once, the first kept; with a field: one row for each value of that field.'),
      parameters: [rows, { ...field, optional: true }],
      returns: 'list',
      examples: [{ expression: '{{unique item.villes}}', item: { villes: ['Lyon', 'Paris', 'Lyon'] }, result: ['Lyon', 'Paris'] }],
    },
    (state, given, name) => {
      const values = name === undefined ? (given as Rows) : columnOf(state, given as Rows, name as string)
      const seen = new Set<string>()
      return (given as Rows).filter((_, at) => {
        const key = keyOf(state, values[at])
        return seen.has(key) ? false : seen.add(key)
      })
    },
  ),
]

const shapes: readonly FunctionDefinition[] = [
  listFunction(
    {
      name: 'slice',
      aliases: ['TRANCHE'],
      title: text('Partie de la liste', 'Part of the list'),
      help: text('De la position « from » (la première est 0) jusqu’avant « to » ; un nombre négatif compte depuis la fin.', 'From position “from” (the first is 0) up to before “to”; a negative number counts from the end.'),
      parameters: [
        list,
        { name: 'from', type: 'integer', title: text('De (à partir de 0)', 'From (0 is the first)') },
        { name: 'to', type: 'integer', title: text('Jusqu’avant (la fin si absent)', 'Up to before (the end if left out)'), optional: true },
      ],
      returns: 'list',
      examples: [{ expression: '{{slice item.n 0 2}}', item: { n: [5, 6, 7] }, result: [5, 6] }],
    },
    (state, given, from, to) => {
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
      help: text('Les nombres entiers de « from » jusqu’avant « to », par pas de « step » (1 si absent).', 'The whole numbers from “from” up to before “to”, in steps of “step” (1 if left out).'),
      parameters: [
        { name: 'from', type: 'integer', title: text('De', 'From') },
        { name: 'to', type: 'integer', title: text('Jusqu’avant', 'Up to before') },
        { name: 'step', type: 'integer', title: text('Pas', 'Step'), optional: true },
      ],
      returns: 'list',
      examples: [{ expression: '{{range 1 10 3}}', result: [1, 4, 7] }],
    },
    (state, from, to, step) => {
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
      help: text('Le champ d’un objet (ou l’élément d’une liste) dont le nom est calculé.', 'The field of an object (or element of a list) whose name is worked out.'),
      parameters: [{ name: 'in', type: 'any', title: text('Objet ou liste', 'Object or list') }, { name: 'key', type: 'text', title: text('Nom ou position', 'Name or position') }],
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

export const listFunctions: readonly FunctionDefinition[] = [...aggregateFunctions, ...ends, ...tables, ...shapes]
