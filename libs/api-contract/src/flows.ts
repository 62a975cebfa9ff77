import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'
import { runStatuses } from '@maillon/plan'
import type { Diagnostic, FlowDocument } from '@maillon/flow-document'
import type { ItemShape } from '@maillon/node-contract'
import type { Item } from '@maillon/datasets'

const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()])
/** ISO 8601, UTC. */
const Instant = Type.String()

export const FlowSummary = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  tags: Type.Array(Type.String()),
  /** Its triggers are on. Only a published flow can be. */
  active: Type.Boolean(),
  publishedNumber: Nullable(Type.Integer()),
  publishedAt: Nullable(Instant),
  hasUnpublishedChanges: Type.Boolean(),
  updatedAt: Instant,
  lastRun: Nullable(Type.Object({ id: Type.String(), status: oneOf(runStatuses), startedAt: Instant, durationMs: Nullable(Type.Number()) })),
  /** Earliest of its schedules; null where none is on. */
  nextRunAt: Nullable(Instant),
})
export type FlowSummary = Static<typeof FlowSummary>

/** One flow as the canvas opens it. `revision` counts the draft's saves; a save names the one it started from. */
export interface FlowDetail {
  readonly id: string
  readonly document: FlowDocument
  readonly revision: number
  readonly active: boolean
  readonly published: { readonly number: number; readonly publishedAt: string; readonly author: string; readonly document: FlowDocument } | null
  readonly nextRunAt: string | null
  /** Steps whose settings an earlier version kept: in `document` they stand as the newest one wants them, and the next save keeps them so. What is published keeps its versions. */
  readonly moved: readonly MovedStep[]
}

export interface MovedStep {
  readonly node: string
  readonly name: string
  readonly from: number
  readonly to: number
}

/** One of: an empty flow with a name, a document (import), a flow of the gallery. */
export const CreateFlowRequest = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** The text of a `maillon.flow/1` document, exactly as it was read. */
  documentText: Type.Optional(Type.String({ maxLength: 8_000_000 })),
  gallery: Type.Optional(Type.String({ maxLength: 100 })),
})
export type CreateFlowRequest = Static<typeof CreateFlowRequest>

/** The body of a draft save; the document is checked by libs/flow-document, not by this schema. */
export const SaveDraftRequest = Type.Object({ document: Type.Unknown(), revision: Type.Integer({ minimum: 0 }) })
export interface SaveDraftRequest {
  readonly document: FlowDocument
  readonly revision: number
}

export const PublishRequest = Type.Object({
  revision: Type.Integer({ minimum: 0 }),
  message: Type.Optional(Type.String({ maxLength: 500 })),
  activate: Type.Boolean(),
  /** Publish although tests fail; asks for the permission `tests.override`. */
  despiteTests: Type.Optional(Type.Boolean()),
})
export type PublishRequest = Static<typeof PublishRequest>

export interface FlowVersionView {
  readonly number: number
  readonly publishedAt: string
  readonly author: string
  readonly message: string
  readonly hash: string
  readonly isCurrent: boolean
  /** What publishing found. Null: there were no tests. */
  readonly tests: { readonly passed: number; readonly failed: number; readonly isDespite: boolean } | null
}

export const StartRunRequest = Type.Object({
  what: Type.Union([Type.Literal('draft'), Type.Literal('published')]),
  /** Pinned outputs count; the run is left out of statistics. Default: true for drafts. */
  isTest: Type.Optional(Type.Boolean()),
  isDryRun: Type.Optional(Type.Boolean()),
  /** Run only this node and what it needs. */
  upTo: Type.Optional(Type.String({ maxLength: 64 })),
  /** Id of the trigger node to start from. Absent: the manual one, else the first. */
  trigger: Type.Optional(Type.String({ maxLength: 64 })),
  /** Rows that the trigger gives. Absent: the trigger's own (for webhooks: its sample). */
  rows: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 1000 })),
})
export type StartRunRequest = Static<typeof StartRunRequest>

/** What the last runs showed of each output port, for pickers and live values. By node id, then port. */
export interface ObservedData {
  readonly nodes: { readonly [node: string]: { readonly [port: string]: { readonly shape: ItemShape; readonly count: number; readonly sample: readonly Item[]; readonly runId: string } } }
}

/** The 422 answer where a document can't be taken or published. */
export interface DiagnosticsBody {
  readonly diagnostics: readonly Diagnostic[]
}

export interface GalleryEntry {
  readonly id: string
  /** It runs at once, with sample data and by sample accounts. */
  readonly isSample: boolean
  readonly title: { readonly fr: string; readonly en: string }
  readonly description: { readonly fr: string; readonly en: string }
  readonly document: FlowDocument
}
