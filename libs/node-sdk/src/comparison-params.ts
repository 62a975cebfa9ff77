import { Type } from 'typebox'
import { choiceParam, withDefault } from './choice-param.js'
import { comparisonLabels, comparisons, unaryComparisons, type Comparison } from './comparison.js'
import { ui } from './param.js'

/** The parameter "operator" of a rule: one of `comparisons`, labelled. */
export function comparisonParam() {
  return choiceParam<Comparison>(comparisonLabels, { label: { fr: 'Comparaison', en: 'Comparison' } })
}

/**
 * For the parameter of a rule that says what is compared, as its `lacking`: a field that no row has is a mistake, unless the rule asks whether
 * it is empty. Stands beside one called `operator`.
 */
export const emptinessParam = { soundWhen: { param: 'operator', is: ['empty', 'not-empty'] } } as const

/** The parameter "value" of a rule: what to compare with, hidden where the operator needs none. Stands beside one called `operator`. */
export function comparedValueParam() {
  const binary = comparisons.filter((comparison) => !unaryComparisons.includes(comparison))
  return Type.Optional(
    Type.Unknown({
      ...ui({
        label: { fr: 'Valeur', en: 'Value' },
        placeholder: { fr: 'par exemple 1 000', en: 'for example 1,000' },
        showWhen: { param: 'operator', is: binary },
      }),
    }),
  )
}

/** The parameter "match": all rules or any of them. */
export function matchParam() {
  return choiceParam<'all' | 'any'>(
    { all: { fr: 'toutes les règles', en: 'all rules' }, any: { fr: 'au moins une règle', en: 'at least one rule' } },
    { label: { fr: 'Il faut que soient remplies', en: 'What must hold' } },
    'all',
  )
}

/** The parameter "ignoreCase" of text comparisons. */
export function ignoreCaseParam() {
  return withDefault(
    Type.Boolean({ default: false, ...ui({ label: { fr: 'Majuscules et minuscules confondues', en: 'Ignore upper and lower case' }, advanced: true }) }),
  )
}
