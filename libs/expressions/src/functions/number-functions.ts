import { decimalsOf } from './decimals-argument.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'
import { atDecimal, roundDecimal, tidy } from './number-arithmetic.js'
import { numberWriting } from './number-writing.js'

const number: FunctionParameter = { name: 'value', type: 'number', title: text('Nombre', 'Number') }
const numbers: FunctionParameter = { name: 'values', type: 'number', title: text('Nombres', 'Numbers'), repeated: true }
const decimals: FunctionParameter = { name: 'decimals', type: 'integer', title: text('Décimales', 'Decimals'), optional: true }

function numberFunction(
  described: Omit<FunctionDefinition, 'group' | 'returns' | 'implementation'> & Partial<Pick<FunctionDefinition, 'returns'>>,
  run: PlainFunction | NumberForm,
): FunctionDefinition {
  return { returns: 'number', ...described, group: 'number', implementation: typeof run === 'function' ? { kind: 'plain', run } : run }
}

type NumberForm = Extract<FunctionDefinition['implementation'], { kind: 'form' }>

/** Two numbers are the hot path of computed columns: no list in between. */
function folded(fold: (a: number, b: number) => number): NumberForm {
  return {
    kind: 'form',
    build: (given, place) => {
      const args = given.filter((arg) => arg !== null)
      const [first, second] = args
      if (args.length === 2 && first !== undefined && second !== undefined) {
        return (state) => {
          const result = fold(first(state) as number, second(state) as number)
          state.place = place
          return tidy(state, result)
        }
      }
      return (state) => {
        const result = args.map((arg) => arg(state) as number).reduce(fold)
        state.place = place
        return tidy(state, result)
      }
    },
  }
}

const arithmetic: readonly FunctionDefinition[] = [
  numberFunction(
    {
      name: 'add',
      aliases: ['AJOUTER', 'PLUS'],
      title: text('Additionner', 'Add'),
      help: text('La somme des nombres donnés.', 'The sum of the given numbers.'),
      parameters: [numbers],
      examples: [{ expression: '{{add item.ht item.tva}}', item: { ht: 0.1, tva: 0.2 }, result: 0.3 }],
    },
    folded((a, b) => a + b),
  ),
  numberFunction(
    {
      name: 'subtract',
      aliases: ['SOUSTRAIRE', 'MOINS'],
      title: text('Soustraire', 'Subtract'),
      help: text('Le premier nombre moins le second.', 'The first number minus the second.'),
      parameters: [number, { name: 'minus', type: 'number', title: text('Moins', 'Minus') }],
      examples: [{ expression: '{{subtract item.ttc item.ht}}', item: { ttc: 120, ht: 100 }, result: 20 }],
    },
    (state, a, b) => tidy(state, (a as number) - (b as number)),
  ),
  numberFunction(
    {
      name: 'multiply',
      aliases: ['PRODUIT', 'MULTIPLIER'],
      title: text('Multiplier', 'Multiply'),
      help: text('Le produit des nombres donnés.', 'The product of the given numbers.'),
      parameters: [numbers],
      examples: [{ expression: '{{multiply item.prix item.quantite}}', item: { prix: 1.1, quantite: 3 }, result: 3.3 }],
    },
    folded((a, b) => a * b),
  ),
  numberFunction(
    {
      name: 'divide',
      aliases: ['DIVISER', 'QUOTIENT'],
      title: text('Diviser', 'Divide'),
      help: text(
        'Le premier nombre divisé par le second ; diviser par zéro est une erreur.',
        'The first number divided by the second; dividing by zero is an error.',
      ),
      parameters: [number, { name: 'by', type: 'number', title: text('Par', 'By') }],
      examples: [{ expression: '{{divide item.total item.nombre}}', item: { total: 10, nombre: 4 }, result: 2.5 }],
    },
    (state, a, b) => tidy(state, (b as number) === 0 ? state.fail('EXPRESSION_DIVISION_BY_ZERO') : (a as number) / (b as number)),
  ),
  numberFunction(
    {
      name: 'modulo',
      aliases: ['MOD', 'RESTE'],
      title: text('Reste de la division', 'Remainder'),
      help: text(
        'Ce qui reste de la division ; du signe du diviseur, comme dans un tableur.',
        'What remains of the division; with the sign of the divisor, as in a spreadsheet.',
      ),
      parameters: [number, { name: 'by', type: 'number', title: text('Par', 'By') }],
      examples: [{ expression: '{{MOD item.n 3}}', item: { n: 10 }, result: 1 }],
    },
    (state, a, b) => {
      const by = b as number
      if (by === 0) return state.fail('EXPRESSION_DIVISION_BY_ZERO')
      return tidy(state, (((a as number) % by) + by) % by)
    },
  ),
  numberFunction(
    {
      name: 'abs',
      aliases: ['VALEUR_ABSOLUE'],
      title: text('Valeur absolue', 'Absolute value'),
      help: text('Le nombre sans son signe.', 'The number without its sign.'),
      parameters: [number],
      examples: [{ expression: '{{abs item.ecart}}', item: { ecart: -12.5 }, result: 12.5 }],
    },
    (_state, a) => Math.abs(a as number),
  ),
]

const rounding: readonly FunctionDefinition[] = [
  numberFunction(
    {
      name: 'round',
      aliases: ['ARRONDI'],
      title: text('Arrondir', 'Round'),
      help: text(
        'Arrondit au plus proche, avec le nombre de décimales voulu (0 si absent) ; les moitiés s’éloignent de zéro.',
        'Rounds to the nearest with the wanted decimals (0 if left out); halves go away from zero.',
      ),
      parameters: [number, decimals],
      examples: [
        { expression: '{{round item.prix 2}}', item: { prix: 1.005 }, result: 1.01 },
        { expression: '{{ARRONDI item.prix}}', item: { prix: -2.5 }, result: -3 },
      ],
    },
    (state, value, places) => roundDecimal(value as number, decimalsOf(state, places, -15)),
  ),
  numberFunction(
    {
      name: 'floor',
      aliases: ['ARRONDI_INF', 'PLANCHER'],
      title: text('Arrondir vers le bas', 'Round down'),
      help: text(
        'Le plus grand nombre à autant de décimales qui ne dépasse pas la valeur.',
        'The largest number with so many decimals that is not above the value.',
      ),
      parameters: [number, decimals],
      examples: [{ expression: '{{floor item.prix}}', item: { prix: 12.99 }, result: 12 }],
    },
    (state, value, places) => atDecimal(value as number, decimalsOf(state, places, -15), Math.floor),
  ),
  numberFunction(
    {
      name: 'ceil',
      aliases: ['ARRONDI_SUP', 'PLAFOND'],
      title: text('Arrondir vers le haut', 'Round up'),
      help: text(
        'Le plus petit nombre à autant de décimales qui n’est pas sous la valeur.',
        'The smallest number with so many decimals that is not below the value.',
      ),
      parameters: [number, decimals],
      examples: [{ expression: '{{ceil item.prix 1}}', item: { prix: 12.31 }, result: 12.4 }],
    },
    (state, value, places) => atDecimal(value as number, decimalsOf(state, places, -15), Math.ceil),
  ),
]

export const numberFunctions: readonly FunctionDefinition[] = [...arithmetic, ...rounding, ...numberWriting]
