import type { Json } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'
import { nearMiss } from '../near-miss.js'
import { shown } from '../shown.js'
import { columnOf } from './column-values.js'
import { compareValues, orderOf, sameValue } from './compare-values.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'
import { keyOf } from './value-key.js'

type Rows = readonly Json[]

const rows: FunctionParameter = { name: 'list', type: 'list', title: text('Liste', 'List'), role: 'rows' }
const field: FunctionParameter = { name: 'field', type: 'text', title: text('Champ', 'Field'), role: 'field' }

function listFunction(described: Omit<FunctionDefinition, 'group' | 'implementation'>, run: PlainFunction): FunctionDefinition {
  return { ...described, group: 'list', implementation: { kind: 'plain', run } }
}

const products = {
  produits: [
    { nom: 'Vis', stock: 12 },
    { nom: 'Clou', stock: 0 },
    { nom: 'Écrou', stock: 5 },
  ],
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

export const tableFunctions: readonly FunctionDefinition[] = [
  listFunction(
    {
      name: 'where',
      aliases: ['FILTRE', 'FILTRER'],
      title: text('Filtrer', 'Filter'),
      help: text(
        'Les lignes dont le champ a cette valeur ; ou, avec un opérateur (eq, ne, gt, gte, lt, lte, contains), celles qui conviennent.',
        'The rows whose field has this value; or, with an operator (eq, ne, gt, gte, lt, lte, contains), those that fit.',
      ),
      parameters: [
        rows,
        field,
        { name: 'operator', type: 'any', title: text('Opérateur ou valeur', 'Operator or value') },
        { name: 'value', type: 'any', title: text('Valeur', 'Value'), optional: true },
      ],
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
      help: text(
        'Les lignes dans l’ordre d’un champ (croissant « asc », ou « desc ») ; les cellules vides à la fin. Sans champ : une liste de valeurs.',
        'The rows in the order of a field (ascending “asc”, or “desc”); empty cells last. Without a field: a list of values.',
      ),
      parameters: [
        rows,
        { ...field, optional: true },
        { name: 'direction', type: 'text', title: text('Sens (asc, desc)', 'Direction (asc, desc)'), optional: true },
      ],
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
      help: text(
        'Chaque valeur une seule fois, la première gardée ; avec un champ : une ligne pour chaque valeur de ce champ.',
        'Each value once, the first kept; with a field: one row for each value of that field.',
      ),
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
