import type { RunSummary } from '@maillon/api-contract'
import type { Json, Locale } from '@maillon/kernel'
import type { RunOrigin, RunStatus } from '@maillon/plan'
import { localTime } from '../../http/local-time.js'

interface RunWords {
  readonly name: string
  readonly columns: readonly string[]
  readonly statuses: { readonly [S in RunStatus]: string }
  readonly origins: { readonly [O in RunOrigin]: string }
}

/** The list of runs as a table for spreadsheets. */
export const runTable: { readonly [L in Locale]: RunWords } = {
  fr: {
    name: 'exécutions',
    columns: ['Flux', 'Version', 'État', 'Origine', 'Lancée par', 'Acceptée', 'Début', 'Fin', 'Durée (s)', 'Message', 'Statistiques', 'Identifiant'],
    statuses: { queued: 'En file', running: 'En cours', waiting: 'En attente', succeeded: 'Réussie', warned: 'Avertissement', failed: 'Échouée', cancelled: 'Arrêtée' },
    origins: { manual: 'À la main', schedule: 'Horaire', webhook: 'Webhook', api: 'API', test: 'Test', flow: 'Autre flux', error: 'Erreur d’un flux', event: 'Événement' },
  },
  en: {
    name: 'runs',
    columns: ['Flow', 'Version', 'State', 'Origin', 'Started by', 'Accepted', 'Started', 'Ended', 'Duration (s)', 'Message', 'Statistics', 'Id'],
    statuses: { queued: 'Queued', running: 'Running', waiting: 'Waiting', succeeded: 'Succeeded', warned: 'Warning', failed: 'Failed', cancelled: 'Cancelled' },
    origins: { manual: 'By hand', schedule: 'Schedule', webhook: 'Webhook', api: 'API', test: 'Test', flow: 'Another flow', error: 'Error of a flow', event: 'Event' },
  },
}

export function runRow(run: RunSummary, words: RunWords, timeZone: string): readonly Json[] {
  const duration = run.endedAt === null || run.durationMs === null ? null : run.durationMs / 1000
  return [
    run.flowName, run.versionNumber, words.statuses[run.status], words.origins[run.origin], run.startedBy,
    localTime(run.acceptedAt, timeZone), localTime(run.startedAt, timeZone), localTime(run.endedAt, timeZone), duration, run.message, run.statistics === null ? null : JSON.stringify(run.statistics), run.id,
  ]
}
