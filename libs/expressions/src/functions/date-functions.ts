import type { Json } from '@maillon/kernel'
import type { DateTime } from 'luxon'
import type { EvaluationState } from '../evaluation-state.js'
import { shown } from '../shown.js'
import { formatDate, hasTime, parseByFormat } from './date-format.js'
import { isDayUnit, unitOf, type DateUnit } from './date-units.js'
import { dateArgument, readDate, writeDate, zoneArgument } from './date-value.js'
import { text, type FunctionDefinition, type FunctionParameter, type PlainFunction } from './function-definition.js'
import { localeTag } from './number-formats.js'

const date: FunctionParameter = { name: 'date', type: 'date', title: text('Date', 'Date') }
const unit: FunctionParameter = { name: 'unit', type: 'text', title: text('Unité (jour, mois, heure…)', 'Unit (day, month, hour…)') }
const locale: FunctionParameter = { name: 'locale', type: 'text', title: text('Langue (fr, en…)', 'Language (fr, en…)'), optional: true }
const zone: FunctionParameter = { name: 'zone', type: 'text', title: text('Fuseau horaire (Europe/Paris…)', 'Time zone (Europe/Paris…)'), optional: true }

function dateFunction(described: Omit<FunctionDefinition, 'group' | 'implementation'>, run: PlainFunction): FunctionDefinition {
  return { ...described, group: 'date', implementation: { kind: 'plain', run } }
}

/** A century in seconds: no sensible step is larger, and none below it leaves the years that can be written at once. */
const maxAmount = 3_200_000_000

function shifted(state: EvaluationState, given: Json | undefined, { amount, by }: { amount: Json | undefined; by: DateUnit }): string {
  if (Math.abs(amount as number) > maxAmount) return state.fail('EXPRESSION_ARGUMENT_OUT_OF_RANGE', { argument: 'amount', min: -maxAmount, max: maxAmount })
  const value = dateArgument(state, given)
  return writeDate(state, { date: value.date.plus({ [by]: amount as number }), isDay: value.isDay && isDayUnit(by) })
}

const adders = (
  [
    [
      'addDays',
      'AJOUTER_JOURS',
      'day',
      text('Ajouter des jours', 'Add days'),
      { expression: '{{addDays item.facture 30}}', item: { facture: '2026-11-21' }, result: '2026-12-21' },
    ],
    [
      'addWeeks',
      'AJOUTER_SEMAINES',
      'week',
      text('Ajouter des semaines', 'Add weeks'),
      { expression: '{{addWeeks item.debut 2}}', item: { debut: '2026-11-21' }, result: '2026-12-05' },
    ],
    [
      'addMonths',
      'MOIS_DECALER',
      'month',
      text('Ajouter des mois', 'Add months'),
      { expression: '{{addMonths item.debut 1}}', item: { debut: '2026-01-31' }, result: '2026-02-28' },
    ],
    [
      'addYears',
      'AJOUTER_ANNEES',
      'year',
      text('Ajouter des années', 'Add years'),
      { expression: '{{addYears item.debut 1}}', item: { debut: '2024-02-29' }, result: '2025-02-28' },
    ],
    [
      'addHours',
      'AJOUTER_HEURES',
      'hour',
      text('Ajouter des heures', 'Add hours'),
      { expression: '{{addHours item.depart 2}}', item: { depart: '2026-11-21T23:30:00Z' }, result: '2026-11-22T01:30:00Z' },
    ],
    [
      'addMinutes',
      'AJOUTER_MINUTES',
      'minute',
      text('Ajouter des minutes', 'Add minutes'),
      { expression: '{{addMinutes item.depart -45}}', item: { depart: '2026-11-21T09:30:00Z' }, result: '2026-11-21T08:45:00Z' },
    ],
  ] as const
).map(([name, alias, by, title, example]) =>
  dateFunction(
    {
      name,
      aliases: [alias],
      title,
      help: text(
        'Un nombre négatif recule. Un jour qui n’existe pas dans le mois devient le dernier de ce mois.',
        'A negative number goes back. A day that the month does not have becomes its last one.',
      ),
      parameters: [date, { name: 'amount', type: 'integer', title: text('Combien', 'How many') }],
      returns: 'date',
      examples: [example],
    },
    (state, given, amount) => shifted(state, given, { amount, by }),
  ),
)

