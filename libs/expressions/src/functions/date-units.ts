import { foldName, nearMiss } from '../near-miss.js'
import type { EvaluationState } from '../evaluation-state.js'

export const dateUnits = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const
export type DateUnit = (typeof dateUnits)[number]

const names: { readonly [Unit in DateUnit]: readonly string[] } = {
  year: ['year', 'years', 'an', 'ans', 'annee', 'annees'],
  quarter: ['quarter', 'quarters', 'trimestre', 'trimestres'],
  month: ['month', 'months', 'mois'],
  week: ['week', 'weeks', 'semaine', 'semaines'],
  day: ['day', 'days', 'jour', 'jours'],
  hour: ['hour', 'hours', 'heure', 'heures'],
  minute: ['minute', 'minutes'],
  second: ['second', 'seconds', 'seconde', 'secondes'],
}

const byName = new Map(dateUnits.flatMap((unit) => names[unit].map((name) => [name, unit] as const)))

/** Stops with EXPRESSION_CHOICE_UNKNOWN where it is no unit of time in French or English. */
export function unitOf(state: EvaluationState, given: string): DateUnit {
  const unit = byName.get(foldName(given.slice(0, 40)))
  return (
    unit ??
    state.fail('EXPRESSION_CHOICE_UNKNOWN', {
      argument: 'unit',
      given: given.slice(0, 40),
      suggestion: nearMiss(given, byName.keys()) ?? 'day',
      known: dateUnits.join(', '),
    })
  )
}

/** Units that a day without a time can be counted in and stay one. */
export function isDayUnit(unit: DateUnit): boolean {
  return unit !== 'hour' && unit !== 'minute' && unit !== 'second'
}
