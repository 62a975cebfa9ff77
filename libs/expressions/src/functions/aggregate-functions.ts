import { columnOf, numbersOf, textField } from './column-values.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'
import { tidy } from './number-arithmetic.js'

const rows: FunctionParameter = { name: 'values', type: 'any', title: text('Liste (ou nombres)', 'List (or numbers)'), role: 'rows' }
const field: FunctionParameter = {
  name: 'field',
  type: 'any',
  title: text('Champ des lignes (ou autres nombres)', 'Field of the rows (or more numbers)'),
  role: 'field',
  optional: true,
  repeated: true,
}

const emptyCells = text('Les cellules vides ne comptent pas.', 'Empty cells do not count.')

function aggregate(described: Omit<FunctionDefinition, 'group' | 'parameters' | 'returns' | 'implementation'>, run: PlainFunction): FunctionDefinition {
  return { ...described, group: 'list', parameters: [rows, field], returns: 'number', implementation: { kind: 'plain', run } }
}

const sales = {
  ventes: [
    { produit: 'A', montant: 10.1 },
    { produit: 'B', montant: 20.2 },
    { produit: 'C', montant: null },
  ],
}

function added(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0)
}

export const aggregateFunctions: readonly FunctionDefinition[] = [
  aggregate(
    {
      name: 'sum',
      aliases: ['SOMME'],
      title: text('Somme', 'Sum'),
      help: text(
        `La somme d’une liste de nombres, d’un champ des lignes d’une liste, ou des nombres donnés. ${emptyCells.fr}`,
        `The sum of a list of numbers, of a field of a list’s rows, or of the given numbers. ${emptyCells.en}`,
      ),
      examples: [
        { expression: '{{sum item.ventes "montant"}}', item: sales, result: 30.3 },
        { expression: '{{SOMME 1 2 3}}', result: 6 },
      ],
    },
    (state, ...args) => tidy(state, added(numbersOf(state, args))),
  ),
  aggregate(
    {
      name: 'mean',
      aliases: ['MOYENNE'],
      title: text('Moyenne', 'Mean'),
      help: text(
        `La moyenne d’une liste de nombres, d’un champ des lignes d’une liste, ou des nombres donnés. ${emptyCells.fr}`,
        `The mean of a list of numbers, of a field of a list’s rows, or of the given numbers. ${emptyCells.en}`,
      ),
      examples: [{ expression: '{{mean item.ventes "montant"}}', item: sales, result: 15.15 }],
    },
    (state, ...args) => {
      const numbers = numbersOf(state, args)
      return numbers.length === 0 ? state.fail('EXPRESSION_LIST_EMPTY') : tidy(state, added(numbers) / numbers.length)
    },
  ),
  aggregate(
    {
      name: 'min',
      aliases: ['MINIMUM'],
      title: text('Minimum', 'Minimum'),
      help: text(`Le plus petit des nombres. ${emptyCells.fr}`, `The smallest of the numbers. ${emptyCells.en}`),
      examples: [{ expression: '{{min item.ventes "montant"}}', item: sales, result: 10.1 }],
    },
    (state, ...args) =>
      numbersOf(state, args).reduce<number | null>((least, value) => (least === null || value < least ? value : least), null) ??
      state.fail('EXPRESSION_LIST_EMPTY'),
  ),
  aggregate(
    {
      name: 'max',
      aliases: ['MAXIMUM'],
      title: text('Maximum', 'Maximum'),
      help: text(`Le plus grand des nombres. ${emptyCells.fr}`, `The largest of the numbers. ${emptyCells.en}`),
      examples: [{ expression: '{{max 3 item.n}}', item: { n: 12 }, result: 12 }],
    },
    (state, ...args) =>
      numbersOf(state, args).reduce<number | null>((most, value) => (most === null || value > most ? value : most), null) ??
      state.fail('EXPRESSION_LIST_EMPTY'),
  ),
  {
    name: 'count',
    aliases: ['NB', 'NBVAL', 'COMPTER'],
    group: 'list',
    title: text('Nombre d’éléments', 'Number of elements'),
    help: text(
      'Combien d’éléments a la liste ; avec un champ, combien de lignes où il est rempli.',
      'How many elements the list has; with a field, how many rows in which it is filled.',
    ),
    parameters: [
      { name: 'list', type: 'list', title: text('Liste', 'List'), role: 'rows' },
      { name: 'field', type: 'any', title: text('Champ', 'Field'), role: 'field', optional: true },
    ],
    returns: 'number',
    examples: [
      { expression: '{{count item.ventes}}', item: sales, result: 3 },
      { expression: '{{NBVAL item.ventes "montant"}}', item: sales, result: 2 },
    ],
    implementation: {
      kind: 'plain',
      run: (state, list, name) => {
        if (!Array.isArray(list)) return 0
        if (name === undefined) return list.length
        return columnOf(state, list, textField(state, name)).filter((value) => value !== undefined && value !== null && value !== '').length
      },
    },
  },
]
