import type { RunState } from '@maillon/engine'
import type { JsonObject } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import type { Plan } from '@maillon/plan'

/** What an error flow is told of a run that failed for good, in the language of the flow that failed. */
export function failureItem(state: RunState, plan: Plan, at: { readonly now: number; readonly baseUrl: string }): JsonObject {
  const { error } = state
  const node = plan.nodes.find(({ id }) => id === error?.node)
  const told = error === null ? null : errorSentence(error.error, plan.locale)
  return {
    flowId: state.flowId,
    flowName: plan.flowName,
    runId: state.id,
    node: error?.node ?? null,
    nodeName: node?.name ?? null,
    code: error?.error.code ?? null,
    message: told?.sentence ?? null,
    hint: told?.hint ?? '',
    failedAt: new Date(at.now).toISOString(),
    link: `${at.baseUrl}/run/?id=${state.id}`,
  }
}
