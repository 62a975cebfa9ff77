import { isFileRef } from '@maillon/datasets'
import { assertNever, MaillonError } from '@maillon/kernel'
import type { NodeHostOptions } from '../node-host-options.js'
import type { PlainAssignment, ThreadCall } from './thread-messages.js'

/** Answers what a thread asks, for its own attempt and no other. @throws what the store throws */
export function answerCall(options: NodeHostOptions, assignment: PlainAssignment, call: ThreadCall): Promise<unknown> {
  const { workspaceId, flowId, id: runId } = assignment.run
  const nodeId = assignment.plan.nodes[assignment.node]?.id ?? ''
  switch (call.on) {
    case 'credential':
      return openOwn(options, assignment, call.id)
    case 'state-get':
      return options.state.get(flowId, nodeId, String(call.key))
    case 'state-set':
      return options.state.set({ flowId, nodeId, key: String(call.key), value: call.value }, call.expected)
    case 'file-add':
      if (!isFileRef(call.file)) throw new MaillonError({ code: 'ITEM_FILE_INVALID', kind: 'bug', retryable: false, params: { name: '' } })
      return options.files.add(call.file, { workspaceId, runId: call.ofRun ? runId : null })
    case 'file-find':
      return options.files.find(workspaceId, String(call.id))
    case 'file-find-by-name':
      return options.files.findByName(workspaceId, String(call.name))
    case 'file-remove':
      return options.files.remove(workspaceId, String(call.id))
    case 'variables':
      return Promise.resolve(options.variables?.(workspaceId) ?? {})
    default:
      return assertNever(call)
  }
}

/** Only the credentials that the flow's node names. */
async function openOwn(options: NodeHostOptions, assignment: PlainAssignment, id: string): Promise<unknown> {
  const chosen = Object.values(assignment.plan.nodes[assignment.node]?.credentials ?? {})
  return chosen.includes(id) ? options.credentials.open(assignment.run.workspaceId, id) : null
}
