import { readDate, readNumber, shortText, userError, type Json, type Locale } from '@maillon/node-sdk'
import type { ColumnRule } from './validate-params.js'

/** @throws UserError at the rule that can't be meant: a bound that is none, or the same column twice. */
export function checkRules(rules: readonly ColumnRule[], place: { readonly locale: Locale; readonly timeZone: string }): void {
  rules.forEach((rule, index) => {
    if (rules.findIndex(({ name }) => name === rule.name) !== index) throw ruleTwice(rule.name, `/rules/${index}/name`)
    for (const side of ['min', 'max'] as const) {
      const bound = (rule[side] ?? null) as Json
      if (bound === null || bound === '' || rule.type === 'any' || rule.type === 'boolean') continue
      const isDate = rule.type === 'date'
      if ((isDate ? readDate(bound, place) : readNumber(bound, place.locale)) === null) throw notABound(bound, isDate, `/rules/${index}/${side}`)
    }
  })
}

function ruleTwice(name: string, field: string) {
  return userError({
    code: 'EXCEL_RULE_DUPLICATE',
    text: { fr: `La colonne « ${name} » a deux règles.`, en: `The column “${name}” has two rules.` },
    hint: { fr: 'Réunissez-les en une seule.', en: 'Make them one.' },
    field,
  })
}

function notABound(bound: Json, isDate: boolean, field: string) {
  const shown = shortText(bound)
  return userError({
    code: 'EXCEL_RULE_BOUND_INVALID',
    text: isDate ? { fr: `« ${shown} » n’est pas une date.`, en: `“${shown}” is not a date.` } : { fr: `« ${shown} » n’est pas un nombre.`, en: `“${shown}” is not a number.` },
    hint: { fr: 'Corrigez cette limite, ou laissez-la vide.', en: 'Correct this limit, or leave it empty.' },
    field,
  })
}
