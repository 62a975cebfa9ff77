import { MemoryCollectionStore, type WorkspacePorts } from '@maillon/node-host'

/** What a workspace would keep, for the length of one command: collections in memory; no directory, no past runs, nothing to clean up. */
export function createMemoryWorkspace(now: () => number): WorkspacePorts {
  return {
    collections: new MemoryCollectionStore(now),
    recipients: { resolve: (_workspaceId, choices) => Promise.resolve({ recipients: [], missing: choices }) },
    history: { page: () => Promise.resolve({ runs: [], next: null }) },
    housekeeping: { backUp: ({ name }) => Promise.resolve({ fileName: name, bytes: 0, rows: 0, files: 0, deleted: [] }), cleanUp: () => Promise.resolve({ removed: 0, bytes: 0, names: [] }) },
  }
}
