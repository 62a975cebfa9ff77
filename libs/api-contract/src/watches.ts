import { Type, type Static } from 'typebox'

export const WatchesQuery = Type.Object({ flowId: Type.Optional(Type.String({ maxLength: 40 })) })
export type WatchesQuery = Static<typeof WatchesQuery>

/** starting: no look is over yet; looking: at it now (where the server tells news by itself: listening); off: the flow is switched off, and remembers where it stood. */
export const watchStates = ['starting', 'waiting', 'looking', 'failing', 'off'] as const
export type WatchState = (typeof watchStates)[number]

/** A trigger that looks at the outside world itself (a mailbox, a folder). Instants are ISO 8601. */
export interface WatchView {
  readonly flowId: string
  readonly flowName: string
  readonly nodeId: string
  readonly state: WatchState
  /** When the last look was over; null: none yet. */
  readonly lookedAt: string | null
  /** When it last found something and started a run; null: never. */
  readonly tookAt: string | null
  /** Null: the flow is off. */
  readonly nextAt: string | null
  /** Looks that failed in a row. */
  readonly failures: number
  readonly failingSince: string | null
  /** Why the last look failed, in the caller's language. */
  readonly error: { readonly code: string; readonly sentence: string; readonly hint: string | null } | null
}

export interface WatchesPage {
  readonly watches: readonly WatchView[]
}
