import type { DatasetRef } from '@maillon/datasets'
import type { Json, JsonObject } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'

/** One look of one trigger, as whoever holds its lease hands it to the host. */
export interface LookAssignment {
  readonly workspaceId: string
  readonly flowId: string
  readonly plan: Plan
  /** Index into `plan.nodes`. */
  readonly node: number
  /** Stands for the run that isn't there yet: files that the look keeps belong to it until an event takes them along. */
  readonly draftId: string
  readonly cursor: Json | null
  /** Milliseconds since the epoch; null: the look before did not fail. */
  readonly failingSince: number | null
  readonly listenMs: number
  /** Aborted where the lease is lost, and when the server stops. */
  readonly signal: AbortSignal
  known(keys: readonly string[]): Promise<ReadonlySet<string>>
  take(event: TakenEvent): Promise<'taken' | 'known'>
  log(level: 'info' | 'warn' | 'error', message: string, data?: JsonObject): void
}

/** An event whose item is sealed. */
export interface TakenEvent {
  readonly key: string
  readonly alsoKnownAs: readonly string[]
  /** The trigger's output. */
  readonly output: DatasetRef
  /** Files that go with the run. */
  readonly fileIds: readonly string[]
  readonly cursor: Json | null
}
