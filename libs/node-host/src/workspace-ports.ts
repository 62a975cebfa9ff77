import type { JsonObject, Locale } from '@maillon/kernel'
import type { BackupWish, CleanUp, CollectionHead, CollectionMode, CollectionOutcome, CollectionRow, DirectoryChoice, DirectoryRecipient, HistoryQuery, MadeBackup, PastRun } from '@maillon/node-sdk'

/** A row on its way into a collection. */
export interface StagedRow {
  /** `collectionKey` of the row. */
  readonly key: string
  readonly row: JsonObject
  /** Of the row, whatever the order of its fields: two rows with the same one are the same. */
  readonly digest: string
}

export interface CollectionApply {
  readonly workspaceId: string
  readonly name: string
  readonly mode: CollectionMode
  readonly keys: readonly string[]
  /** Fields seen among the rows, in their order. */
  readonly fields: readonly string[]
  /** Names the staged rows; of one attempt. They are gone afterwards. */
  readonly stage: string
  /** Of the change, over all attempts. */
  readonly idempotencyKey: string
  readonly runId: string
  readonly flowName: string
  /** Nothing is changed; the outcome is what would be. */
  readonly isDryRun: boolean
}

/** Tables of the workspace. Rows are laid ready first and applied in one transaction, so that a change is seen whole or not at all. */
export interface CollectionStore {
  find(workspaceId: string, name: string): Promise<CollectionHead | null>
  /** A page of rows in the order in which they were added; null: the collection is not there. `next` null: it was the last. */
  page(workspaceId: string, name: string, page: { readonly after: string | null; readonly limit: number }): Promise<{ readonly rows: readonly CollectionRow[]; readonly next: string | null } | null>
  stage(stage: string, rows: readonly StagedRow[]): Promise<void>
  /** @throws MaillonError COLLECTION_KEYS_DIFFERENT */
  apply(change: CollectionApply): Promise<CollectionOutcome>
}

/** Everything of the workspace that nodes may reach. */
export interface WorkspacePorts {
  readonly collections: CollectionStore
  readonly recipients: {
    resolve(workspaceId: string, choices: readonly DirectoryChoice[]): Promise<{ readonly recipients: readonly DirectoryRecipient[]; readonly missing: readonly DirectoryChoice[] }>
  }
  readonly history: {
    /** Messages are in the flow's language. */
    page(workspaceId: string, query: HistoryQuery & { readonly locale: Locale }, cursor: string | null): Promise<{ readonly runs: readonly PastRun[]; readonly next: string | null }>
  }
  readonly housekeeping: {
    backUp(wish: BackupWish, isDryRun: boolean): Promise<MadeBackup>
    cleanUp(workspaceId: string, what: CleanUp, isDryRun: boolean): Promise<{ readonly removed: number; readonly bytes: number; readonly names: readonly string[] }>
  }
}