const edges: readonly FunctionDefinition[] = [
  dateFunction(
    {
      name: 'startOf',
      aliases: ['DEBUT_DE'],
      title: text('Début de la période', 'Start of the period'),
      help: text(
        'Le début de l’année, du trimestre, du mois, de la semaine (lundi), du jour ou de l’heure, dans le fuseau du flux.',
        'The start of the year, quarter, month, week (Monday), day or hour, in the flow’s time zone.',
      ),
      parameters: [date, unit],
      returns: 'date',
      examples: [{ expression: '{{startOf item.date "mois"}}', item: { date: '2026-11-21' }, result: '2026-11-01' }],
    },
    (state, given, by) => {
      const value = dateArgument(state, given)
      return writeDate(state, { ...value, date: value.date.startOf(unitOf(state, by as string)) })
    },
  ),
  dateFunction(
    {
      name: 'endOf',
      aliases: ['FIN_DE'],
      title: text('Fin de la période', 'End of the period'),
      help: text(
        'Le dernier jour (ou le dernier instant, pour une date avec heure) de la période.',
        'The last day (or the last instant, for a date with a time) of the period.',
      ),
      parameters: [date, unit],
      returns: 'date',
      examples: [{ expression: '{{FIN_DE item.date "month"}}', item: { date: '2026-02-03' }, result: '2026-02-28' }],
    },
    (state, given, by) => {
      const value = dateArgument(state, given)
      return writeDate(state, { ...value, date: value.date.endOf(unitOf(state, by as string)) })
    },
  ),
  dateFunction(
    {
      name: 'difference',
      aliases: ['DATEDIF', 'ECART_DATES'],
      title: text('Écart entre deux dates', 'Difference between two dates'),
      help: text(
        'Combien d’unités entières séparent les deux dates (jours si absente) ; négatif si la seconde est avant.',
        'How many whole units lie between the two dates (days if left out); negative where the second is earlier.',
      ),
      parameters: [
        { ...date, name: 'from', title: text('De', 'From') },
        { ...date, name: 'to', title: text('À', 'To') },
        { ...unit, optional: true },
      ],
      returns: 'number',
      examples: [
        { expression: '{{difference item.debut item.fin "jours"}}', item: { debut: '2026-11-21', fin: '2026-12-25' }, result: 34 },
        { expression: '{{DATEDIF item.naissance "2026-11-21" "ans"}}', item: { naissance: '1990-12-01' }, result: 35 },
      ],
    },
    (state, from, ...[to, by]) => {
      const into = unitOf(state, (by as string | undefined) ?? 'day')
      const whole = Math.trunc(
        dateArgument(state, to, 'to')
          .date.diff(dateArgument(state, from, 'from').date, into)
          .as(into),
      )
      // No minus zero in the data.
      return whole === 0 ? 0 : whole
    },
  ),
]

/** French names that are not those of units, and what is read. */
const parts = (
  [
    ['year', 'ANNEE', 'year', text('Année', 'Year'), 2026],
    ['quarter', 'TRIMESTRE', 'quarter', text('Trimestre', 'Quarter'), 4],
    ['month', 'MOIS', 'month', text('Mois', 'Month'), 11],
    ['weekNumber', 'NO_SEMAINE', 'weekNumber', text('Numéro de semaine', 'Week number'), 47],
    ['day', 'JOUR', 'day', text('Jour du mois', 'Day of the month'), 21],
    ['weekday', 'JOURSEM', 'weekday', text('Jour de la semaine (lundi = 1)', 'Day of the week (Monday = 1)'), 6],
    ['hour', 'HEURE', 'hour', text('Heure', 'Hour'), 9],
    ['minute', 'MINUTE_DE', 'minute', text('Minute', 'Minute'), 5],
  ] as const
).map(([name, alias, part, title, result]) =>
  dateFunction(
    {
      name,
      aliases: [alias],
      title,
      help: text('Lu dans le fuseau du flux.', 'Read in the flow’s time zone.'),
      parameters: [date],
      returns: 'number',
      examples: [{ expression: `{{${name} item.date}}`, item: { date: '2026-11-21T09:05:00Z' }, result }],
    },
    (state, given) => dateArgument(state, given).date[part],
  ),
)

