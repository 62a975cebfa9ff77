import type { MessageMap } from './message-map.js'

/** Texts of what can be wrong with a schedule. */
export const scheduleMessages = {
  SCHEDULE_FREQUENCY_UNKNOWN: {
    fr: 'La fréquence « {every} » n’existe pas.',
    en: 'There is no frequency “{every}”.',
    hint: { fr: 'Choisissez minutes, heures, jour, semaine, mois, une seule fois ou cron.', en: 'Choose minutes, hours, day, week, month, once or cron.' },
  },
  SCHEDULE_COUNT_OUT_OF_RANGE: {
    fr: 'L’intervalle doit être un nombre entier entre {min} et {max}.',
    en: 'The interval has to be a whole number between {min} and {max}.',
  },
  SCHEDULE_TIME_INVALID: {
    fr: '« {at} » n’est pas une heure.',
    en: '“{at}” isn’t a time of day.',
    hint: {
      fr: 'Écrivez l’heure avec deux chiffres, de 00:00 à 23:59, par exemple 09:30.',
      en: 'Write it with two digits each, from 00:00 to 23:59, for example 09:30.',
    },
  },
  SCHEDULE_WEEKDAY_INVALID: {
    fr: 'Le jour de la semaine manque ou n’existe pas (lundi = 1, dimanche = 7).',
    en: 'The day of the week is missing or doesn’t exist (Monday = 1, Sunday = 7).',
  },
  SCHEDULE_MONTH_DAY_INVALID: { fr: 'Le jour du mois doit être compris entre 1 et 31.', en: 'The day of the month has to be between 1 and 31.' },
  SCHEDULE_CRON_FIELDS: {
    fr: 'Un cron a cinq champs : minute, heure, jour du mois, mois, jour de la semaine (« {cron} » ne les a pas).',
    en: 'A cron has five fields: minute, hour, day of month, month, day of week (“{cron}” doesn’t).',
    hint: {
      fr: 'Par exemple 0 8 * * 1-5 : à 8 heures, du lundi au vendredi. Les secondes ne sont pas acceptées.',
      en: 'For example 0 8 * * 1-5: at 8 o’clock, Monday to Friday. Seconds are not accepted.',
    },
  },
  SCHEDULE_CRON_INVALID: {
    fr: 'Le champ n° {place} du cron, « {part} », ne se lit pas.',
    en: 'Field number {place} of the cron, “{part}”, can’t be read.',
    hint: {
      fr: 'Ses valeurs vont de {from} à {to} ; on peut écrire *, des listes 1,2, des plages 1-5 et des pas */10.',
      en: 'Its values go from {from} to {to}; *, lists 1,2, ranges 1-5 and steps */10 can be written.',
    },
  },
  SCHEDULE_NEVER_FIRES: {
    fr: 'Cet horaire ne tombe jamais : la date n’existe pas.',
    en: 'This schedule never comes: there is no such date.',
    hint: { fr: 'Vérifiez le jour et le mois : il n’y a pas de 31 février.', en: 'Check day and month: there is no 31 February.' },
  },
  SCHEDULE_DATE_INVALID: {
    fr: '« {date} » n’est pas une date.',
    en: '“{date}” isn’t a date.',
    hint: { fr: 'Écrivez-la année-mois-jour, par exemple 2026-12-01.', en: 'Write it year-month-day, for example 2026-12-01.' },
  },
  SCHEDULE_DATE_PAST: {
    fr: 'Cet horaire ne tombera plus : le {date} à {at} est passé, ou c’est un jour exclu.',
    en: 'This schedule won’t come any more: {date} at {at} is over, or it is an excluded day.',
    hint: { fr: 'Choisissez une autre date.', en: 'Choose another date.' },
  },
  SCHEDULE_EXCEPTION_INVALID: {
    fr: 'Le jour exclu « {date} » ne se lit pas.',
    en: 'The excluded day “{date}” can’t be read.',
    hint: {
      fr: 'Écrivez une date 2026-12-25, un jour de chaque année 12-25, ou une période 2026-08-03/2026-08-21 ; 500 au plus.',
      en: 'Write a date 2026-12-25, a day of each year 12-25, or a period 2026-08-03/2026-08-21; 500 at most.',
    },
  },
  SCHEDULE_ZONE_UNKNOWN: {
    fr: 'Le fuseau horaire « {zone} » n’existe pas.',
    en: 'There is no time zone “{zone}”.',
    hint: { fr: 'Écrivez-le comme « Europe/Paris ».', en: 'Write it like “Europe/Paris”.' },
  },
} as const satisfies MessageMap
