import type { FlowDocument } from '@maillon/flow-document'
import type { Plan, RunStatus, SystemTask } from '@maillon/plan'
import type { TriggerSet } from '../triggers/trigger-set.js'

/** A published version without its document. */
export interface FlowVersionHead {
  readonly id: string
  /** From 1. */
  readonly number: number
  /** SHA-256 of the canonical document, hex. */
  readonly hash: string
  readonly author: string
  readonly message: string
  readonly publishedAt: Date
  /** What publishing found. Null: there were no tests. */
  readonly tests: VersionTests | null
}

/** How the tests of a flow went when it was published. */
export interface VersionTests {
  readonly passed: number
  readonly failed: number
  /** Somebody published although some failed. */
  readonly isDespite: boolean
}

export interface FlowVersion extends Omit<FlowVersionHead, 'number'> {
  readonly flowId: string
  /** Null: a draft that was run. */
  readonly number: number | null
  readonly document: FlowDocument
  readonly plan: Plan
}

/** A flow as the canvas opens it. */
export interface FlowRecord {
  readonly id: string
  /** Every workspace has it by itself. Null: somebody made it. */
  readonly systemTask: SystemTask | null
  readonly workspaceId: string
  readonly name: string
  readonly draft: FlowDocument
  /** Counts the draft's saves. */
  readonly revision: number
  readonly active: boolean
  readonly published: (FlowVersionHead & { readonly document: FlowDocument }) | null
  /** Soonest of its schedules; null where none is on. */
  readonly nextAt: Date | null
}

/** A flow as the list shows it. */
export interface FlowListEntry {
  readonly id: string
  readonly systemTask: SystemTask | null
  readonly name: string
  readonly description: string
  /** Those of the draft. */
  readonly tags: readonly string[]
  readonly active: boolean
  readonly publishedNumber: number | null
  readonly publishedAt: Date | null
  readonly hasUnpublishedChanges: boolean
  readonly updatedAt: Date
  readonly nextAt: Date | null
  /** Tests don't count. Null: it never ran. */
  readonly lastRun: { readonly id: string; readonly status: RunStatus; readonly acceptedAt: Date; readonly endedAt: Date | null } | null
}

export interface NewFlow {
  readonly id: string
  /** Default: none. */
  readonly systemTask?: SystemTask
  readonly workspaceId: string
  readonly document: FlowDocument
}

export interface PublishInput {
  readonly workspaceId: string
  readonly flowId: string
  /** The draft's revision that was compiled. */
  readonly revision: number
  readonly version: { readonly id: string; readonly document: FlowDocument; readonly plan: Plan; readonly hash: string; readonly author: { readonly id: string | null; readonly name: string }; readonly message: string; readonly tests?: VersionTests | null }
  /** What starts it from now on; null: it is switched off. */
  readonly triggers: TriggerSet | null
}

/** A draft as it is run: compiled, and kept for its runs. */
export interface DraftVersion {
  readonly id: string
  readonly flowId: string
  readonly document: FlowDocument
  readonly plan: Plan
  /** Of document and plan: the same one is kept once. */
  readonly hash: string
  readonly author: { readonly id: string; readonly name: string }
}

/** Somebody saved in between; `revision` is the draft's now. */
export interface StaleDraft {
  readonly kind: 'stale'
  readonly revision: number
}

export interface FlowMissing {
  readonly kind: 'missing'
}
