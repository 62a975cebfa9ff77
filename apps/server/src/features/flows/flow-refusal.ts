import type { FlowMissing, StaleDraft, WebhookTaken } from '@maillon/storage'
import { apiError, missing } from '../../http/api-error.js'

/** What the store refused, as the API says it. */
export function flowRefusal(problem: StaleDraft | FlowMissing | WebhookTaken): Error {
  switch (problem.kind) {
    case 'missing':
      return missing()
    case 'stale':
      return apiError('FLOW_DRAFT_STALE', { revision: problem.revision })
    case 'webhook-taken':
      return apiError('FLOW_WEBHOOK_TAKEN', { method: problem.method, path: problem.path })
  }
}
