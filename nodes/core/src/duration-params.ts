import { choiceParam, Type, ui, userError, withDefault, type LocalizedText } from '@maillon/node-sdk'

const unitMs = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const
export type DurationUnit = keyof typeof unitMs

/** How many of a unit; `durationMs` says what is too many. */
export function amountParam(label: LocalizedText, fallback: number, hints: { readonly showWhen?: { readonly param: string; readonly is: readonly string[] }; readonly help?: LocalizedText } = {}) {
  return withDefault(Type.Number({ minimum: 0, maximum: 31_536_000, default: fallback, ...ui({ label, ...hints }) }))
}

export function unitParam(fallback: DurationUnit, hints: { readonly showWhen?: { readonly param: string; readonly is: readonly string[] } } = {}) {
  return choiceParam<DurationUnit>(
    { seconds: { fr: 'secondes', en: 'seconds' }, minutes: { fr: 'minutes', en: 'minutes' }, hours: { fr: 'heures', en: 'hours' }, days: { fr: 'jours', en: 'days' } },
    { label: { fr: 'Unité', en: 'Unit' }, ...hints },
    fallback,
  )
}

const longestMs = 366 * 86_400_000

/** @throws UserError at `/amount` where it is longer than a year */
export function durationMs({ amount, unit }: { readonly amount: number; readonly unit: DurationUnit }): number {
  return notTooLong(Math.round(amount * unitMs[unit]), '/amount')
}

/** @throws UserError where it is longer than a year */
export function notTooLong(ms: number, field: string): number {
  if (ms <= longestMs) return ms
  throw userError({ code: 'WAIT_TIME_TOO_LONG', text: { fr: 'Cette attente dépasse une année.', en: 'This wait is longer than a year.' }, hint: { fr: 'Utilisez plutôt un déclencheur « Horaire ».', en: 'Use a trigger “Schedule” instead.' }, field })
}
