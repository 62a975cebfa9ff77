import { assertNever, MaillonError } from '@maillon/kernel'
import type { NodeHostOptions } from '../node-host-options.js'
import type { PlainAssignment, WorkspaceCall } from './thread-messages.js'

/** Answers what a thread asks of the workspace: its own, under its own run. */
export function answerWorkspace({ workspace }: NodeHostOptions, { run, plan }: PlainAssignment, call: WorkspaceCall): Promise<unknown> {
  if (workspace === undefined) throw new MaillonError({ code: 'HOST_WORKSPACE_MISSING', kind: 'user', retryable: false, params: {} })
  const { workspaceId, id: runId, isDryRun } = run
  const { collections, recipients, history, housekeeping } = workspace
  switch (call.to) {
    case 'collections.find':
      return collections.find(workspaceId, call.name)
    case 'collections.page':
      return collections.page(workspaceId, call.name, call.page)
    case 'collections.stage':
      return collections.stage(call.stage, call.rows)
    case 'collections.apply':
      return collections.apply({ ...call.change, workspaceId, runId, flowName: plan.flowName, isDryRun })
    case 'recipients.resolve':
      return recipients.resolve(workspaceId, call.choices)
    case 'history.page':
      return history.page(workspaceId, call.query, call.cursor)
    case 'housekeeping.backUp':
      return housekeeping.backUp(call.wish, isDryRun)
    case 'housekeeping.cleanUp':
      return housekeeping.cleanUp(workspaceId, call.what, isDryRun)
    default:
      return assertNever(call)
  }
}
