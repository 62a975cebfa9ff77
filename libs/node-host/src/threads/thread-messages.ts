/** What the server's thread and a step's thread say to each other. Everything is plain data; nothing of one attempt names another. */
import type { StepAssignment, StepResult } from '@maillon/engine'
import type { ErrorInfo, Json, JsonObject, Locale } from '@maillon/kernel'
import type { BackupWish, CleanUp, DirectoryChoice, HistoryQuery } from '@maillon/node-sdk'
import type { EgressRules } from '../egress/address-rules.js'
import type { FolderRoot } from '../folders/folder-root.js'
import type { ThreadModule } from '../node-host-options.js'
import type { CollectionApply, StagedRow } from '../workspace-ports.js'

/** An assignment without its functions. Nodes with children have no code, so `collected` never travels. */
export type PlainAssignment = Omit<StepAssignment, 'signal' | 'log' | 'progress' | 'collected'>

export interface ThreadSettings {
  readonly blobs: ThreadModule
  readonly tellError: ThreadModule | null
  readonly egress: EgressRules
  readonly folders: readonly FolderRoot[]
  readonly variables: boolean
  readonly workspace: boolean
  /** Null: no step can wait for an answer. */
  readonly answersUrl: string | null
}

export type ToThread =
  | { readonly kind: 'run'; readonly assignment: PlainAssignment; readonly module: string; readonly settings: ThreadSettings; readonly answerToken: string }
  | { readonly kind: 'abort' }
  | { readonly kind: 'answer'; readonly call: number; readonly value: unknown; readonly error: ErrorInfo | null }

/** What a thread asks of the stores. The workspace, flow and node are the attempt's: the thread can't name others. */
export type ThreadCall =
  | { readonly on: 'credential'; readonly id: string }
  | { readonly on: 'state-get'; readonly key: string }
  | { readonly on: 'state-set'; readonly key: string; readonly value: Json; readonly expected: number | null }
  | { readonly on: 'file-add'; readonly file: unknown; readonly ofRun: boolean }
  | { readonly on: 'file-find'; readonly id: string }
  | { readonly on: 'file-find-by-name'; readonly name: string }
  | { readonly on: 'file-remove'; readonly id: string }
  | { readonly on: 'variables' }
  /** One of the workspace's ports, called by its name; the workspace is put in at the other end. */
  | { readonly on: 'workspace'; readonly call: WorkspaceCall }

export type WorkspaceCall =
  | { readonly to: 'collections.find'; readonly name: string }
  | { readonly to: 'collections.page'; readonly name: string; readonly page: { readonly after: string | null; readonly limit: number } }
  | { readonly to: 'collections.stage'; readonly stage: string; readonly rows: readonly StagedRow[] }
  | { readonly to: 'collections.apply'; readonly change: Omit<CollectionApply, 'workspaceId' | 'runId' | 'flowName' | 'isDryRun'> }
  | { readonly to: 'recipients.resolve'; readonly choices: readonly DirectoryChoice[] }
  | { readonly to: 'history.page'; readonly query: HistoryQuery & { readonly locale: Locale }; readonly cursor: string | null }
  | { readonly to: 'housekeeping.backUp'; readonly wish: BackupWish }
  | { readonly to: 'housekeeping.cleanUp'; readonly what: CleanUp }

export type FromThread =
  | { readonly kind: 'call'; readonly call: number; readonly request: ThreadCall }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string; readonly data: JsonObject | null }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'result'; readonly result: StepResult }
