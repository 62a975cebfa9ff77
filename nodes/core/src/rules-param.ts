import { comparedValueParam, comparisonParam, emptinessParam, holds, type Json, type Locale, Type, type Static, ui } from '@maillon/node-sdk'

/** The parameter "rules": what is tested of a row. */
export function rulesParam() {
  return Type.Array(
    Type.Object({
      left: Type.Unknown({ ...ui({ label: { fr: 'Ce que l’on teste', en: 'What to test' }, placeholder: { fr: '{{item.total}}', en: '{{item.total}}' }, lacking: emptinessParam }) }),
      operator: comparisonParam(),
      value: comparedValueParam(),
    }),
    { minItems: 1, maxItems: 50, ...ui({ label: { fr: 'Règles', en: 'Rules' } }) },
  )
}

export interface RulesPlace {
  readonly locale: Locale
  readonly timeZone: string
  readonly ignoreCase: boolean
  readonly match: 'all' | 'any'
  /** JSON pointer of the rules, for errors. */
  readonly pointer: string
}

/** Whether all of the rules hold, or any of them. @throws UserError at the value that can't be compared */
export function rulesHold(rules: Static<ReturnType<typeof rulesParam>>, place: RulesPlace): boolean {
  const test = ({ left, operator, value }: (typeof rules)[number], index: number) =>
    holds({ left: left as Json, operator, right: value as Json, leftPointer: `${place.pointer}/${index}/left`, rightPointer: `${place.pointer}/${index}/value` }, place)
  return place.match === 'all' ? rules.every(test) : rules.some(test)
}
