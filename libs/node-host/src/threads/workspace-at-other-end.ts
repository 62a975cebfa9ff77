import type { WorkspacePorts } from '../workspace-ports.js'
import type { ThreadCall } from './thread-messages.js'

/** The workspace as a thread sees it: everything is asked of the server's thread, which knows whose attempt it is. */
export function workspaceAtOtherEnd(ask: <Value>(request: ThreadCall) => Promise<Value>): WorkspacePorts {
  return {
    collections: {
      find: (_workspaceId, name) => ask({ on: 'workspace', call: { to: 'collections.find', name } }),
      page: (_workspaceId, name, page) => ask({ on: 'workspace', call: { to: 'collections.page', name, page } }),
      stage: (stage, rows) => ask({ on: 'workspace', call: { to: 'collections.stage', stage, rows } }),
      apply({ name, mode, keys, fields, stage, idempotencyKey }) {
        return ask({ on: 'workspace', call: { to: 'collections.apply', change: { name, mode, keys, fields, stage, idempotencyKey } } })
      },
    },
    recipients: { resolve: (_workspaceId, choices) => ask({ on: 'workspace', call: { to: 'recipients.resolve', choices } }) },
    history: { page: (_workspaceId, query, cursor) => ask({ on: 'workspace', call: { to: 'history.page', query, cursor } }) },
    housekeeping: {
      backUp: (wish) => ask({ on: 'workspace', call: { to: 'housekeeping.backUp', wish } }),
      cleanUp: (_workspaceId, what) => ask({ on: 'workspace', call: { to: 'housekeeping.cleanUp', what } }),
    },
  }
}
