import type { FailedStepView } from '@maillon/api-contract'
import type { Json, Locale } from '@maillon/kernel'

/** Failed steps as a table for spreadsheets. */
export const failedStepColumns: { readonly [L in Locale]: readonly string[] } = {
  fr: ['Quand', 'Flux', 'Étape', 'File', 'Tentatives', 'Code', 'Erreur', 'Exécution', 'Reprise par'],
  en: ['When', 'Flow', 'Step', 'Lane', 'Attempts', 'Code', 'Error', 'Run', 'Retried by'],
}

export function failedStepRow({ at, flowName, nodeName, lane, attempts, error, runId, retriedBy }: FailedStepView): readonly Json[] {
  return [at, flowName, nodeName, lane, attempts, error?.info.code ?? '', error?.sentence ?? '', runId, retriedBy?.runId ?? '']
}