const writing: readonly FunctionDefinition[] = [
  dateFunction(
    {
      name: 'formatDate',
      aliases: ['FORMAT_DATE', 'TEXTE_DATE'],
      title: text('Écrire une date', 'Write a date'),
      help: text(
        'Un format par son nom (date, heure, date-heure, long, complet) ou par lettres : jj/MM/aaaa HH:mm. Sans format : la date de la langue.',
        'A format by its name (date, time, datetime, long, full) or by letters: dd/MM/yyyy HH:mm. Without a format: the date of the language.',
      ),
      parameters: [date, { name: 'format', type: 'text', title: text('Format', 'Format'), optional: true }, locale, zone],
      returns: 'text',
      examples: [
        { expression: '{{formatDate item.date "jj/MM/aaaa"}}', item: { date: '2026-11-21' }, result: '21/11/2026' },
        { expression: '{{formatDate item.date "full" "fr"}}', item: { date: '2026-11-21' }, result: 'samedi 21 novembre 2026' },
        { expression: '{{formatDate item.date "HH:mm" zone="Europe/Paris"}}', item: { date: '2026-11-21T08:00:00Z' }, result: '09:00' },
      ],
    },
    (state, given, ...[format, tag, inZone]) => {
      const value = dateArgument(state, given)
      // A day without a time is the same day everywhere.
      const local = inZone === undefined || value.isDay ? value.date : value.date.setZone(zoneArgument(state, inZone))
      return formatDate(state, local, { format: (format as string | undefined) ?? 'date', locale: localeTag(state, tag as string | undefined) })
    },
  ),
  dateFunction(
    {
      name: 'parseDate',
      aliases: ['LIRE_DATE', 'DATEVAL'],
      title: text('Lire une date', 'Read a date'),
      help: text(
        'Une date d’après un texte ; sans format : jj/mm/aaaa (avec ou sans heure) en français, ISO 8601 dans les deux langues.',
        'A date from a text; without a format: ISO 8601 in both languages, dd/mm/yyyy (with or without a time) in French.',
      ),
      parameters: [
        { name: 'text', type: 'text', title: text('Texte', 'Text') },
        { name: 'format', type: 'text', title: text('Format', 'Format'), optional: true },
        locale,
        zone,
      ],
      returns: 'date',
      examples: [
        { expression: '{{parseDate item.date "dd/MM/yyyy"}}', item: { date: '03/05/2026' }, result: '2026-05-03' },
        { expression: '{{LIRE_DATE item.date locale="fr"}}', item: { date: '3/5/2026 14:30' }, result: '2026-05-03T14:30:00Z' },
      ],
    },
    readDateText,
  ),
]

const frenchFormats = ['d/M/yyyy', 'd/M/yyyy H:mm', 'd/M/yyyy H:mm:ss', 'd/M/yy', 'd-M-yyyy', 'd.M.yyyy', 'd MMMM yyyy', "d/M/yyyy H'h'mm"]
const maxDateLength = 100

function readDateText(state: EvaluationState, given: Json | undefined, ...[format, tag, inZone]: (Json | undefined)[]): Json {
  const written = (given as string).trim()
  const where = { locale: localeTag(state, tag as string | undefined), zone: zoneArgument(state, inZone) }
  const iso = format === undefined ? readDate(written, where.zone) : null
  if (iso !== null) return writeDate(state, iso)
  const formats = format === undefined ? (where.locale.startsWith('fr') ? frenchFormats : []) : [format as string]
  for (const candidate of written.length > maxDateLength ? [] : formats) {
    const read: DateTime | null = parseByFormat(state, written, { ...where, format: candidate })
    if (read !== null) return writeDate(state, { date: read, isDay: !hasTime(candidate) })
  }
  return state.fail('EXPRESSION_DATE_UNREADABLE', { given: shown(given), format: (format as string | undefined)?.slice(0, 64) ?? '' })
}

export const dateFunctions: readonly FunctionDefinition[] = [...adders, ...edges, ...parts, ...writing]
