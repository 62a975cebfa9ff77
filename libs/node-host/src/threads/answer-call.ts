import { isFileRef } from '@maillon/datasets'
import { assertNever, MaillonError } from '@maillon/kernel'
import type { NodeHostOptions } from '../node-host-options.js'
import { answerWorkspace } from './answer-workspace.js'
import type { PlainAssignment, ThreadCall } from './thread-messages.js'

/** Answers what a thread asks, for its own attempt and no other. @throws what the store throws */
export function answerCall(options: NodeHostOptions, assignment: PlainAssignment, call: ThreadCall): Promise<unknown> {
  switch (call.on) {
    case 'credential':
      return openOwn(options, assignment, call.id)
    case 'state-get':
    case 'state-set':
      return answerState(options, assignment, call)
    case 'file-add':
    case 'file-find':
    case 'file-find-by-name':
    case 'file-remove':
      return answerFiles(options, assignment, call)
    case 'workspace':
      return answerWorkspace(options, assignment, call.call)
    case 'variables':
      return Promise.resolve(options.variables?.(assignment.run.workspaceId) ?? {})
    default:
      return assertNever(call)
  }
}

function answerState(options: NodeHostOptions, assignment: PlainAssignment, call: Extract<ThreadCall, { readonly on: `state-${string}` }>): Promise<unknown> {
  const { flowId } = assignment.run
  const nodeId = assignment.plan.nodes[assignment.node]?.id ?? ''
  if (call.on === 'state-get') return options.state.get(flowId, nodeId, call.key)
  return options.state.set({ flowId, nodeId, key: call.key, value: call.value }, call.expected)
}

function answerFiles(options: NodeHostOptions, assignment: PlainAssignment, call: Extract<ThreadCall, { readonly on: `file-${string}` }>): Promise<unknown> {
  const { workspaceId, id: runId } = assignment.run
  switch (call.on) {
    case 'file-add':
      if (!isFileRef(call.file)) throw new MaillonError({ code: 'ITEM_FILE_INVALID', kind: 'bug', retryable: false, params: { name: '' } })
      return options.files.add(call.file, { workspaceId, runId: call.ofRun ? runId : null })
    case 'file-find':
      return options.files.find(workspaceId, call.id)
    case 'file-find-by-name':
      return options.files.findByName(workspaceId, call.name)
    case 'file-remove':
      return options.files.remove(workspaceId, call.id)
    default:
      return assertNever(call)
  }
}

/** Only the credentials that the flow's node names. */
async function openOwn(options: NodeHostOptions, assignment: PlainAssignment, id: string): Promise<unknown> {
  const chosen = Object.values(assignment.plan.nodes[assignment.node]?.credentials ?? {})
  return chosen.includes(id) ? options.credentials.open(assignment.run.workspaceId, id) : null
}
