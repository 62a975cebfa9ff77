import { isMaillonError } from '@maillon/kernel'
import { planFormat, type Plan } from '@maillon/plan'
import { engineErrorInfo } from '../core/engine-error.js'
import { RunDraft } from '../core/run-draft.js'
import { endAtOnce } from '../core/transitions.js'
import type { RunStore } from '../run-store.port.js'
import type { Journal } from './journal.js'

/** A plan of nothing: ending a run asks for none of its nodes. */
const noPlan: Plan = {
  format: planFormat, flowName: '', timeZone: 'UTC', locale: 'en', timeoutMs: 0, lane: 'default', priority: 5, overlap: { policy: 'parallel', concurrency: 1 }, errorFlowId: null, returns: [],
  nodes: [], edges: [],
}

/** Deleted, and not merely out of reach or of a format that a newer worker knows: that one will go on with it. */
export function isVersionGone(error: unknown): boolean {
  return isMaillonError(error) && error.info.code === 'ENGINE_VERSION_MISSING'
}

/** End a run whose plan can't be had: `gone`, its version was deleted; `overdue`, its time is over anyway. */
export async function endWithoutPlan(ports: { readonly store: RunStore; readonly journal: Journal }, runId: string, why: 'gone' | 'overdue'): Promise<void> {
  const state = await ports.store.load(runId)
  if (state === null) return
  const draft = new RunDraft(noPlan, state)
  endAtOnce(draft, 'failed', why === 'gone' ? engineErrorInfo('ENGINE_PLAN_LOST') : engineErrorInfo('ENGINE_RUN_TIMED_OUT', { limitMs: 0 }))
  if (draft.isChanged) await ports.journal.change(draft.toChange())
}
