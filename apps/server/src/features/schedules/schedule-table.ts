import type { ScheduleView } from '@maillon/api-contract'
import type { Json, Locale } from '@maillon/kernel'
import type { InstantStatus, ScheduleState } from '@maillon/plan'
import { localTime } from '../../http/local-time.js'

interface ScheduleWords {
  readonly name: string
  readonly columns: readonly string[]
  readonly states: { readonly [S in ScheduleState]: string }
  readonly outcomes: { readonly [S in InstantStatus]: string }
}

/** The list of schedules as a table for spreadsheets. */
export const scheduleTable: { readonly [L in Locale]: ScheduleWords } = {
  fr: {
    name: 'horaires',
    columns: ['Flux', 'Horaire', 'État', 'Fuseau', 'Prochaine échéance', 'Dernière échéance', 'Ce qu’elle est devenue'],
    states: { late: 'En retard', missed: 'Manqué', running: 'En cours', soon: 'Dans l’heure', planned: 'Prévu', done: 'Terminé', disabled: 'Arrêté' },
    outcomes: { expected: 'Prévue', fired: 'Exécutée', skipped: 'Sautée', missed: 'Manquée' },
  },
  en: {
    name: 'schedules',
    columns: ['Flow', 'Schedule', 'State', 'Time zone', 'Next due', 'Last due', 'What became of it'],
    states: { late: 'Late', missed: 'Missed', running: 'Running', soon: 'Within the hour', planned: 'Planned', done: 'Done', disabled: 'Off' },
    outcomes: { expected: 'Planned', fired: 'Ran', skipped: 'Skipped', missed: 'Missed' },
  },
}

/** Times by the schedule's own clock. */
export function scheduleRow({ flowName, sentence, state, timeZone, nextAt, last }: ScheduleView, words: ScheduleWords): readonly Json[] {
  return [flowName, sentence, words.states[state], timeZone, localTime(nextAt, timeZone), localTime(last?.instant ?? null, timeZone), last === null ? null : words.outcomes[last.status]]
}
