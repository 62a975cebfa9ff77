import type { Json } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'
import { shown } from '../shown.js'
import { decimalsOf } from './decimals-argument.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'
import { roundDecimal } from './number-arithmetic.js'
import { localeTag, numberFormat } from './number-formats.js'
import { parseNumber } from './parse-number.js'

const number: FunctionParameter = { name: 'value', type: 'number', title: text('Nombre', 'Number') }
const decimals: FunctionParameter = { name: 'decimals', type: 'integer', title: text('Décimales', 'Decimals'), optional: true }
const locale: FunctionParameter = { name: 'locale', type: 'text', title: text('Langue (fr, en, de-CH…)', 'Language (fr, en, de-CH…)'), optional: true }

function numberFunction(described: Omit<FunctionDefinition, 'group' | 'implementation'>, run: PlainFunction): FunctionDefinition {
  return { ...described, group: 'number', implementation: { kind: 'plain', run } }
}

/** The decimals asked for, exactly; up to so many as there are (at most `most`) where none were asked for. */
function fraction(state: EvaluationState, given: Json | undefined, most: number): Intl.NumberFormatOptions {
  if (given === undefined) return { maximumFractionDigits: most }
  const places = decimalsOf(state, given, 0)
  return { minimumFractionDigits: places, maximumFractionDigits: places }
}

/** Numbers into text and back. */
export const numberWriting: readonly FunctionDefinition[] = [
  numberFunction(
    {
      name: 'formatNumber',
      aliases: ['FORMAT_NOMBRE'],
      title: text('Écrire un nombre', 'Write a number'),
      help: text('Avec les séparateurs de la langue et le nombre de décimales voulu.', 'With the separators of the language and the wanted decimals.'),
      parameters: [number, decimals, locale],
      returns: 'text',
      examples: [
        { expression: '{{formatNumber item.total 2 "fr"}}', item: { total: 1234.5 }, result: '1\u202f234,50' },
        { expression: '{{formatNumber item.total locale="en"}}', item: { total: 1234.5 }, result: '1,234.5' },
      ],
    },
    (state, value, ...[places, tag]) => numberFormat(localeTag(state, tag as string | undefined), fraction(state, places, 15)).format(rounded(value, places)),
  ),
  numberFunction(
    {
      name: 'formatCurrency',
      aliases: ['FORMAT_MONNAIE', 'EUROS'],
      title: text('Écrire un montant', 'Write an amount'),
      help: text(
        'Avec la monnaie (EUR si absente) et les décimales qui sont les siennes.',
        'With the currency (EUR if left out) and the decimals that it has.',
      ),
      parameters: [number, { name: 'currency', type: 'text', title: text('Monnaie (EUR, USD…)', 'Currency (EUR, USD…)'), optional: true }, locale],
      returns: 'text',
      examples: [{ expression: '{{EUROS item.total locale="fr"}}', item: { total: 1234.5 }, result: '1\u202f234,50\u00a0€' }],
    },
    (state, value, ...[currency, tag]) => {
      const code = ((currency as string | undefined) ?? 'EUR').toUpperCase()
      if (!/^[A-Z]{3}$/.test(code)) return state.fail('EXPRESSION_CURRENCY_UNKNOWN', { currency: code.slice(0, 20) })
      return numberFormat(localeTag(state, tag as string | undefined), { style: 'currency', currency: code }).format(rounded(value, 2))
    },
  ),
  numberFunction(
    {
      name: 'formatPercent',
      aliases: ['POURCENT'],
      title: text('Écrire un pourcentage', 'Write a percentage'),
      help: text('0,125 donne 12,5 % ; avec le nombre de décimales voulu.', '0.125 gives 12.5%; with the wanted decimals.'),
      parameters: [number, decimals, locale],
      returns: 'text',
      examples: [{ expression: '{{formatPercent item.part 1 "fr"}}', item: { part: 0.125 }, result: '12,5\u00a0%' }],
    },
    (state, value, ...[places, tag]) =>
      numberFormat(localeTag(state, tag as string | undefined), { style: 'percent', ...fraction(state, places, 2) }).format(value as number),
  ),
  numberFunction(
    {
      name: 'number',
      returns: 'number',
      aliases: ['NOMBRE', 'CNUM', 'parseNumber'],
      title: text('Lire un nombre', 'Read a number'),
      help: text(
        'Un nombre d’après un texte comme « 1 234,56 » ou « 12 € », selon la langue ; un nombre reste tel quel.',
        'A number from a text such as “1,234.56” or “£12”, by the language; a number stays as it is.',
      ),
      parameters: [{ name: 'text', type: 'any', title: text('Texte', 'Text') }, locale],
      examples: [
        { expression: '{{number item.prix "fr"}}', item: { prix: '1 234,56 €' }, result: 1234.56 },
        { expression: '{{CNUM item.prix "en"}}', item: { prix: '1,234.56' }, result: 1234.56 },
      ],
    },
    (state, given, tag) => {
      if (typeof given === 'number') return given
      const language = localeTag(state, tag as string | undefined).startsWith('fr') ? 'fr' : 'en'
      const value = typeof given === 'string' && given.length <= 100 ? parseNumber(given, language) : null
      return value ?? state.fail('EXPRESSION_NUMBER_UNREADABLE', { given: shown(given) })
    },
  ),
]

/** Intl rounds the binary value; ours rounds what is written. Only where decimals were asked for. */
function rounded(value: Json | undefined, places: Json | undefined): number {
  return places === undefined ? (value as number) : roundDecimal(value as number, places as number)
}
